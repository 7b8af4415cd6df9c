import { createHash } from 'node:crypto';
import type nodeFs from 'node:fs';
import { dirname, join } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { STATE_FOLDER } from '../core/state/baseline.ts';

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
export interface Journal {
  /** The folder that did not exist before, if any: the outermost one. */
  readonly madeRoot: string | undefined;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** Held while a run writes; it names the process. */
export const LOCK = `${STATE_FOLDER}/lock`;
/** What a run is about to put in place. */
export const JOURNAL = `${STATE_FOLDER}/journal.json`;
/** Where files are complete before they are put in place. */
export const STAGING = `${STATE_FOLDER}/staging`;

/** The hash by which a file is recognised as the run's own. */
export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** The system's code of an error, such as ENOSPC. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Refuses to work beside another run. */
export const busy = (root: string): GuardError =>
  new GuardError(
    `Another run is writing into ${root}.`,
    `Wait until it has ended, then run the command again. If there is none, remove ${join(root, LOCK)}.`,
  );

/** A run to take back: what it meant to write, and what of that it has put in place. */
export interface Unfinished {
  readonly journal: Journal;
  readonly placed: Journal['files'];
}

/** Takes back what still is what the run wrote; a file that somebody has changed since stays. */
export function rollBack(root: string, { journal, placed }: Unfinished, fs: FileSystem): void {
  for (const { path, sha256: written } of [...placed].reverse()) {
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
