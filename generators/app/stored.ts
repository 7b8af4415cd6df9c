import type { StoredAnswers } from '../core/state/read.ts';
import { refuseNewer } from '../core/update/guards.ts';
import { migratedAnswers, migrationsFor } from '../core/update/migrations.ts';
import { readStored } from '../io/project.ts';

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
