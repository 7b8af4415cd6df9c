import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, parseManifest } from '../core/backup/manifest.ts';

/** A complete backup in a project's folder. */
interface SiteBackup extends Manifest {
  readonly folder: string;
}

/** The backups that scripts/backup has left in its usual place, in no order. */
export function siteBackups(root: string): readonly SiteBackup[] {
  const all = join(root, 'backups');
  return foldersIn(all).flatMap((name) => {
    try {
      const manifest = parseManifest(readFileSync(join(all, name, 'manifest.txt'), 'utf8'));
      return manifest ? [{ ...manifest, folder: join(all, name) }] : [];
    } catch {
      // Not a backup, or not ours to read.
      return [];
    }
  });
}

// A name with a dot is a backup that is not complete yet.
function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}
