import { hasScheme, parseAddress } from '../core/answers/address.ts';
import type { HttpsMode } from '../core/answers/choices.ts';
import { withDefaults } from '../core/answers/resolve.ts';
import { usesAcme } from '../core/answers/rows/row.ts';
import { answerRow, GIVEN_ANSWERS } from '../core/answers/schema.ts';
import type { AnswerKey, AnswerRow, Facts, Known, ParseContext } from '../core/answers/types.ts';
import { UsageError } from '../core/errors.ts';
import { LINES } from '../core/plan/lines.ts';
import { folded } from '../core/report/fold.ts';

/** A question for Inquirer, always named `answer`. */
export interface Question {
  readonly type: 'input' | 'select' | 'confirm' | 'password';
  readonly name: 'answer';
  readonly message: string;
  readonly default?: unknown;
  readonly choices?: readonly { readonly name: string; readonly value: unknown; readonly short?: string }[];
  readonly pageSize?: number;
  readonly mask?: string;
  validate?(input: string): true | string;
}

/** Asks one question. */
export type Ask = (question: Question) => Promise<unknown>;

/** A question that is answered by yes or no; `usual` is what a bare Enter means. */
export const yesOrNo = (message: string, usual: 'yes' | 'no'): Question => ({
  type: 'confirm',
  name: 'answer',
  message,
  default: usual === 'yes',
});

/** What an explanation behind a choice says. */
const CHOICE_NOTES: Readonly<Record<string, string>> = {
  development: 'this laptop: ./src is mounted, errors are shown',
  production: 'a server: closed, sized for a machine of its own',
  off: 'plain http',
  letsencrypt: "a public certificate from Let's Encrypt",
  'letsencrypt-staging': "Let's Encrypt's test authority; browsers will warn",
  certificate: 'your own certificate files',
  'local-ca': 'an authority of its own, which browsers must be told to trust',
  proxy: 'TLS ends at a proxy in front',
  [LINES[0] ?? '']: 'the newest',
};

/** One row of the answers table as a question; `value` is what a bare Enter means. */
export function questionFor(row: AnswerRow, value: unknown, context: ParseContext): Question {
  const nothing =
    (row.optional || row.type === 'list') && (value === undefined || (Array.isArray(value) && value.length === 0));
  const base = { name: 'answer', message: nothing ? `${row.question} (Enter: none)` : row.question } as const;
  if (row.type === 'switch') return { ...base, type: 'confirm', default: value ?? false };
  if (row.choices) return { ...base, type: 'select', default: value, choices: choicesOf(row.choices) };
  const shown = Array.isArray(value) ? value.join(' ') : value === undefined ? undefined : String(value);
  return {
    ...base,
    type: 'input',
    ...(shown ? { default: shown } : {}),
    validate: (input) => validity(row, input, context),
  };
}

const choicesOf = (values: readonly string[]) => values.map((value) => ({ value, name: nameOf(value), short: value }));

const nameOf = (value: string): string => (CHOICE_NOTES[value] ? `${value} (${CHOICE_NOTES[value]})` : value);

function validity(row: AnswerRow, input: string, context: ParseContext): true | string {
  if (input.trim() === '') return row.optional || row.type === 'list' ? true : 'This needs an answer.';
  try {
    row.parse(input, context);
    return true;
  } catch (error) {
    return reasonOf(error);
  }
}

// Inquirer breaks lines in the middle of words.
const REASON_WIDTH = 76;

/** Why an answer cannot be used, for the line below the question. */
function reasonOf(error: unknown): string {
  if (error instanceof UsageError) return folded(`${error.message} ${error.hint}`, REASON_WIDTH);
  throw error;
}

/** Asks one row and returns its parsed answer; an empty answer to an optional row is undefined. */
export async function askRow(
  row: AnswerRow,
  value: unknown,
  { ask, context }: { ask: Ask; context: ParseContext },
): Promise<unknown> {
  const input = await ask(questionFor(row, value, context));
  if (typeof input === 'string' && input.trim() === '' && row.type !== 'list') return row.optional ? undefined : value;
  return row.parse(input, context);
}

/** The modes that a person may choose for an address as it was typed; a typed scheme decides between off and the rest. */
export function modesFor(typed: string): readonly HttpsMode[] {
  const address = parseAddress(typed, 'https');
  const secure: readonly HttpsMode[] = ['letsencrypt', 'letsencrypt-staging', 'certificate', 'local-ca', 'proxy'];
  const possible = secure.filter((mode) => !usesAcme(mode) || (address.host.kind === 'domain' && address.port === 443));
  if (!hasScheme(typed)) return ['off', ...possible];
  return address.scheme === 'http' ? ['off'] : possible;
}

/** One line a row for the review: what it is and what it would be. */
export function reviewChoices(known: Known, facts: Facts): readonly { name: string; value: AnswerKey }[] {
  const filled = withDefaults(known, facts);
  const rows = GIVEN_ANSWERS.filter((row) => row.group !== 'Actions');
  return rows.map((row) => ({ name: `${row.question}: ${display(filled[row.key])}`, value: row.key }));
}

function display(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '-';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/**
 * The row of a key of the table.
 * @throws Error for a key that the table lacks: a mistake of ours
 */
export function rowOf(key: AnswerKey): AnswerRow {
  const row = answerRow(key);
  if (row === undefined) throw new Error(`no row for ${key}`);
  return row;
}
