import { type CauseId, type Details, type Finding, finding } from '../causes.ts';
import type { PreflightFacts } from './facts.ts';

/** What a check has found. `failed`: the site cannot work so; `unknown`: it could not be looked at. */
export type Verdict =
  | { readonly status: 'ok' | 'unknown' }
  | { readonly status: 'warning' | 'failed'; readonly finding: Finding };

/** A check: pure, from what was found out. */
export type Judge = (facts: PreflightFacts) => Verdict;

/** How bad a finding is. */
type Weight = 'warning' | 'failed';

/** Nothing is wrong. */
export const OK: Verdict = { status: 'ok' };
/** It could not be found out, and nobody is stopped for that. */
export const UNKNOWN: Verdict = { status: 'unknown' };

/** Something that a start may survive. */
export const warning = (cause: CauseId, details: Details): Verdict => found('warning', cause, details);
/** Something that a start would fail at. */
export const failed = (cause: CauseId, details: Details): Verdict => found('failed', cause, details);

/** A finding of this weight. `{up}` stays as it is: only the caller knows its command. */
export const found = (status: Weight, cause: CauseId, details: Details): Verdict => ({
  status,
  finding: finding(cause, details),
});

/** Several findings of one cause as one: every sentence, and each step of the fix once. */
export function together(status: Weight, findings: readonly Finding[]): Verdict {
  const [first] = findings;
  if (first === undefined) return OK;
  const words = findings.map((one) => one.words).join(' ');
  return { status, finding: { ...first, words, fix: inOrder(findings.map(({ fix }) => fix)) } };
}

// Step by step: all the first ones, then all the second ones.
function inOrder(fixes: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(...fixes.map(({ length }) => length));
  const steps = Array.from({ length: longest }, (_, step) => fixes.flatMap((fix) => fix[step] ?? []));
  return [...new Set(steps.flat())];
}

/** Names in a sentence. */
export const list = (names: readonly string[]): string => names.join(', ');
