import { UsageError } from '../errors.ts';
import { hasScheme } from './address.ts';
import { answerEntry } from './describe.ts';
import { brokenRules } from './rules.ts';
import { ANSWERS, answerRow } from './schema.ts';
import type { AnswerKey, AnswerRow, Answers, Facts, Known, ParseContext } from './types.ts';
import { shown } from './values.ts';

/** Where an answer came from, strongest first: it is named in every message about the answer. */
const SOURCES = ['flag', 'file', 'stored'] as const;
type Source = (typeof SOURCES)[number];

/** Raw answers by source; keys that are no answers are refused by `parseGiven`. */
export type Given = Readonly<Record<Source, Readonly<Record<string, unknown>>>>;

/** Collects every problem before it throws, so that nobody mends a command line one flag at a time. */
class Problems {
  readonly lines: string[] = [];
  readonly hints = new Set<string>();

  add(label: string, error: unknown): void {
    if (!(error instanceof UsageError)) throw error;
    this.lines.push(`${label}: ${error.message}`);
    if (error.hint) this.hints.add(error.hint);
  }

  throwIfAny(): void {
    if (this.lines.length > 0) throw new UsageError(this.lines.join('\n'), [...this.hints].join('\n'));
  }
}

/** How messages call an answer that came from a source. */
function label(row: AnswerRow, source: Source): string {
  if (source === 'flag') return row.flag ?? row.key;
  return `${source === 'file' ? 'answers file' : '.yo-rc.json'}, ${row.key}`;
}

/**
 * Parses what was given, flag over file over stored.
 * @throws UsageError that lists every unknown key and every value that cannot be used
 */
export function parseGiven(given: Given, cwd: string): Known {
  const problems = new Problems();
  refuseUnknownKeys(given, problems);
  const context: ParseContext = { cwd, scheme: schemeOf(given) };
  const known: Record<string, unknown> = {};
  for (const row of ANSWERS) {
    const source = SOURCES.find((one) => given[one][row.key] !== undefined);
    if (source === undefined) continue;
    try {
      known[row.key] = row.parse(given[source][row.key], context);
    } catch (error) {
      problems.add(label(row, source), error);
    }
  }
  problems.throwIfAny();
  return known as Known;
}

function refuseUnknownKeys(given: Given, problems: Problems): void {
  for (const source of SOURCES) {
    for (const key of Object.keys(given[source])) {
      // Editors want the schema's address in the file itself.
      if (isGiven(key, source) || key === '$schema') continue;
      problems.add(
        source === 'file' ? 'answers file' : '.yo-rc.json',
        new UsageError(`${shown(key)} is not an answer.`, UNKNOWN_HINT),
      );
    }
  }
}

// What was found out about a project stands in its own file only.
function isGiven(key: string, source: Source): boolean {
  const row = answerRow(key);
  return row !== undefined && (row.step !== 'never' || source === 'stored');
}

const UNKNOWN_HINT =
  'The keys are those of the options table, in camelCase. Passwords come from the environment, such as GEONODE_ADMIN_PASSWORD.';

/** An address without a scheme takes the one that the https answer needs. */
function schemeOf(given: Given): 'http' | 'https' {
  const [url, https] = (['url', 'https'] as const).map((key) =>
    SOURCES.map((source) => given[source][key]).find((one) => one !== undefined),
  );
  const typed = typeof url === 'string' && !hasScheme(url);
  return typed && https !== undefined && String(https).toLowerCase() !== 'off' ? 'https' : 'http';
}

/** Fills what is unanswered with the defaults, in the order of the table; keys without a default stay undefined. */
export function withDefaults(known: Known, facts: Facts): Known {
  const filled: Record<string, unknown> = { ...known };
  for (const row of ANSWERS) {
    if (!(row.key in filled)) filled[row.key] = row.fallback(filled as Known, facts);
  }
  return filled as Known;
}

/** The rows of the default path that nobody has answered. */
export function unanswered(known: Known): readonly AnswerRow[] {
  return ANSWERS.filter((row) => row.step === 'ask' && !(row.key in known));
}

/**
 * The complete answers of a run that asks no (more) questions.
 * @throws UsageError naming every flag that is missing or does not go with another
 */
export function complete(known: Known, facts: Facts): Answers {
  const filled = withDefaults(known, facts);
  const missing = ANSWERS.filter((row) => !row.optional && filled[row.key as AnswerKey] === undefined);
  if (missing.length > 0) throw missingAnswers(missing, missing.some(({ key }) => key === 'name') ? NO_NAME : '');
  const broken = brokenRules(filled as Answers);
  if (broken.length > 0) throw new UsageError(broken.map((rule) => `${rule.problem}\n  ${rule.hint}`).join('\n'));
  return filled as Answers;
}

const NO_NAME = 'The name of the directory gives none of them: it has no Latin letter.';

/** The error for keys that need an answer, each with the flag that gives it. */
export function missingAnswers(rows: readonly AnswerRow[], hint = ''): UsageError {
  return new UsageError(`Not answered:\n${rows.map(answerEntry).join('\n')}`, hint);
}
