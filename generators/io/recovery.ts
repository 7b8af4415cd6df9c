import nodeFs from 'node:fs';
import { join } from 'node:path';
import { AppError, GuardError } from '../core/errors.ts';
import { keepOriginals, MANIFEST, nextBackupName, STAGED_BACKUP } from './backup.ts';
import { diskError } from './disk-error.ts';
import type { FileSystem } from './file-system.ts';
import { finish } from './finish.ts';
import { DONE, JOURNAL, readJournal } from './journal.ts';
import { leftoversIn, refuseLinks } from './leftovers.ts';
import { type Held, letGo, release, takeOver } from './lock.ts';
import { LOCK } from './lock-owner.ts';
import { clear, leftText, rollBack, type TakenBack } from './rollback.ts';

/** What became of a run that was killed while it wrote. */
export interface Recovered extends TakenBack {
  /**
   * `old`: it was taken back. `new`: all of it was in place. `nothing`: it had not begun to put files in place, or was
   * about to end. `unknown`: its journal was damaged and the lock was broken, so some files may be old and others new.
   */
  readonly outcome: 'old' | 'new' | 'nothing' | 'unknown';
}

interface Options {
  /** Whether to go on although the run that has the lock seems to be alive, or its journal is damaged. */
  readonly breakLock: boolean;
}

/**
 * Clears up after a run that was killed while it wrote: it is taken back, or its end is caught up on. Undefined where
 * there was none. Can itself be killed and done again.
 * @throws GuardError when that run is alive, cannot be judged from here or has a damaged journal, each unless the lock
 *   is broken; AppError when the disk refuses
 */
export function recover(root: string, options: Options, fs: FileSystem = nodeFs): Recovered | undefined {
  try {
    refuseLinks(root, fs);
    const { locks, work } = leftoversIn(root, fs);
    if (locks.length + work.length === 0) return undefined;
    return settle(root, { held: takeOver(root, options, fs), options }, fs);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw diskError(
      `A run was interrupted while it wrote into ${root}, and it cannot be cleared up: ${(error as Error).message}`,
      error,
    );
  }
}

function settle(
  root: string,
  { held, options }: { held: Held; options: Options },
  fs: FileSystem,
): Recovered | undefined {
  try {
    const recovered = outcomeOf(root, options, fs);
    const strays = leftoversIn(root, fs).locks.filter((path) => !held.files.includes(path));
    for (const stray of strays) fs.rmSync(join(root, stray), { force: true });
    release(root, held, fs);
    // A run that was alive a moment ago has ended by itself.
    return recovered.outcome === 'nothing' && held.mine === LOCK ? undefined : recovered;
  } catch (error) {
    letGo(root, held, fs);
    throw error;
  }
}

function outcomeOf(root: string, options: Options, fs: FileSystem): Recovered {
  const journal = readJournal(join(root, JOURNAL), fs);
  if (journal === undefined) return finished(root, fs);
  // The backup has the same content, so one of the two may be lost.
  const known = journal === 'damaged' ? readJournal(join(root, STAGED_BACKUP, MANIFEST), fs) : journal;
  if (known === undefined || known === 'damaged') return givenUp(root, options, fs);
  // How far it came is not known; it held the lock, so every file that is as it meant it is its own.
  return { outcome: 'old', ...rollBack(root, { journal: known, placed: known.files }, fs) };
}

function finished(root: string, fs: FileSystem): Recovered {
  const done = readJournal(join(root, DONE), fs);
  finish(root, done === 'damaged' ? undefined : done, fs);
  return { outcome: done === undefined ? 'nothing' : 'new', left: [], originals: undefined };
}

function givenUp(root: string, { breakLock }: Options, fs: FileSystem): Recovered {
  if (!breakLock) throw damaged(root);
  const originals = keepOriginals(root, nextBackupName(root, fs), fs);
  clear(root, fs);
  return { outcome: 'unknown', left: [], originals };
}

function damaged(root: string): GuardError {
  return new GuardError(
    `A run was interrupted while it wrote into ${root}, and its journal ${join(root, JOURNAL)} is damaged. ` +
      'Some files may be old and others new; nothing was touched.',
    `The originals of what it meant to replace are in ${join(root, STAGED_BACKUP, 'files')}. ` +
      'With --break-lock they are kept, and the command goes on from the files as they are.',
  );
}

const SENTENCES: Readonly<Record<Recovered['outcome'], string>> = {
  old: 'Cleaned up after a run that was interrupted while it wrote: everything is as it was before it.',
  new: 'Cleaned up after a run that was interrupted at its end: everything that it wrote is in place.',
  nothing: 'Cleaned up after a run that was interrupted. It had left nothing half done.',
  unknown: 'Cleaned up after a run that was interrupted while it wrote: some files may be old and others new.',
};

/** What was done, for people. */
export function recoveredText(recovered: Recovered): string {
  const { outcome, left, originals } = recovered;
  if (outcome === 'old' && left.length > 0) return `A run was interrupted while it wrote. ${leftText(recovered)}`;
  return outcome === 'unknown' && originals
    ? `${SENTENCES.unknown} The originals are in ${originals}.`
    : SENTENCES[outcome];
}
