import { isDeepStrictEqual } from 'node:util';
import { type Given, parseGiven } from './resolve.ts';
import { ANSWERS, answerRow } from './schema.ts';
import type { AnswerKey, Facts, Known } from './types.ts';

/** Answers that decide the defaults of others, and those others, in the order in which they follow. */
const LEADERS: readonly AnswerKey[] = ['url', 'aliases', 'https', 'certificate'];
const FOLLOWERS: readonly AnswerKey[] = ['https', 'httpPort', 'bind', 'hsts'];

/**
 * The answers of a run on an existing project, flags and files over the stored ones. A new address or mode also brings new
 * defaults for what followed from the old one; what somebody once chose against its default stays.
 * @throws UsageError as parseGiven does
 */
export function answersOnTop(given: Given, facts: Facts): Known {
  const stored = storedKnown(given.stored, facts.cwd);
  const known = { ...stored, ...parseGiven(given, facts.cwd) };
  const changed = LEADERS.some((key) => key in stored && !isDeepStrictEqual(known[key], stored[key]));
  if (!changed) return known;
  const followed = FOLLOWERS.filter((key) => {
    const said = key in given.flag || key in given.file;
    return key in stored && !said && isDeepStrictEqual(stored[key], answerRow(key)?.fallback(stored, facts));
  });
  return Object.fromEntries(Object.entries(known).filter(([key]) => !followed.includes(key as AnswerKey))) as Known;
}

/**
 * The answers of a project that is there. What it leaves open was left open on purpose: nobody is asked again for an address
 * that is none, or for a repository.
 * @throws UsageError as parseGiven does
 */
export function storedKnown(stored: Given['stored'], cwd: string): Known {
  const known = parseGiven({ flag: {}, file: {}, stored }, cwd);
  if (Object.keys(known).length === 0) return known;
  const open = ANSWERS.filter((row) => row.optional && row.stored).map((row) => [row.key, undefined]);
  return { ...Object.fromEntries(open), git: false, ...known } as Known;
}
