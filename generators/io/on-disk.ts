import { hash } from 'node:crypto';
import { join } from 'node:path';
import { STATE_FOLDER } from '../core/state/paths.ts';
import { type FileSystem, foldersOf } from './file-system.ts';

/** By what a file is recognised: its bytes and its permission bits. */
export interface Print {
  readonly sha256: string;
  readonly mode: number;
}

/** What stands at a path of the project. Links are never followed, and nothing special is opened. */
export type Found =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'file';
      readonly content: Buffer;
      readonly print: Print;
      readonly owner: { readonly uid: number; readonly gid: number };
    }
  | { readonly kind: 'other'; readonly what: string };

/** The hash by which a file is recognised. */
export const sha256 = (content: string | Uint8Array): string => hash('sha256', content);

/** Looks at one path of a project, and at each folder above it. */
export const lookAt = (root: string, path: string, fs: FileSystem): Found => lookingAt(root, fs)(path);

/** The same for many paths: a folder is looked at once. */
export function lookingAt(root: string, fs: FileSystem): (path: string) => Found {
  const seen = new Map<string, string>();
  const folderAt = (folder: string): string => {
    const what = seen.get(folder) ?? whatIs(join(root, folder), fs);
    seen.set(folder, what);
    return what;
  };
  return (path) => {
    if (!isInside(path)) return { kind: 'other', what: 'is no path of the project' };
    const above = foldersOf(path).find((folder) => folderAt(folder) !== 'is a directory');
    return above === undefined ? foundAt(join(root, path), fs) : behind(above, folderAt(above));
  };
}

const behind = (folder: string, what: string): Found =>
  what === 'nothing' ? { kind: 'nothing' } : { kind: 'other', what: `cannot be reached: ${folder} ${what}` };

function foundAt(path: string, fs: FileSystem): Found {
  const what = whatIs(path, fs);
  if (what === 'is a file') return fileAt(path, fs);
  return what === 'nothing' ? { kind: 'nothing' } : { kind: 'other', what };
}

/** What stands at a path, in words. */
export function whatIs(path: string, fs: FileSystem): string {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  if (stat.isFile()) return 'is a file';
  if (stat.isDirectory()) return 'is a directory';
  return stat.isSymbolicLink() ? 'is a symbolic link' : 'is no regular file';
}

function fileAt(path: string, fs: FileSystem): Found {
  const { mode, uid, gid } = fs.lstatSync(path);
  const content = fs.readFileSync(path);
  return { kind: 'file', content, print: { sha256: sha256(content), mode: mode & 0o7777 }, owner: { uid, gid } };
}

/** How a file is recognised later; undefined where none is. */
export const printOf = (found: Found): Print | undefined => (found.kind === 'file' ? found.print : undefined);

/** Whether exactly these bytes stand there, or nothing where `wanted` is undefined. Permissions do not count. */
export function holds(found: Found, wanted: Pick<Print, 'sha256'> | undefined): boolean {
  return wanted === undefined ? found.kind === 'nothing' : printOf(found)?.sha256 === wanted.sha256;
}

// The transaction's own tools; what stands there is never part of a change.
const OWN = new RegExp(`^${STATE_FOLDER}/(?:lock|journal\\.json|staging|backup)(?:[./]|$)`, 'i');

/** Whether a path leads to a file in the project; paths also come from files that anybody may have written. */
export function isInside(path: string): boolean {
  const steps = path.split('/');
  const isPlain = steps.every((step) => step !== '' && step !== '.' && step !== '..');
  return isPlain && !/[\\\0]|^[A-Za-z]:/.test(path) && !OWN.test(path);
}
