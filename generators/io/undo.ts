import { isUtf8 } from 'node:buffer';
import nodeFs from 'node:fs';
import { join } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { keepFilledSecrets } from '../core/merge/env-secrets.ts';
import { SECRETS } from '../core/plan/secrets.ts';
import { STATE_FILE } from '../core/state/paths.ts';
import type { Backup } from './backup.ts';
import type { DiskChange } from './disk-change.ts';
import type { FileSystem } from './file-system.ts';
import { type Found, holds, lookAt, type Print, printOf, sha256, whatIs } from './on-disk.ts';

const ENV = '.env';

/**
 * What takes the run of a backup back. Committed like any other changes, it leaves a backup of its own, with which the
 * run is done again. Secrets that are filled stay filled, since the data in the volumes was made with them.
 * @throws GuardError that names each file that was changed since that run, or an original that is lost
 */
export function undoChanges(root: string, backup: Backup, fs: FileSystem = nodeFs): readonly DiskChange[] {
  // For the same reason no undo deletes a `.env`.
  const entries = backup.files.filter(({ path, before }) => before !== undefined || path !== ENV);
  const found = entries.map((entry) => ({ entry, now: lookAt(root, entry.path, fs) }));
  const changed = found.filter(({ entry, now }) => !holds(now, entry.after)).map(({ entry }) => entry.path);
  if (changed.length > 0) throw changedSince(changed, backup);
  return found.map(({ entry, now }) => ({
    path: entry.path,
    before: printOf(now),
    after: entry.before && {
      content: earlier(backup, { path: entry.path, before: entry.before, now }, fs),
      mode: entry.before.mode,
    },
  }));
}

function changedSince(paths: readonly string[], { folder }: Backup): GuardError {
  const lines = paths.map((path) => `  ${path}`);
  return new GuardError(
    ['These files were changed since the run that is to be undone:', ...lines, 'Nothing was written.'].join('\n'),
    `What stood there before that run is in ${join(folder, 'files')}: copy back what you need.`,
  );
}

interface Wanted {
  readonly path: string;
  readonly before: Print;
  readonly now: Found;
}

function earlier(backup: Backup, { path, before, now }: Wanted, fs: FileSystem): Buffer {
  const original = originalAt(backup, { path, before }, fs);
  return path === ENV && now.kind === 'file' && !isFirst(backup) ? withSecretsOf(original, now.content) : original;
}

// Before an adoption the project was not ours: what was filled in fits our services, and upstream's would trip over it.
const isFirst = ({ files }: Backup): boolean =>
  files.some(({ path, before }) => path === STATE_FILE && before === undefined);

function originalAt({ folder }: Backup, { path, before }: Pick<Wanted, 'path' | 'before'>, fs: FileSystem): Buffer {
  const saved = join(folder, 'files', path);
  const content = whatIs(saved, fs) === 'is a file' ? fs.readFileSync(saved) : undefined;
  if (content !== undefined && sha256(content) === before.sha256) return content;
  throw new GuardError(
    `The backup is damaged: ${saved} is not the file that was saved there. Nothing was written.`,
    `The rest of it is in ${join(folder, 'files')}: copy back what you need.`,
  );
}

// Latin-1 gives every byte back as it came, in a file of whatever encoding.
function withSecretsOf(original: Buffer, now: Buffer): Buffer {
  const encoding = isUtf8(original) && isUtf8(now) ? 'utf8' : 'latin1';
  return Buffer.from(keepFilledSecrets(original.toString(encoding), now.toString(encoding), SECRETS), encoding);
}
