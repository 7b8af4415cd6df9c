import nodeFs from 'node:fs';
import { join } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { STATE_FOLDER } from '../core/state/paths.ts';
import { codeOf, type FileSystem, patiently } from './file-system.ts';
import { type Entry, type Journal, nameOf, readJournal, STAGING, timeOf } from './journal.ts';
import { whatIs } from './on-disk.ts';

/** What stood in a project before a run: one folder for each run, named by its time. */
export const BACKUPS = `${STATE_FOLDER}/backup`;
/** The backup of a run that is not complete yet. */
export const STAGED_BACKUP = `${STAGING}/backup`;
/** In a backup: what the run did. Beside it, in `files/`, the originals under their own paths, for people too. */
export const MANIFEST = 'manifest.json';

const KEPT = 5;

/** What one run did, and where the originals are. */
export interface Backup {
  /** The time of the run, as it stands in the folder's name. */
  readonly name: string;
  readonly folder: string;
  /** The version of the program that made it. */
  readonly version: string;
  readonly files: readonly Entry[];
}

/**
 * The backup of the last run that replaced or deleted something, or added to a project; undefined where there is none.
 * @throws GuardError when it cannot be read
 */
export function lastBackup(root: string, fs: FileSystem = nodeFs): Backup | undefined {
  const name = backupNames(root, fs).at(-1);
  if (name === undefined) return undefined;
  const backup = readBackup(root, name, fs);
  if (backup !== undefined) return backup;
  const folder = join(root, BACKUPS, name);
  throw new GuardError(
    `The last backup is damaged: ${join(folder, MANIFEST)} cannot be read. Nothing was changed.`,
    `What it holds is in ${join(folder, 'files')}: copy back what you need.`,
  );
}

/**
 * Whether bytes at a path are what a run wrote there last, as far as the backups reach: such a change is not the
 * user's, though git takes it for one. A backup that cannot be read vouches for nothing.
 */
export function writtenByUs(root: string, fs: FileSystem = nodeFs): (path: string, sha256: string) => boolean {
  const oldestFirst = backupNames(root, fs).flatMap((name) => readBackup(root, name, fs) ?? []);
  const written = new Map(oldestFirst.flatMap(({ files }) => files.map(({ path, after }) => [path, after?.sha256])));
  return (path, sha256) => written.get(path) === sha256;
}

function readBackup(root: string, name: string, fs: FileSystem): Backup | undefined {
  const folder = join(root, BACKUPS, name);
  const journal = readJournal(join(folder, MANIFEST), fs);
  if (journal === undefined || journal === 'damaged') return undefined;
  return { name, folder, version: journal.version, files: journal.files };
}

// The oldest first.
function backupNames(root: string, fs: FileSystem): readonly string[] {
  try {
    const names = fs.readdirSync(join(root, BACKUPS));
    return names.filter((name) => !Number.isNaN(timeOf(name))).sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}

/** A name for the next backup: it sorts behind the others even when the clock was put back. */
export function nextBackupName(root: string, fs: FileSystem): string {
  return nameOf(Math.max(Date.now(), ...backupNames(root, fs).map((name) => timeOf(name) + 1)));
}

/** Puts the complete backup where people find it. */
export function publishBackup(root: string, { backup }: Journal, fs: FileSystem): void {
  if (backup === undefined) return;
  fs.mkdirSync(join(root, BACKUPS), { recursive: true, mode: 0o700 });
  patiently(() => fs.renameSync(join(root, STAGED_BACKUP), join(root, BACKUPS, backup)));
}

/** Takes a published backup back, so that a run can be taken back from it. */
export function unpublishBackup(root: string, { backup }: Journal, fs: FileSystem): void {
  if (backup === undefined || whatIs(join(root, BACKUPS, backup), fs) === 'nothing') return;
  fs.mkdirSync(join(root, STAGING), { recursive: true, mode: 0o700 });
  patiently(() => fs.renameSync(join(root, BACKUPS, backup), join(root, STAGED_BACKUP)));
}

/**
 * Keeps the originals of a run that could not be taken back completely. They are no run's backup: `undo` does not see
 * them, and they are never cleared away. Returns where they are.
 */
export function keepOriginals(root: string, name: string, fs: FileSystem): string | undefined {
  const kept = join(root, BACKUPS, `${name}-interrupted`);
  if (whatIs(join(root, STAGED_BACKUP), fs) === 'is a directory') {
    fs.mkdirSync(join(root, BACKUPS), { recursive: true, mode: 0o700 });
    patiently(() => fs.renameSync(join(root, STAGED_BACKUP), kept));
  }
  return whatIs(kept, fs) === 'is a directory' ? join(kept, 'files') : undefined;
}

/** Removes all but the last backups. */
export function pruneBackups(root: string, fs: FileSystem): void {
  for (const name of backupNames(root, fs).slice(0, -KEPT))
    fs.rmSync(join(root, BACKUPS, name), { recursive: true, force: true });
}
