import nodeFs from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { publishBackup } from './backup.ts';
import { type CheckedChange, checked, type DiskChange, type PlannedChange, type ReadyChange } from './disk-change.ts';
import { diskError } from './disk-error.ts';
import { codeOf, type FileSystem, patiently } from './file-system.ts';
import { finish } from './finish.ts';
import { DONE, type Entry, JOURNAL, type Journal } from './journal.ts';
import { refuseLinks, refuseWork } from './leftovers.ts';
import { type Held, lockText, refuseLost, release, takeLock } from './lock.ts';
import { placeAll } from './placing.ts';
import { leftText, rollBack } from './rollback.ts';
import { prepare, settled, stage, stageRest } from './staging.ts';

/**
 * Changes files of a project in this order, all of them or none. Everything is made ready beside the files first; then
 * each is put in place by one link or rename, a folder that is new as a whole. What the run replaced or deleted is in the
 * newest backup afterwards.
 *
 * Killed at any moment, the next `recover` makes everything old or everything new. A power cut is another matter:
 * originals and journal are flushed to the disk before the first file is replaced, so nothing of the user's is lost.
 * New contents are not, and a file that was cut short looks as if somebody had changed it: its original is kept and
 * named.
 * @throws GuardError when another run works in the directory, or a path is not as it was when the changes were planned;
 *   AppError when the disk refuses. Everything is as it was, or the error says what is not.
 */
export function commit(root: string, changes: readonly DiskChange[], about: About, fs: FileSystem = nodeFs): void {
  if (changes.length === 0) return;
  const run = begin(root, changes, fs);
  complete(root, { run, ready: run.seen, ...about }, fs);
}

/** The same, with contents that are still being made: they are waited for while all the rest is ready. */
export async function commitWhenReady(
  root: string,
  changes: readonly PlannedChange[],
  about: About,
  fs: FileSystem = nodeFs,
): Promise<void> {
  if (changes.length === 0) return;
  const run = begin(root, changes, fs);
  const lock = lockText(root, fs);
  const ready = await settled(run.seen).catch((cause) => {
    throw takenBack(root, { run, cause }, fs);
  });
  // Before anything else: what stands there may be another run's by now, and then nothing of it is touched.
  refuseLost(root, lock, fs);
  complete(root, { run, ready, ...about }, fs);
}

interface About {
  readonly version: string;
}

/** How far a run came. */
interface Run<Change extends CheckedChange> {
  readonly held: Held;
  seen: readonly Change[];
  journal: Journal | undefined;
  /** What it put in place itself: an equal file may be another's. */
  readonly placed: Entry[];
}

function begin<Change extends PlannedChange>(
  root: string,
  changes: readonly Change[],
  fs: FileSystem,
): Run<Change & CheckedChange> {
  const run: Run<Change & CheckedChange> = { held: lockFor(root, fs), seen: [], journal: undefined, placed: [] };
  try {
    run.seen = checked(root, changes, fs);
    stage(root, run.seen, fs);
    return run;
  } catch (cause) {
    throw takenBack(root, { run, cause }, fs);
  }
}

function complete(
  root: string,
  { run, ready, version }: About & { readonly run: Run<CheckedChange>; readonly ready: readonly ReadyChange[] },
  fs: FileSystem,
): void {
  try {
    stageRest(root, { seen: run.seen, ready }, fs);
    run.journal = prepare(root, { changes: ready, version }, fs);
    placeAll(root, { ...run, journal: run.journal }, fs);
    publishBackup(root, run.journal, fs);
    // The moment from which on everything is new.
    patiently(() => fs.renameSync(join(root, JOURNAL), join(root, DONE)));
  } catch (cause) {
    throw takenBack(root, { run, cause }, fs);
  }
  clearUp(root, run, fs);
}

function lockFor(root: string, fs: FileSystem): Held {
  try {
    refuseLinks(root, fs);
    return unlessInterrupted(root, takeLock(root, fs), fs);
  } catch (error) {
    throw failure(root, error);
  }
}

function unlessInterrupted(root: string, held: Held, fs: FileSystem): Held {
  try {
    refuseWork(root, fs);
    return held;
  } catch (error) {
    release(root, held, fs);
    throw error;
  }
}

function takenBack(root: string, { run, cause }: { run: Run<CheckedChange>; cause: unknown }, fs: FileSystem): unknown {
  try {
    const rest = rollBack(root, run, fs);
    release(root, run.held, fs);
    return failure(root, cause, leftText(rest));
  } catch (error) {
    const reasons = `${textOf(cause)}\nNot everything could be taken back: ${textOf(error)}`;
    return new AppError(
      `The project could not be written to ${root}: ${reasons}`,
      'Mend that, then run the command again: it takes the rest back first.',
      { cause },
    );
  }
}

// What is neither for people nor from the disk is a mistake of ours and stays as it is.
function failure(root: string, cause: unknown, left = ''): unknown {
  if (cause instanceof AppError && left === '') return cause;
  if (!(cause instanceof AppError) && codeOf(cause) === '') return cause;
  const outcome = left || 'Everything written by this run was taken back.';
  return diskError(`The project could not be written to ${root}: ${textOf(cause)}\n${outcome}`, cause);
}

const textOf = (error: unknown): string => (error as Error).message;

function clearUp(root: string, { journal, held }: { journal: Journal | undefined; held: Held }, fs: FileSystem): void {
  try {
    finish(root, journal, fs);
    release(root, held, fs);
  } catch {
    // The run is complete, whatever becomes of its tools. The next one clears them away.
  }
}
