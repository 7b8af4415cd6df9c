import type { Answers } from '../answers/types.ts';
import type { Site } from './site.ts';
import { irreversible, type Step, step, UP } from './step.ts';

/** A folder beside the project: outside of git, and of what is sent to Docker for a build. */
export const backupFolder = ({ project }: Site, moment: string): string => `../${project}-before-${moment}`;

// What the services share, by the paths that all of them see.
const SHARED = 'mnt/volumes/statics geoserver_data/data data backup_restore';
const TAR = 'docker compose run --rm --no-deps -T --entrypoint tar geoserver';

// Where nginx made the certificate or certbot got one. The volume of a local authority cannot be replaced.
const hasCertificates = ({ https }: Answers): boolean =>
  https !== 'off' && https !== 'proxy' && https !== 'certificate';

/** Everything that the way back needs. What writes has stopped, so that all of it is from one moment. */
export function backupSteps(site: Site, answers: Answers, moment: string): readonly Step[] {
  const folder = backupFolder(site, moment);
  const dump = (database: string): string =>
    `docker compose exec -T db pg_dump -U ${site.superuser} -Fc ${database} > ${folder}/${database}.dump`;
  return [
    step(
      'before',
      'stop',
      'Stop what writes, so that the backup is from one moment.',
      'docker compose stop geonode django celery geoserver',
    ),
    step(
      'before',
      'backup-folder',
      'Make a folder for the backup, which is the only way back.',
      `mkdir -p -m 700 ${folder}`,
    ),
    step('before', 'backup-env', 'Keep .env: it has the passwords that belong to the data.', `cp -p .env ${folder}/`),
    step('before', 'backup-database', "Dump GeoNode's database.", dump(site.database)),
    step('before', 'backup-geodatabase', 'Dump the geodata.', dump(site.geodatabase)),
    step(
      'before',
      'backup-files',
      "Keep the uploads and GeoServer's data directory.",
      `${TAR} -czf - -C / ${SHARED} > ${folder}/files.tgz`,
    ),
    ...(hasCertificates(answers)
      ? [
          step(
            'before',
            'backup-certificates',
            'Keep the certificates.',
            `docker compose cp geonode:/geonode-certificates - > ${folder}/certificates.tar`,
          ),
        ]
      : []),
  ];
}

/** The way back: the data of a backup under the files of its time. */
export function restoreSteps(site: Site, answers: Answers, moment: string): readonly Step[] {
  const folder = backupFolder(site, moment);
  const volumes = (['statics', 'geoserver-data-dir', 'data', 'backup-restore'] as const).map(site.volume);
  const restore = (database: string): string =>
    `docker compose exec -T db pg_restore -U ${site.superuser} -d postgres --clean --if-exists --create < ${folder}/${database}.dump`;
  return [
    step(
      'check',
      'old-files',
      `Put back the files of the project from that time, .env from ${folder} included; create-geonode-project undo does it right after the change.`,
    ),
    step('before', 'down', 'Remove the containers.', 'docker compose down --remove-orphans'),
    step('build', 'build', 'Build the images of that time.', 'docker compose build'),
    irreversible(
      step(
        'before',
        'remove-files',
        'Remove the files that the newer release has changed.',
        `docker volume rm ${volumes.join(' ')}`,
      ),
    ),
    step('before', 'restore-start', 'Start the database alone.', 'docker compose up -d --wait db'),
    irreversible(step('before', 'restore-database', "Replace GeoNode's database.", restore(site.database))),
    irreversible(step('before', 'restore-geodatabase', 'Replace the geodata.', restore(site.geodatabase))),
    step(
      'before',
      'restore-files',
      "Bring back the uploads and GeoServer's data directory.",
      `${TAR} -xzf - -C / < ${folder}/files.tgz`,
    ),
    step('start', 'start', 'Start the site, and wait until all are healthy.', UP),
    ...(hasCertificates(answers)
      ? [
          step(
            'after',
            'restore-certificates',
            'Only where the certificates are gone: bring them back.',
            `docker compose cp - geonode:/ < ${folder}/certificates.tar`,
          ),
        ]
      : []),
  ];
}
