import { type DataLine, startMeans } from '../../core/backup/data-line.ts';
import { newestOf } from '../../core/backup/manifest.ts';
import { GuardError, InterruptedError } from '../../core/errors.ts';
import { type LinePlace, linePlace, readDataLine, writeConfirmed } from '../../io/data-line.ts';
import { prompt } from '../../io/prompt.ts';
import { siteBackups } from '../../io/site-backups.ts';
import type { Options } from '../run.ts';
import { runScript } from '../script.ts';
import type { OnEngine } from './project.ts';

/**
 * Before a newer GeoNode starts on the data of an older one: asks whether it may, and offers the backup. django itself waits
 * for the same agreement, so that nobody is migrated by surprise who starts it with Docker's own commands.
 * @throws GuardError when nobody can be asked, when the answer is no, or when the files are older than the data
 */
export async function agreeToMigrate(project: OnEngine, options: Options): Promise<void> {
  const question = { cwd: project.directory, environment: project.environment };
  const place = await linePlace(question);
  if (place === undefined) return;
  const data = await readDataLine(question, place, project.answers.kept?.line);
  const files = String(project.answers.geonode);
  const means = startMeans(data, files);
  if (means === 'nothing') return;
  if (means === 'too old') throw tooOld(project, data, files);
  await ask(project, { data, files }, options);
  await writeConfirmed(question, place, files);
  options.ports.terminal.say(`GeoNode ${files} may migrate the databases of ${data.line}.`);
}

interface Change {
  readonly data: DataLine;
  readonly files: string;
}

async function ask(project: OnEngine, { data, files }: Change, options: Options): Promise<void> {
  if (options['confirm-migration'] === true) return;
  if (!options.ports.interactive) throw unasked(project, { data, files });
  const message = `GeoNode ${files} migrates the databases of ${data.line}, and nothing but a backup leads back.`;
  const choices = [
    { name: 'Back up, then migrate', value: 'backup' },
    { name: `Migrate; I have a backup${kept(project, data)}`, value: 'migrate' },
    { name: 'Stop; nothing was changed', value: 'stop' },
  ];
  const { answer } = await prompt([{ type: 'select', name: 'answer', message, choices }] as never);
  if (answer === 'stop') throw new InterruptedError('Nothing was started, and the databases are as they were.');
  if (answer === 'migrate') return;
  if ((await runScript(project.directory, { name: 'backup', directory: '.', args: [] })) !== 0)
    throw new GuardError('The backup failed, so nothing was started.', 'Its own words stand above.');
}

function kept({ directory }: OnEngine, { line = '' }: DataLine): string {
  const newest = newestOf(siteBackups(directory), line);
  return newest ? ` (the newest here is of ${newest.created})` : ' elsewhere; none is here';
}

const unasked = ({ program, command }: OnEngine, { data, files }: Change): GuardError =>
  new GuardError(
    `The databases are of GeoNode ${data.line}, and this project has ${files}, which would migrate them. Nothing but a backup leads back; nothing was started.`,
    `Back up: ${program} backup\nThen: ${command} --confirm-migration`,
  );

function tooOld({ directory }: OnEngine, { line }: DataLine, files: string): GuardError {
  const backup = newestOf(siteBackups(directory), files);
  return new GuardError(
    `The databases were migrated by GeoNode ${line}, and this project has ${files}, which cannot read them. Nothing was started.`,
    backup
      ? `Restore the data of ${files}: scripts/restore ${backup.folder}`
      : `Bring the project to GeoNode ${line} again (--geonode ${line}), or restore a backup of ${files} with scripts/restore.`,
  );
}

/**
 * Refuses to take the files back to an older line once the databases were migrated.
 * @throws GuardError that names the backup, and the way back
 */
export async function refuseMigrated(
  root: string,
  then: string,
  about: { readonly program: string; readonly environment: NodeJS.ProcessEnv },
): Promise<void> {
  const question = { cwd: root, environment: about.environment };
  const place: LinePlace | undefined = await linePlace(question);
  const data = place ? await readDataLine(question, place) : {};
  if (startMeans(data, then) !== 'too old') return;
  const backup = newestOf(siteBackups(root), then);
  throw new GuardError(
    `The databases were migrated to GeoNode ${data.line}, and ${then} cannot read them. Nothing was written.`,
    [
      `Back to ${then} leads the data of then, and after it the files:`,
      `  scripts/restore ${backup?.folder ?? `A_BACKUP_OF_${then}`} --data-only`,
      `  ${about.program} undo`,
      `  ${about.program} up`,
    ].join('\n'),
  );
}
