import type { Finding } from './causes.ts';
import type { CheckResult } from './preflight/preflight.ts';

/** A finding whose texts name the command that goes on. */
export function withCommand(finding: Finding, up: string): Finding {
  const fill = (text: string): string => text.replaceAll('{up}', up);
  return { ...finding, words: fill(finding.words), fix: finding.fix.map(fill) };
}

/** The results of checks with their texts completed. */
export const checksWith = (checks: readonly CheckResult[], up: string): readonly CheckResult[] =>
  checks.map((one) => (one.finding ? { ...one, finding: withCommand(one.finding, up) } : one));

const SIGNS: Readonly<Record<CheckResult['status'], string>> = {
  ok: 'ok',
  warning: 'WARNING',
  failed: 'FAILED',
  skipped: 'skipped',
  unknown: '?',
};

/** Checks as lines. */
export function checkLines(checks: readonly CheckResult[]): readonly string[] {
  return checks.flatMap(({ id, title, status, finding }) => [
    `${SIGNS[status].padEnd(8)} ${id.padEnd(13)} ${finding?.words ?? title}`,
    ...(finding?.fix ?? []).map((step) => `${' '.repeat(9)}${step}`),
  ]);
}

/** A finding for a person: what it is, and what to do. */
export const findingLines = ({ words, fix }: Finding): readonly string[] => [words, ...fix.map((step) => `  ${step}`)];
