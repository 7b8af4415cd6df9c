import type { Finding } from '../../../generators/core/up/causes.ts';
import type { Bench, Fault } from './faults.ts';
import { capture } from './fixtures.ts';
import { observedStart } from './observed-start.ts';

/** What a start tells that fails. */
export interface FailedStart {
  readonly exitCode: number;
  readonly findings: readonly Finding[];
}

const SECONDS = 120;

/**
 * Starts a broken site. This is the one place to put `create-geonode-project up DIR --json --skip … --timeout …` in; observing
 * from within goes on writing the fixtures.
 */
export async function failedStart(bench: Bench, fault: Fault): Promise<FailedStart> {
  const start = await observedStart(bench, fault.timeout ?? SECONDS);
  if (process.env.E2E_CAPTURE) capture(fault, start, bench);
  return start;
}
