import nodeFs from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError, GuardError } from '../core/errors.ts';
import { STATE_FOLDER } from '../core/state/baseline.ts';
import type { RenderedFile } from '../core/types.ts';
import { busy, codeOf, type FileSystem, JOURNAL, type Journal, LOCK, rollBack, STAGING, sha256 } from './rollback.ts';

/**
 * Puts new files into a project, all or none of them: everything is written to a staging folder first and then linked
 * into place, which fails rather than replace what has appeared meanwhile. Nothing is synced to the platter: a power cut
 * can only lose files that can be generated again.
 * @throws GuardError when another run works in the directory or a file has appeared, AppError when the disk refuses
 */
export function writeNewFiles(root: string, files: readonly RenderedFile[], fs: FileSystem = nodeFs): void {
  const madeRoot = makeFolder(root, fs);
  const journal: Journal = { madeRoot, files: files.map(({ path, text }) => ({ path, sha256: sha256(text) })) };
  takeLock(root, journal, fs);
  const placed: Journal['files'][number][] = [];
  try {
    refuseArrivals(root, files, fs);
    stage(root, files, fs);
    fs.writeFileSync(join(root, JOURNAL), JSON.stringify(journal));
    for (const [index, entry] of journal.files.entries()) {
      place(root, { path: entry.path, staged: stagedPath(root, index) }, fs);
      placed.push(entry);
    }
    for (const leftover of [STAGING, JOURNAL, LOCK]) fs.rmSync(join(root, leftover), { recursive: true, force: true });
  } catch (error) {
    // Only what this run placed: an equal file may be another run's.
    rollBack(root, { journal, placed }, fs);
    throw error instanceof GuardError ? error : failure(root, error);
  }
}

// Between the plan and the lock another run may have finished.
function refuseArrivals(root: string, files: readonly RenderedFile[], fs: FileSystem): void {
  const arrived = files.find(({ path }) => fs.lstatSync(join(root, path), { throwIfNoEntry: false }));
  if (arrived === undefined) return;
  throw new GuardError(`${arrived.path} exists by now in ${root}; nothing was written.`, 'Run the command again.');
}

function makeFolder(root: string, fs: FileSystem): string | undefined {
  try {
    return fs.mkdirSync(join(root, STATE_FOLDER), { recursive: true });
  } catch (error) {
    throw failure(root, error);
  }
}

const stagedPath = (root: string, index: number): string => join(root, STAGING, String(index));

function stage(root: string, files: readonly RenderedFile[], fs: FileSystem): void {
  fs.mkdirSync(join(root, STAGING), { recursive: true, mode: 0o700 });
  for (const [index, { text, mode }] of files.entries()) {
    const staged = stagedPath(root, index);
    fs.writeFileSync(staged, text, { mode, flag: 'wx' });
    // The mode above is cut by the umask, which must not take the execute bit from a script.
    fs.chmodSync(staged, mode);
  }
}

function place(root: string, { path, staged }: { path: string; staged: string }, fs: FileSystem): void {
  const target = join(root, path);
  fs.mkdirSync(dirname(target), { recursive: true });
  try {
    fs.linkSync(staged, target);
  } catch (error) {
    if (!NO_HARD_LINKS.has(codeOf(error))) throw error;
    if (fs.lstatSync(target, { throwIfNoEntry: false }))
      throw Object.assign(new Error(`${path} exists`), { code: 'EEXIST' });
    fs.renameSync(staged, target);
  }
}

// File systems such as exFAT and some network shares have no hard links.
const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function takeLock(root: string, journal: Journal, fs: FileSystem): void {
  const owner = JSON.stringify({ pid: process.pid, host: hostname() });
  try {
    fs.writeFileSync(join(root, LOCK), owner, { flag: 'wx' });
  } catch (error) {
    // Another run's folder is not ours to clean.
    if (codeOf(error) === 'EEXIST') throw busy(root);
    rollBack(root, { journal, placed: [] }, fs);
    throw failure(root, error);
  }
}

function failure(root: string, error: unknown): AppError {
  const reason = (error as Error).message;
  const hint =
    codeOf(error) === 'EEXIST'
      ? 'Run the command again.'
      : 'Free some space or mend the permissions, then run the command again.';
  return new AppError(
    `The project could not be written to ${root}: ${reason}\nEverything written by this run was taken back.`,
    hint,
    { cause: error },
  );
}
