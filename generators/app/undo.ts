import { resolve } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { lastBackup } from '../io/backup.ts';
import type { DiskChange } from '../io/disk-change.ts';
import { checkDirectory } from '../io/project.ts';
import { recover, recoveredText } from '../io/recovery.ts';
import { commit } from '../io/transaction.ts';
import { undoChanges } from '../io/undo.ts';
import { type Options, runOf } from './ports.ts';

/**
 * The command `undo`: puts back what stood there before the last run. It leaves a backup itself, so that the next undo does
 * that run again.
 * @throws GuardError when there is nothing to undo, or a file was changed since
 */
export function undo(cwd: string, directory = '.', options: Options): void {
  const { terminal, version } = options.ports;
  const { preview, json, breakLock } = runOf(options);
  const root = resolve(cwd, directory);
  checkDirectory(root);
  const recovered = preview ? undefined : recover(root, { breakLock });
  if (recovered !== undefined) terminal.warn(recoveredText(recovered));
  const backup = lastBackup(root);
  if (backup === undefined)
    throw new GuardError(
      `${root} holds no backup of a run.`,
      'There is nothing to undo: only a run that changed a project leaves one.',
    );
  const changes = undoChanges(root, backup);
  if (!preview) commit(root, changes, { version });
  const done = changes.map((change) => ({ path: change.path, kind: kindOf(change) }));
  const verb = preview ? 'Would put back' : 'Put back';
  terminal.report(`${verb} ${changes.length} files as they were before the run of ${backup.name}.`);
  for (const { path, kind } of done) terminal.report(`  ${kind.padEnd(9)}${path}`);
  if (!preview)
    terminal.report(
      'Running containers do not know yet: docker compose build, then docker compose up -d. Undo again to redo.',
    );
  if (json)
    terminal.result(
      JSON.stringify({ version, directory: root, dryRun: preview, undone: backup.name, changes: done, exitCode: 0 }),
    );
}

function kindOf({ before, after }: DiskChange): 'restored' | 'new' | 'deleted' {
  if (after === undefined) return 'deleted';
  return before === undefined ? 'new' : 'restored';
}
