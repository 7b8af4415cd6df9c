import { join } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { STATE_FOLDER } from '../core/state/paths.ts';
import { BACKUPS } from './backup.ts';
import { codeOf, type FileSystem } from './file-system.ts';
import { JOURNAL, STAGING } from './journal.ts';
import { isLock } from './lock.ts';
import { whatIs } from './on-disk.ts';

/** What runs leave in the state folder while they write, or when they are killed: its paths, by what it is. */
interface Leftovers {
  readonly locks: readonly string[];
  readonly work: readonly string[];
}

/** Finds what a run has left. */
export function leftoversIn(root: string, fs: FileSystem): Leftovers {
  const paths = namesIn(join(root, STATE_FOLDER), fs).map((name) => `${STATE_FOLDER}/${name}`);
  return { locks: paths.filter(isLock), work: paths.filter((path) => path === JOURNAL || path === STAGING) };
}

function namesIn(folder: string, fs: FileSystem): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/**
 * Refuses to begin on top of a run that was killed: its journal and its originals would be lost.
 * @throws GuardError
 */
export function refuseWork(root: string, fs: FileSystem): void {
  if (leftoversIn(root, fs).work.length === 0) return;
  throw new GuardError(
    `A run was interrupted while it wrote into ${root}. Nothing was written.`,
    'Run the command again.',
  );
}

/**
 * Refuses to write through links where the program keeps its own.
 * @throws GuardError that names the link
 */
export function refuseLinks(root: string, fs: FileSystem): void {
  for (const folder of [STATE_FOLDER, STAGING, BACKUPS]) {
    const what = whatIs(join(root, folder), fs);
    if (what === 'nothing' || what === 'is a directory') continue;
    throw new GuardError(
      `${join(root, folder)} ${what}. Nothing was written.`,
      'Remove it, then run the command again.',
    );
  }
}
