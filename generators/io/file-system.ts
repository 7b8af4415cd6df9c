import type nodeFs from 'node:fs';
import { dirname, join } from 'node:path';

/** What the transaction does to a disk; tests hand in one that fails. */
export type FileSystem = Pick<
  typeof nodeFs,
  | 'chmodSync'
  | 'chownSync'
  | 'linkSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'readFileSync'
  | 'readdirSync'
  | 'renameSync'
  | 'rmSync'
  | 'rmdirSync'
  | 'writeFileSync'
>;

/** The system's code of an error, such as ENOSPC; empty for an error that is not the system's. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Waits without giving up the thread: a transaction is one synchronous piece. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const WAITS: readonly number[] = [10, 20, 40, 80, 160];
const PERHAPS_BUSY: ReadonlySet<string> = new Set(['EPERM', 'EBUSY']);

/** Does it again, five times at most, while it fails as it does when an editor or a virus scanner has the file open. */
export function patiently(action: () => void, [wait, ...later] = WAITS): void {
  try {
    action();
  } catch (error) {
    if (wait === undefined || !PERHAPS_BUSY.has(codeOf(error))) throw error;
    pause(wait);
    patiently(action, later);
  }
}

/** A file as it is to be written. */
export interface NewFile {
  readonly content: string | Uint8Array;
  readonly mode: number;
  /** Who owned the file before. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** Whether it must outlive a power cut. */
  readonly flush?: boolean;
}

/** Writes a file that must not be there yet. */
export function writeNew(path: string, { content, mode, owner, flush = false }: NewFile, fs: FileSystem): void {
  fs.writeFileSync(path, content, { mode: mode & 0o700, flag: 'wx', flush });
  if (owner) giveTo(path, owner, fs);
  // The mode above is cut by the umask, and chown takes bits away.
  fs.chmodSync(path, mode);
}

const MAY_NOT: ReadonlySet<string> = new Set(['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

// Only root can give files away, and some file systems have no owners: then the file is the one's who runs this.
function giveTo(path: string, { uid, gid }: { uid: number; gid: number }, fs: FileSystem): void {
  try {
    fs.chownSync(path, uid, gid);
  } catch (error) {
    if (!MAY_NOT.has(codeOf(error))) throw error;
  }
}

/** The folders above a path of the project, the outermost first. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Removes these folders of the project as far as they are empty, the innermost first. */
export function removeEmpty(root: string, folders: Iterable<string>, fs: FileSystem): void {
  const innermostFirst = [...folders].sort((a, b) => b.split('/').length - a.split('/').length);
  for (const folder of innermostFirst) removeIfEmpty(join(root, folder), fs);
}

/** Removes empty folders from this one up to the outermost one. */
export function removeUpTo(folder: string, outermost: string, fs: FileSystem): void {
  if (!folder.startsWith(outermost) || folder === dirname(folder)) return;
  removeIfEmpty(folder, fs);
  removeUpTo(dirname(folder), outermost, fs);
}

const STAYS: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY', 'EPERM', 'EACCES']);

function removeIfEmpty(path: string, fs: FileSystem): void {
  try {
    fs.rmdirSync(path);
  } catch (error) {
    // It holds something, it was never made, or it may not be removed: an empty folder is no loss either way.
    if (!STAYS.has(codeOf(error))) throw error;
  }
}

/**
 * Makes a folder and those above it, and gives the outermost one that was missing. Node's own recursion never ends where no
 * folder can be made, such as below /proc.
 */
export function makeFolders(path: string, fs: FileSystem): string | undefined {
  try {
    fs.mkdirSync(path);
    return path;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  const outermost = makeFolders(dirname(path), fs);
  try {
    fs.mkdirSync(path);
  } catch (error) {
    if (outermost !== undefined) removeUpTo(dirname(path), outermost, fs);
    throw error;
  }
  return outermost ?? path;
}
