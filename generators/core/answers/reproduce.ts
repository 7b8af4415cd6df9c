import { ANSWERS } from './schema.ts';
import type { AnswerRow, Answers, Facts, Known } from './types.ts';

// Found out on this machine: elsewhere the same command has to say them.
const DETECTED: ReadonlySet<string> = new Set(['memory', 'cpus', 'timezone', 'httpProxy', 'noProxy']);
const NO_FACTS: Facts = {
  cwd: '/',
  memory: 0,
  cpus: 0,
  machine: '',
  timezone: '',
  lanAddresses: [],
  httpProxy: undefined,
  noProxy: undefined,
};

/** One word of a POSIX command line, quoted only where it must be. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * The options that lead to the same answers on any machine: what differs from its default, and what was detected.
 * The directory and the actions that run once (git, build, up) are not among them.
 */
export function reproduceOptions(answers: Answers): readonly string[] {
  const known: Known = {};
  return ANSWERS.flatMap((row) => {
    const value = answers[row.key];
    const byDefault = row.fallback(known, NO_FACTS);
    Object.assign(known, { [row.key]: value });
    if (!row.stored || row.flag === undefined || value === undefined) return [];
    return same(value, byDefault) && !DETECTED.has(row.key) ? [] : optionOf(row, value);
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function optionOf(row: AnswerRow, value: Answers[keyof Answers]): readonly string[] {
  const flag = row.flag ?? '';
  if (row.type === 'switch') return [value === true ? flag : flag.replace('--', '--no-')];
  const values = Array.isArray(value) ? value : [String(value)];
  return values.flatMap((one: string) => [flag, shellWord(one)]);
}
