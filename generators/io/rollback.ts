import { dirname, join } from 'node:path';
import { BACKUPS, keepOriginals, STAGED_BACKUP, unpublishBackup } from './backup.ts';
import { type FileSystem, patiently, removeEmpty } from './file-system.ts';
import { type Entry, JOURNAL, type Journal, STAGING } from './journal.ts';
import { holds, lookAt, type Print, sha256, whatIs } from './on-disk.ts';

/** A run to take back: its journal, if it came that far, and what of that it may have put in place. */
interface Unfinished {
  readonly journal: Journal | undefined;
  readonly placed: readonly Entry[];
}

/** What could not be taken back. */
export interface TakenBack {
  /** Files that somebody has changed since; they stay as they are. */
  readonly left: readonly string[];
  /** The folder with the originals of those, as far as they had any. */
  readonly originals: string | undefined;
}

/** In words, what could not be taken back; empty where everything was. */
export function leftText({ left, originals }: TakenBack): string {
  if (left.length === 0) return '';
  const where = originals === undefined ? '' : ` Their originals are in ${originals}.`;
  const what = `These files were changed meanwhile and were left as they are: ${left.join(', ')}.`;
  return `${what}${where} All else was taken back.`;
}

/**
 * Takes a run back, the last file first. Originals are moved, not copied: that needs no space, and what is killed here
 * can be done again. The journal goes when everything is as it was.
 */
export function rollBack(root: string, { journal, placed }: Unfinished, fs: FileSystem): TakenBack {
  if (journal) unpublishBackup(root, journal, fs);
  const left = [...placed].reverse().filter((entry) => !isRestored(root, entry, fs));
  removeEmpty(root, journal?.folders ?? [], fs);
  const hadOriginals = journal?.backup !== undefined && left.some(({ before }) => before);
  const originals = hadOriginals ? keepOriginals(root, journal.backup, fs) : undefined;
  clear(root, fs);
  return { left: left.map(({ path }) => path), originals };
}

/** Removes what a run made for itself. The journal goes first: without one there is nothing to take back. */
export function clear(root: string, fs: FileSystem): void {
  fs.rmSync(join(root, JOURNAL), { force: true });
  fs.rmSync(join(root, STAGING), { recursive: true, force: true, maxRetries: 5 });
  removeEmpty(root, [BACKUPS], fs);
}

// Takes one file back. False when somebody has changed it since.
function isRestored(root: string, { path, before, after }: Entry, fs: FileSystem): boolean {
  const found = lookAt(root, path, fs);
  if (!holds(found, after)) return holds(found, before);
  if (before !== undefined) return isMovedBack(root, { path, before }, fs);
  patiently(() => fs.rmSync(join(root, path), { force: true }));
  return true;
}

function isMovedBack(root: string, { path, before }: { path: string; before: Print }, fs: FileSystem): boolean {
  const saved = join(root, STAGED_BACKUP, 'files', path);
  // Without it an earlier attempt has moved it already, or it is lost: then the new file is better than none.
  if (!isIntact(saved, before, fs)) return holds(lookAt(root, path, fs), before);
  fs.chmodSync(saved, before.mode);
  fs.mkdirSync(dirname(join(root, path)), { recursive: true });
  patiently(() => fs.renameSync(saved, join(root, path)));
  return true;
}

const isIntact = (saved: string, before: Print, fs: FileSystem): boolean =>
  whatIs(saved, fs) === 'is a file' && sha256(fs.readFileSync(saved)) === before.sha256;
