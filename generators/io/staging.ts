import { dirname, join } from 'node:path';
import { mergeMode } from '../core/merge/mode.ts';
import { STATE_FILE } from '../core/state/paths.ts';
import { MANIFEST, nextBackupName, STAGED_BACKUP } from './backup.ts';
import type { CheckedChange, ReadyChange } from './disk-change.ts';
import { type FileSystem, foldersOf, type NewFile, writeNew } from './file-system.ts';
import { type Entry, type Journal, journalText, STAGING, writeJournal } from './journal.ts';
import { type Found, lookAt, printOf, sha256, whatIs } from './on-disk.ts';

const NEW = `${STAGING}/new`;

/** Where a file or a new folder of the project is complete before it is put in place: the same path below another folder. */
export const stagedPath = (path: string): string => `${NEW}/${path}`;

/** Makes a place for new contents, and puts those into it that are there already. */
export function stage(root: string, changes: readonly CheckedChange[], fs: FileSystem): void {
  fs.mkdirSync(join(root, NEW), { recursive: true, mode: 0o700 });
  // A new folder goes to its place as it is made here, with the permissions that the umask gives.
  const folders = new Set(changes.flatMap(({ path, after }) => (after ? foldersOf(path) : [])));
  for (const folder of folders) fs.mkdirSync(join(root, stagedPath(folder)));
  for (const change of changes) if (isReady(change)) stageContent(root, change, fs);
}

const isReady = (change: CheckedChange): change is ReadyChange => !(change.after?.content instanceof Promise);

/** The same changes, when the contents are there that were still being made. */
export function settled(changes: readonly CheckedChange[]): Promise<readonly ReadyChange[]> {
  return Promise.all(
    changes.map(async (change) => {
      if (isReady(change) || change.after === undefined) return change as ReadyChange;
      return { ...change, after: { ...change.after, content: await change.after.content } };
    }),
  );
}

/** Stages what was not ready before. */
export function stageRest(
  root: string,
  { seen, ready }: { readonly seen: readonly CheckedChange[]; readonly ready: readonly ReadyChange[] },
  fs: FileSystem,
): void {
  ready.forEach((change, index) => {
    const before = seen[index];
    if (before !== undefined && !isReady(before)) stageContent(root, change, fs);
  });
}

/** Makes everything else ready, of what is staged: originals, journal. The project itself is not touched. */
export function prepare(
  root: string,
  { changes, version }: { readonly changes: readonly ReadyChange[]; readonly version: string },
  fs: FileSystem,
): Journal {
  const journal = journalOf(root, { changes, version }, fs);
  if (journal.backup !== undefined) stageBackup(root, { changes, journal }, fs);
  writeJournal(root, journal, fs);
  return journal;
}

function journalOf(
  root: string,
  { changes, version }: { readonly changes: readonly ReadyChange[]; readonly version: string },
  fs: FileSystem,
): Journal {
  const folders = new Set(changes.flatMap(({ path, after }) => (after ? foldersOf(path) : [])));
  // A project that is created has nothing to go back to.
  const isProject = changes.some(({ before }) => before) || lookAt(root, STATE_FILE, fs).kind === 'file';
  return {
    schema: 1,
    version,
    backup: isProject ? nextBackupName(root, fs) : undefined,
    folders: [...folders].filter((folder) => whatIs(join(root, folder), fs) === 'nothing'),
    files: changes.map(entryOf),
  };
}

function entryOf({ path, found, after }: ReadyChange): Entry {
  const result = after && { sha256: sha256(after.content), mode: modeOver(found, after.mode) };
  return { path, before: printOf(found), after: result };
}

function stageContent(root: string, { path, found, after }: ReadyChange, fs: FileSystem): void {
  if (after === undefined) return;
  const mode = modeOver(found, after.mode);
  writeNew(join(root, stagedPath(path)), { content: after.content, mode, owner: ownerOf(found) }, fs);
}

// Flushed to the disk before the first file is replaced, so that not even a power cut takes the only copy.
function stageBackup(
  root: string,
  { changes, journal }: { readonly changes: readonly ReadyChange[]; readonly journal: Journal },
  fs: FileSystem,
): void {
  const folder = join(root, STAGED_BACKUP);
  const write = (path: string, file: Pick<NewFile, 'content' | 'owner'>): void => {
    fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeNew(path, { ...file, mode: 0o600, flush: true }, fs);
  };
  for (const { path, found } of changes) {
    if (found.kind === 'file') write(join(folder, 'files', path), { content: found.content, owner: found.owner });
  }
  write(join(folder, MANIFEST), { content: journalText(journal) });
}

// A replaced file keeps what its owner permitted to whom. Whether it can be executed is the change's to say.
const modeOver = (found: Found, wanted: number): number => mergeMode(undefined, printOf(found)?.mode, wanted);

const ownerOf = (found: Found): NewFile['owner'] => (found.kind === 'file' ? found.owner : undefined);
