import { dirname } from 'node:path';
import { cautions } from '../core/answers/rules.ts';
import type { Answers } from '../core/answers/types.ts';
import { GuardError } from '../core/errors.ts';
import { budgetOf } from '../core/plan/view.ts';
import type { StoredAnswers } from '../core/state/read.ts';
import { refuseOtherName } from '../core/update/guards.ts';
import { checkFiles, checkPair } from '../io/pem.ts';
import { isProject, noProject, refuseUpstreamProject } from '../io/project.ts';
import type { Tree } from '../io/tree.ts';
import type { Ports, Run } from './run.ts';
import { migrationNotes } from './stored.ts';

/**
 * Looks whether these answers and this directory go together, before anything is rendered.
 * @throws GuardError or UsageError that says what to do instead
 */
export async function refuseUnfit(answers: Answers, stored: StoredAnswers | undefined, { check }: Run): Promise<void> {
  const { directory } = answers;
  if (check && stored === undefined) throw noProject(directory);
  refuseUpstreamProject(directory);
  if (stored === undefined) refuseNesting(directory);
  if (stored !== undefined) {
    refuseOtherName(stored, answers);
    const { refuseOlderLine } = await import('./aftermath.ts');
    refuseOlderLine(stored, answers);
  }
  checkFiles(answers);
}

/**
 * What is allowed and yet worth a word before anything is written.
 * @throws UsageError when nginx could not serve the certificate
 */
export const remarksOn = (answers: Answers): readonly string[] => [
  ...cautions(answers),
  ...checkPair(answers),
  ...budgetOf(answers).warnings,
];

// In a subfolder by mistake, somebody would get a second project inside the first one.
function refuseNesting(directory: string): void {
  const parent = dirname(directory);
  if (parent === directory) return;
  if (!isProject(parent)) refuseNesting(parent);
  else
    throw new GuardError(
      `${directory} lies inside the project ${parent}. Nothing was written.`,
      `To bring that project up to date, name it: npx create-geonode-project ${parent}`,
    );
}

/** What there is to say of the project as it stands: work that a release leaves to people, passwords that stay. */
export async function notesOn(
  tree: Tree,
  { answers, stored, ports }: { answers: Answers; stored: StoredAnswers | undefined; ports: Ports },
): Promise<readonly string[]> {
  const notes = migrationNotes(stored, ports.version);
  // A new project has no passwords to keep.
  if (!tree.has('.env')) return notes;
  const { keptSecrets } = await import('./aftermath.ts');
  return [...notes, ...keptSecrets(answers, tree, ports.environment)];
}
