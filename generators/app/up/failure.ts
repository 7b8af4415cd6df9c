import { DockerError, EXIT, type ExitCode } from '../../core/errors.ts';
import type { Finding } from '../../core/up/causes.ts';
import { relevantLog } from '../../core/up/diagnosis/relevant-log.ts';
import type { Phase } from '../../core/up/evidence.ts';
import type { CheckResult } from '../../core/up/preflight/preflight.ts';
import { findingLines, withCommand } from '../../core/up/words.ts';
import type { Ended } from './waiting.ts';

/** How a start ended, for `--json`. */
export interface StartReport {
  readonly directory: string;
  readonly url: string;
  readonly checks: readonly CheckResult[];
  /** Where it failed; undefined when it did not. */
  readonly phase?: Phase | 'preflight' | 'proof';
  readonly findings: readonly Finding[];
  /** The lines of a log that show the first finding. */
  readonly log: readonly string[];
  readonly exitCode: ExitCode;
}

/** The end of a start that Docker refused: what was seen, and what that means. */
export function explained(
  { evidence, findings }: Extract<Ended, { kind: 'failed' }>,
  command: string,
  report: StartReport,
): DockerError {
  const [first] = findings;
  const log = first === undefined ? [] : relevantLog(evidence, first);
  const filled = findings.map((one) => withCommand(one, command));
  return failed({ ...report, phase: evidence.phase, findings: filled, log });
}

const PHASES: Readonly<Record<NonNullable<StartReport['phase']>, string>> = {
  preflight: 'Nothing was built or started.',
  config: 'Nothing was built or started.',
  pull: 'An image could not be fetched.',
  build: 'The build failed; nothing was started.',
  up: 'The start failed.',
  wait: 'The start failed.',
  proof: 'The services run.',
};

/** The end of a start that did not succeed: where, the words of the log, the cause, what to do. */
export function failed(report: Omit<StartReport, 'exitCode'>): DockerError {
  const { phase = 'up', findings, log } = report;
  const [first, ...more] = findings;
  const said = log.length > 0 ? ['', ...log.map((line) => `  | ${line}`), ''] : [];
  const message = [PHASES[phase], ...said, first?.words ?? ''].join('\n');
  const hint = [
    ...(first?.fix ?? []).map((step) => `  ${step}`),
    ...more.flatMap((one) => ['Also:', ...findingLines(one)]),
  ];
  return new DockerError(message, hint.join('\n')).with({ ...report, exitCode: EXIT.docker });
}
