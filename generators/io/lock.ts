import { join } from 'node:path';
import { STATE_FOLDER } from '../core/state/paths.ts';
import { codeOf, type FileSystem, makeFolders, removeEmpty, removeUpTo } from './file-system.ts';
import { busy, LOCK, type Lock, ownText, readLock, refuseLiving } from './lock-owner.ts';
import { sha256 } from './on-disk.ts';

/** A lock that this process holds. */
export interface Held {
  /** The file that this process made for it. */
  readonly mine: string;
  /** Every file that goes with it, in the order in which they must go. */
  readonly files: readonly string[];
  readonly made: string | undefined;
}

/**
 * Takes the lock of a project, and makes the project's folder where there is none.
 * @throws GuardError when a run has it, or one has died with it
 */
export function takeLock(root: string, fs: FileSystem): Held {
  const made = makeFolders(join(root, STATE_FOLDER), fs);
  const held: Held = { mine: LOCK, files: [LOCK], made };
  try {
    fs.writeFileSync(join(root, LOCK), ownText(made), { flag: 'wx' });
    return held;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw busy(root, readLock(root, LOCK, fs)?.owner);
    // A full disk leaves a lock without content.
    release(root, held, fs);
    throw error;
  }
}

/**
 * Takes over the lock of a run that died. That happens once for each lock: whoever makes the file that is named after
 * its content has it, and the lock is the first to be removed. So no run can take a lock for dead that another one has
 * cleared away and taken anew meanwhile. A run that dies while it clears up leaves such a file, which is taken over
 * alike.
 * @throws GuardError when the run is alive or cannot be judged from here, unless `breakLock`; when another is faster
 */
export function takeOver(root: string, options: { breakLock: boolean }, fs: FileSystem): Held {
  const lock = readLock(root, LOCK, fs);
  if (lock === undefined) return takeLock(root, fs);
  const files = claim(root, { lock, files: [LOCK] }, options, fs);
  const held: Held = { mine: files.at(-1) ?? LOCK, files, made: lock.owner.made };
  if (readLock(root, LOCK, fs)?.text === lock.text) return held;
  letGo(root, held, fs);
  throw busy(root, undefined);
}

interface Chain {
  readonly lock: Lock;
  readonly files: readonly string[];
}

function claim(
  root: string,
  { lock, files }: Chain,
  options: { breakLock: boolean },
  fs: FileSystem,
): readonly string[] {
  if (!options.breakLock) refuseLiving(root, lock.owner);
  const path = `${LOCK}.${sha256(`${lock.path}\n${lock.text}`).slice(0, 12)}`;
  try {
    fs.writeFileSync(join(root, path), ownText(undefined), { flag: 'wx' });
    return [...files, path];
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return claimNext(root, { path, files }, options, fs);
    fs.rmSync(join(root, path), { force: true });
    throw error;
  }
}

function claimNext(
  root: string,
  { path, files }: { path: string; files: readonly string[] },
  options: { breakLock: boolean },
  fs: FileSystem,
): readonly string[] {
  const lock = readLock(root, path, fs);
  if (lock === undefined) throw busy(root, undefined);
  return claim(root, { lock, files: [...files, path] }, options, fs);
}

/** Gives the lock up and leaves no empty folder behind that was made for it. */
export function release(root: string, { files, made }: Held, fs: FileSystem): void {
  for (const file of files) fs.rmSync(join(root, file), { force: true });
  removeEmpty(root, [STATE_FOLDER], fs);
  if (made !== undefined) removeUpTo(root, made, fs);
}

/** The lock as it stands, so that it is known again. */
export const lockText = (root: string, fs: FileSystem): string | undefined => readLock(root, LOCK, fs)?.text;

/**
 * Goes on with a lock after a wait.
 * @throws GuardError when somebody has broken it meanwhile: what stands there is another run's
 */
export function refuseLost(root: string, text: string | undefined, fs: FileSystem): void {
  if (lockText(root, fs) !== text || text === undefined) throw busy(root, readLock(root, LOCK, fs)?.owner);
}

/** Gives up what was taken over, and leaves the dead run's lock to the next one. */
export function letGo(root: string, { mine }: Held, fs: FileSystem): void {
  fs.rmSync(join(root, mine), { force: true });
}

/** Whether a path is a lock, or was made to take one over. */
export const isLock = (path: string): boolean => path === LOCK || path.startsWith(`${LOCK}.`);
