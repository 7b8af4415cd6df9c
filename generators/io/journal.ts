import { join } from 'node:path';
import { STATE_FOLDER } from '../core/state/paths.ts';
import { codeOf, type FileSystem, patiently, writeNew } from './file-system.ts';
import { isInside, type Print } from './on-disk.ts';

/** Where everything is complete before anything is put in place. */
export const STAGING = `${STATE_FOLDER}/staging`;
/** Tells that a run is putting files in place. While it stands, the run can only be taken back. */
export const JOURNAL = `${STATE_FOLDER}/journal.json`;
/** The journal of a run that is complete, but for clearing up. */
export const DONE = `${STAGING}/done.json`;

/** One path of the project before and after a run; undefined where no file is. */
export interface Entry {
  readonly path: string;
  readonly before: Print | undefined;
  readonly after: Print | undefined;
}

/**
 * What a run does, in the order in which it does it. Also the manifest of its backup. Contents are named by their hash
 * alone: passwords of 190 random bits cannot be guessed from the hash of the file that holds them, and whoever can
 * read it can read the backup beside it.
 */
export interface Journal {
  readonly schema: 1;
  /** The program's version. */
  readonly version: string;
  /** The run's backup by its name, which is the time; absent where it needs none. */
  readonly backup?: string | undefined;
  /** Folders that the run makes. */
  readonly folders: readonly string[];
  readonly files: readonly Entry[];
}

/** Puts the journal in its place, which it reaches complete or not at all. */
export function writeJournal(root: string, journal: Journal, fs: FileSystem): void {
  const draft = join(root, STAGING, 'journal.json');
  writeNew(draft, { content: journalText(journal), mode: 0o600, flush: journal.backup !== undefined }, fs);
  patiently(() => fs.renameSync(draft, join(root, JOURNAL)));
}

/** A journal as it stands in its file. */
export const journalText = (journal: Journal): string => `${JSON.stringify(journal, null, 2)}\n`;

/** Reads a journal or manifest: undefined where there is none, 'damaged' where it is not a whole one. */
export function readJournal(path: string, fs: FileSystem): Journal | 'damaged' | undefined {
  try {
    const content: unknown = JSON.parse(fs.readFileSync(path, 'utf8'));
    return isJournal(content) ? content : 'damaged';
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    if (error instanceof SyntaxError) return 'damaged';
    throw error;
  }
}

/** The time of a backup's name, in milliseconds; NaN for a name that is none. */
export function timeOf(name: string): number {
  const [, day, hour, minute, rest] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3})Z$/.exec(name) ?? [];
  return Date.parse(`${day}T${hour}:${minute}:${rest}Z`);
}

/** The name of a backup that is made at a time; Windows has no colons in names. */
export const nameOf = (time: number): string => new Date(time).toISOString().replaceAll(':', '-');

// A clone may bring any file along, so nothing in it is taken on trust.
function isJournal(value: unknown): value is Journal {
  if (!isRecord(value)) return false;
  const { schema, version, backup, folders, files } = value;
  const isBackup = backup === undefined || (typeof backup === 'string' && !Number.isNaN(timeOf(backup)));
  return schema === 1 && typeof version === 'string' && isBackup && isList(folders, isPath) && isList(files, isEntry);
}

function isEntry(value: unknown): value is Entry {
  return isRecord(value) && isPath(value.path) && isPrint(value.before) && isPrint(value.after);
}

function isPrint(value: unknown): value is Print | undefined {
  if (value === undefined) return true;
  if (!isRecord(value) || typeof value.sha256 !== 'string' || typeof value.mode !== 'number') return false;
  return /^[0-9a-f]{64}$/.test(value.sha256) && Number.isInteger(value.mode) && (value.mode & ~0o7777) === 0;
}

const isPath = (value: unknown): value is string => typeof value === 'string' && isInside(value);

const isList = <T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.every(isItem);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
