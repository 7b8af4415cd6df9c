import { createHash } from 'node:crypto';
import nodeFs from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError, GuardError } from '../core/errors.ts';
import { STATE_FOLDER } from '../core/state/baseline.ts';
import type { RenderedFile } from '../core/types.ts';

/** What the transaction does to a disk; tests hand in one that fails. */
export type FileSystem = Pick<
  typeof nodeFs,
  | 'mkdirSync'
  | 'writeFileSync'
  | 'chmodSync'
  | 'linkSync'
  | 'rmSync'
  | 'rmdirSync'
  | 'lstatSync'
  | 'readFileSync'
  | 'renameSync'
>;

/** What a run notes before it puts the first file in place, so that the next one can clean up after a crash. */
interface Journal {
  /** The folder that did not exist before, if any: the outermost one. */
  readonly madeRoot: string | undefined;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

const LOCK = `${STATE_FOLDER}/lock`;
const JOURNAL = `${STATE_FOLDER}/journal.json`;
const STAGING = `${STATE_FOLDER}/staging`;

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/**
 * Puts new files into a project, all or none of them: everything is written to a staging folder first and then linked
 * into place, which fails rather than replace what has appeared meanwhile. Nothing is synced to the platter: a power cut
 * can only lose files that can be generated again.
 * @throws GuardError when another run works in the directory or a file has appeared, AppError when the disk refuses
 */
export function writeNewFiles(root: string, files: readonly RenderedFile[], fs: FileSystem = nodeFs): void {
  const madeRoot = makeFolder(root, fs);
  const journal: Journal = { madeRoot, files: files.map(({ path, text }) => ({ path, sha256: sha256(text) })) };
  try {
    takeLock(root, fs);
    stage(root, files, fs);
    fs.writeFileSync(join(root, JOURNAL), JSON.stringify(journal));
    for (const [index, { path }] of files.entries()) place(root, { path, staged: stagedPath(root, index) }, fs);
    for (const leftover of [STAGING, JOURNAL, LOCK]) fs.rmSync(join(root, leftover), { recursive: true, force: true });
  } catch (error) {
    // Another run's folder is not ours to clean.
    if (error instanceof GuardError) throw error;
    rollBack(root, journal, fs);
    throw failure(root, error);
  }
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

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

function takeLock(root: string, fs: FileSystem): void {
  const owner = JSON.stringify({ pid: process.pid, host: hostname() });
  try {
    fs.writeFileSync(join(root, LOCK), owner, { flag: 'wx' });
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? busy(root) : error;
  }
}

const busy = (root: string): GuardError =>
  new GuardError(`Another run is writing into ${root}.`, 'Wait until it has ended, then run the command again.');

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

// Takes back what still is what the run wrote; a file that somebody has changed since stays.
function rollBack(root: string, journal: Journal, fs: FileSystem): void {
  for (const { path, sha256: written } of [...journal.files].reverse()) {
    if (contentHash(join(root, path), fs) === written) fs.rmSync(join(root, path), { force: true });
  }
  for (const leftover of [STAGING, JOURNAL, LOCK]) fs.rmSync(join(root, leftover), { recursive: true, force: true });
  const folders = new Set([STATE_FOLDER, ...journal.files.flatMap(({ path }) => foldersOf(path))]);
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) removeIfEmpty(join(root, folder), fs);
  if (journal.madeRoot !== undefined) removeUpTo(root, journal.madeRoot, fs);
}

function contentHash(path: string, fs: FileSystem): string | undefined {
  try {
    return sha256(fs.readFileSync(path));
  } catch {
    return undefined; // not there, or not a file: nothing of ours
  }
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function removeIfEmpty(path: string, fs: FileSystem): void {
  try {
    fs.rmdirSync(path);
  } catch {
    // It holds something, or it was never made: either way it is not ours to remove.
  }
}

function removeUpTo(folder: string, outermost: string, fs: FileSystem): void {
  if (!folder.startsWith(outermost)) return;
  removeIfEmpty(folder, fs);
  removeUpTo(dirname(folder), outermost, fs);
}

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
  rollBack(root, readJson<Journal>(join(root, JOURNAL), fs) ?? { madeRoot: undefined, files: [] }, fs);
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
