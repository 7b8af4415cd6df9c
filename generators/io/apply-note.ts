import nodeFs from 'node:fs';
import { join } from 'node:path';
import { STATE_FOLDER } from '../core/state/paths.ts';
import { diskError } from './disk-error.ts';
import type { FileSystem } from './file-system.ts';

/** The addresses that a run of `apply` has begun to replace: it is there until all that belongs to it is done. */
export const APPLY_NOTE = `${STATE_FOLDER}/apply.json`;

/** What an interrupted run had begun; nothing where there is no note, or none that can be read. */
export function readNote(root: string, fs: FileSystem = nodeFs): readonly string[] {
  try {
    const { addresses } = JSON.parse(fs.readFileSync(join(root, APPLY_NOTE), 'utf8')) as { addresses?: unknown };
    return Array.isArray(addresses)
      ? addresses.filter((one) => /^https?:\/\/[A-Za-z0-9.:[\]-]+$/.test(String(one)))
      : [];
  } catch {
    return [];
  }
}

/**
 * Keeps the note while there are addresses, and takes it away when there are none.
 * @throws AppError when the disk does not take it
 */
export function writeNote(root: string, addresses: readonly string[], fs: FileSystem = nodeFs): void {
  const path = join(root, APPLY_NOTE);
  try {
    if (addresses.length === 0) fs.rmSync(path, { force: true });
    else fs.writeFileSync(path, `${JSON.stringify({ addresses })}\n`);
  } catch (error) {
    throw diskError(`${path} cannot be written: ${(error as Error).message}`, error);
  }
}
