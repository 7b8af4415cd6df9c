import { resolve } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { counted } from '../core/report/summary.ts';
import { ANSWERS_FILE } from '../core/state/paths.ts';
import { parseStoredAnswers } from '../core/state/read.ts';
import { lastBackup } from '../io/backup.ts';
import type { DiskChange } from '../io/disk-change.ts';
import { sha256 } from '../io/on-disk.ts';
import { checkDirectory, readStored } from '../io/project.ts';
import { commit } from '../io/transaction.ts';
import { undoChanges } from '../io/undo.ts';
import { cleanUp } from './cleaning-up.ts';
import { type Options, runOf } from './run.ts';
import { refuseMigrated } from './up/agreement.ts';

/**
 * The command `undo`: puts back what stood there before the last run. It leaves a backup itself, so that the next undo does
 * that run again.
 * @throws GuardError when there is nothing to undo, a file was changed since, or the databases were migrated by then
 */
export async function undo(cwd: string, directory = '.', options: Options): Promise<void> {
  const { terminal, version } = options.ports;
  const run = runOf(options);
  const { preview, json } = run;
  const root = resolve(cwd, directory);
  checkDirectory(root);
  cleanUp(root, run, terminal);
  const backup = lastBackup(root);
  if (backup === undefined)
    throw new GuardError(
      `${root} holds no backup of a run.`,
      'There is nothing to undo: only a run that changed a project leaves one.',
    );
  const changes = undoChanges(root, backup);
  await refuseOtherLine(root, changes, options);
  for (const warning of warnings(root, changes)) terminal.warn(warning);
  if (!preview) commit(root, changes, { version });
  const done = changes.filter(differs).map((change) => ({ path: change.path, kind: kindOf(change) }));
  const verb = preview ? 'Would put back' : 'Put back';
  terminal.report(
    `${verb} ${counted(done.length)} as before the run of ${backup.name.replace(/T(\d+)-(\d+)-.*/, ' $1:$2 UTC')}.`,
  );
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

const differs = ({ before, after }: DiskChange): boolean =>
  before === undefined || after === undefined || before.sha256 !== sha256(after.content);

// Files of an older line below migrated databases: nothing would start.
async function refuseOtherLine(root: string, changes: readonly DiskChange[], { ports }: Options): Promise<void> {
  const [then, now] = [answersAfter(changes)?.geonode, readStored(root)?.answers.geonode];
  if (typeof then !== 'string' || then === now) return;
  const program = `npx create-geonode-project@${ports.version}`;
  await refuseMigrated(root, then, { program, environment: ports.environment });
}

function answersAfter(changes: readonly DiskChange[]): Readonly<Record<string, unknown>> | undefined {
  const after = changes.find(({ path }) => path === ANSWERS_FILE)?.after;
  return after && (parseStoredAnswers(Buffer.from(after.content).toString('utf8'))?.answers ?? {});
}

// What the databases of a running site hold does not come back with the files.
function warnings(root: string, changes: readonly DiskChange[]): readonly string[] {
  const [then, now] = [answersAfter(changes), readStored(root)?.answers];
  if (then === undefined || now === undefined) return [];
  return WARNINGS.flatMap(([key, words]) =>
    then[key] === now[key] ? [] : [words(String(now[key]), String(then[key]))],
  );
}

type Words = (now: string, then: string) => string;

const WARNINGS: readonly (readonly [string, Words])[] = [
  [
    'geonode',
    (now, then) =>
      `This goes from GeoNode ${now} to ${then}. If the site was started with ${now}, its databases were migrated, and only a backup of before leads back.`,
  ],
  [
    'url',
    (now, then) =>
      `This goes from ${now} to ${then}. If the steps for the new address were done, its databases hold ${now} and need them in the other direction.`,
  ],
  ['broker', (now, then) => `This goes from ${now} to ${then}. Tasks that wait in ${now} stay there.`],
];

function kindOf({ before, after }: DiskChange): 'restored' | 'new' | 'deleted' {
  if (after === undefined) return 'deleted';
  return before === undefined ? 'new' : 'restored';
}
