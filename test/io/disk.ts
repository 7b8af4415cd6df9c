import nodeFs, { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { FileSystem } from '../../generators/io/file-system.ts';

/** Everything below a folder, and the folder itself: kind, permissions, bytes. */
export function snapshot(root: string): ReadonlyMap<string, string> {
  if (!statSync(root, { throwIfNoEntry: false })) return new Map();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = [root, ...entries.map((entry) => join(entry.parentPath, entry.name))].sort();
  return new Map(paths.map((path) => [relative(root, path), looks(path)]));
}

function looks(path: string): string {
  const stat = nodeFs.lstatSync(path);
  const mode = (stat.mode & 0o7777).toString(8);
  if (stat.isFile()) return `file ${mode} ${readFileSync(path, 'latin1')}`;
  return stat.isDirectory() ? `folder ${mode}` : 'other';
}

/** The calls of the transaction that change something, and all of them. */
export const CHANGING: readonly (keyof FileSystem)[] = [
  'chmodSync',
  'chownSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'writeFileSync',
];
const ALL: readonly (keyof FileSystem)[] = [...CHANGING, 'lstatSync', 'readFileSync', 'readdirSync'];

type Call = (...args: unknown[]) => unknown;

/** The real file system, with something done instead of, or before, some calls. */
export function hooked(
  names: readonly (keyof FileSystem)[],
  hook: (name: keyof FileSystem, call: () => unknown, args: unknown[]) => unknown,
): FileSystem {
  const wrap = (name: keyof FileSystem): Call => {
    const real = nodeFs[name] as Call;
    return (...args) => (names.includes(name) ? hook(name, () => real(...args), args) : real(...args));
  };
  return Object.fromEntries(ALL.map((name) => [name, wrap(name)])) as unknown as FileSystem;
}

export const systemError = (code: string): Error => Object.assign(new Error(`${code}: as the test wants it`), { code });

/** A file system with a fault, and whether a run has come upon it. */
interface Faulty {
  readonly fs: FileSystem;
  readonly fired: () => boolean;
}

/** Fails at its n-th call, once. */
export function failingAt(n: number, code = 'EIO', names = ALL): Faulty {
  let calls = 0;
  const fs = hooked(names, (_, call) => {
    if (++calls === n) throw systemError(code);
    return call();
  });
  return { fs, fired: () => calls >= n };
}

/** Dead from its n-th change on, which a write had half done: to the disk this is a process that was killed. */
export function dyingAt(n: number): Faulty {
  let calls = 0;
  const fs = hooked(CHANGING, (name, call, args) => {
    if (++calls < n) return call();
    if (calls === n && name === 'writeFileSync') writeHalf(args);
    throw systemError('KILLED');
  });
  return { fs, fired: () => calls >= n };
}

/** Writes the first half of what was to be written. */
export function writeHalf([path, content, options]: unknown[]): void {
  const bytes = Buffer.from(content as string);
  nodeFs.writeFileSync(path as string, bytes.subarray(0, bytes.length / 2), options as nodeFs.WriteFileOptions);
}
