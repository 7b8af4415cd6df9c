import { STATE_FOLDER } from '../core/state/paths.ts';
import { pruneBackups } from './backup.ts';
import { type FileSystem, foldersOf, removeEmpty } from './file-system.ts';
import type { Journal } from './journal.ts';
import { clear } from './rollback.ts';

/** Clears up behind a run of which everything is in place: folders that it emptied, old backups, its own files. */
export function finish(root: string, journal: Journal | undefined, fs: FileSystem): void {
  const deleted = (journal?.files ?? []).filter(({ after }) => after === undefined);
  const emptied = new Set(deleted.flatMap(({ path }) => foldersOf(path)));
  emptied.delete(STATE_FOLDER);
  removeEmpty(root, emptied, fs);
  pruneBackups(root, fs);
  clear(root, fs);
}
