import type { Finding } from '../causes.ts';
import { CHECKS, type CheckId } from './checks.ts';
import type { PreflightFacts } from './facts.ts';

/** What came out of one check; a finding goes with a warning and a failure, and with nothing else. */
export interface CheckResult {
  readonly id: CheckId;
  readonly title: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped' | 'unknown';
  readonly finding?: Finding;
}

/** Every check, in the order of the table; those in `skip` are not judged. `{up}` in a fix is left to the caller. */
export function judge(facts: PreflightFacts, skip: ReadonlySet<string>): readonly CheckResult[] {
  return CHECKS.map(({ id, title, judge: check }) =>
    skip.has(id) ? { id, title, status: 'skipped' } : { id, title, ...check(facts) },
  );
}

/** The results with which a start would be pointless or would do harm. */
export const blocking = (results: readonly CheckResult[]): readonly CheckResult[] =>
  results.filter(({ status }) => status === 'failed');
