import nodeFs from 'node:fs';
import type { Answers } from '../core/answers/types.ts';
import type { StoredAnswers } from '../core/state/read.ts';
import { refuseOtherName } from '../core/update/guards.ts';
import { leftoversIn } from '../io/leftovers.ts';
import { checkFiles } from '../io/pem.ts';
import { noProject, refuseUpstreamProject } from '../io/project.ts';
import type { Terminal } from '../io/terminal.ts';
import { refuseOlderLine } from './aftermath.ts';
import type { Run } from './ports.ts';

/**
 * Looks whether these answers and this directory go together, before anything is rendered.
 * @throws GuardError or UsageError that says what to do instead
 */
export function refuseUnfit(answers: Answers, stored: StoredAnswers | undefined, { check }: Run): void {
  const { directory } = answers;
  if (check && stored === undefined) throw noProject(directory);
  refuseUpstreamProject(directory);
  if (stored !== undefined) {
    refuseOtherName(stored, answers);
    refuseOlderLine(stored, answers);
  }
  checkFiles(answers);
}

/** A preview repairs nothing, so it says when it looks at what a killed run has left. */
export function warnOfLeftovers(directory: string, terminal: Terminal): void {
  if (leftoversIn(directory, nodeFs).work.length === 0) return;
  terminal.warn(
    'A run was interrupted while it wrote. What is shown may be half old and half new until the next run has cleaned up.',
  );
}
