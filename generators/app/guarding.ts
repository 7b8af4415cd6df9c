import type { Answers } from '../core/answers/types.ts';
import type { StoredAnswers } from '../core/state/read.ts';
import { refuseOtherName } from '../core/update/guards.ts';
import { checkFiles } from '../io/pem.ts';
import { noProject, refuseUpstreamProject } from '../io/project.ts';
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
