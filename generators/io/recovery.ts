import nodeFs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { busy, codeOf, type FileSystem, JOURNAL, type Journal, LOCK, rollBack } from './rollback.ts';

/**
 * Cleans up after a run that was killed while it wrote. Returns whether there was one.
 * @throws GuardError when that run is still alive, or ran on another machine and cannot be judged from here
 */
export function recover(root: string, fs: FileSystem = nodeFs): boolean {
  const lock = readJson<{ pid: number; host: string }>(join(root, LOCK), fs);
  if (lock === undefined) return false;
  if (lock.host !== hostname()) {
    throw new GuardError(
      `A run on ${lock.host} holds the lock ${join(root, LOCK)}.`,
      'If it has ended, remove that file and run the command again.',
    );
  }
  if (alive(lock.pid)) throw busy(root);
  const journal = readJson<Journal>(join(root, JOURNAL), fs) ?? { madeRoot: undefined, files: [] };
  // How far it came is not known; it held the lock, so every file that is as it meant it is its own.
  rollBack(root, { journal, placed: journal.files }, fs);
  return true;
}

function alive(pid: number): boolean {
  // 0 and below would mean whole groups of processes.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function readJson<T>(path: string, fs: FileSystem): T | undefined {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    // Killed while the lock itself was written: it names nobody.
    if (error instanceof SyntaxError)
      return { pid: 0, host: hostname(), madeRoot: undefined, files: [] } as unknown as T;
    throw error;
  }
}
