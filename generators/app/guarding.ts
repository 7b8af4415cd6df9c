import nodeFs from 'node:fs';
import { dirname } from 'node:path';
import { cautions } from '../core/answers/rules.ts';
import type { Answers } from '../core/answers/types.ts';
import { GuardError } from '../core/errors.ts';
import { budgetOf } from '../core/plan/view.ts';
import type { StoredAnswers } from '../core/state/read.ts';
import { refuseNewer, refuseOtherName } from '../core/update/guards.ts';
import { migratedAnswers, migrationsFor } from '../core/update/migrations.ts';
import { leftoversIn } from '../io/leftovers.ts';
import { checkFiles, checkPair } from '../io/pem.ts';
import { noProject, readStored, refuseUpstreamProject } from '../io/project.ts';
import type { Terminal } from '../io/terminal.ts';
import { refuseOlderLine } from './aftermath.ts';
import type { Run } from './run.ts';

/**
 * Looks whether these answers and this directory go together, before anything is rendered.
 * @throws GuardError or UsageError that says what to do instead
 */
export function refuseUnfit(answers: Answers, stored: StoredAnswers | undefined, { check }: Run): void {
  const { directory } = answers;
  if (check && stored === undefined) throw noProject(directory);
  refuseUpstreamProject(directory);
  if (stored === undefined) refuseNesting(directory);
  if (stored !== undefined) {
    refuseOtherName(stored, answers);
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
  if (readStored(parent) === undefined) refuseNesting(parent);
  else
    throw new GuardError(
      `${directory} lies inside the project ${parent}. Nothing was written.`,
      `To bring that project up to date, name it: npx create-geonode-project ${parent}`,
    );
}

/**
 * What the program noted in a project, in the shape that this release knows; undefined where there is no project.
 * @throws GuardError when a newer release noted it: it may mean something that this one does not know
 */
export function storedIn(directory: string, version: string): StoredAnswers | undefined {
  const stored = readStored(directory);
  if (stored === undefined) return undefined;
  refuseNewer(stored.generatorVersion, version);
  return { ...stored, answers: migratedAnswers(stored.answers, migrationsFor(stored.generatorVersion, version)) };
}

/** What is left to do by hand after the migrations of this run. */
export const migrationNotes = (stored: StoredAnswers | undefined, version: string): readonly string[] =>
  migrationsFor(stored?.generatorVersion ?? version, version).flatMap(({ note }) => note ?? []);

/** A preview repairs nothing, so it says when it looks at what a killed run has left. */
export function warnOfLeftovers(directory: string, terminal: Terminal): void {
  if (leftoversIn(directory, nodeFs).work.length === 0) return;
  terminal.warn(
    'A run was interrupted while it wrote. What is shown may be half old and half new until the next run has cleaned up.',
  );
}
