import type { Answers } from '../answers/types.ts';
import { type Line, releaseLine } from '../plan/lines.ts';
import { LINE_ITEMS } from './line-items.ts';
import { isOlder, isSince } from './line-order.ts';
import { drainSteps } from './queue.ts';
import { type Env, psql, type Site, siteOf } from './site.ts';
import { inOrder, irreversible, type Step, startStep, step } from './step.ts';

/** What the site was before; the answers of now where nobody knows. */
interface Origin {
  readonly before?: Answers;
  readonly env?: Env;
}

/**
 * Everything to do when a site moves to a newer line, in order. The way from 4.4 to 5.1 has the items of both lines: the
 * newer release runs the migrations of the one between. Empty for the same line, and for an older one (see `refuseDowngrade`).
 */
export function checklist(
  from: Line,
  to: Line,
  after: Answers,
  { before = after, env = {} }: Origin = {},
): readonly Step[] {
  if (!isOlder(from, to)) return [];
  const site = siteOf(after, env);
  const items = LINE_ITEMS.filter(({ since }) => isSince(to, since) && isOlder(from, since));
  return inOrder([
    step(
      'check',
      'packages',
      `Your own packages in src/pyproject.toml have to install beside GeoNode ${releaseLine(to).geonodeVersion}.`,
    ),
    ...imageChecks(from, to),
    step('build', 'build', 'Build the new images; the site goes on meanwhile.', 'docker compose build'),
    ...drainSteps(before),
    BACKUP,
    ...items.map((one) => one.step),
    agreement(to),
    ...(hasOther('geoserver', from, to) ? [GEOSERVER_DATA] : []),
    irreversible({
      ...startStep(),
      text: 'Start the new release: it migrates the databases, which docker compose logs -f django shows in another terminal.',
    }),
    ...postgis(from, to, site),
  ]);
}

const hasOther = (image: 'geoserver' | 'postgis', from: Line, to: Line): boolean =>
  releaseLine(from).images[image].name !== releaseLine(to).images[image].name;

const versionIn = (image: string): string => image.replace(/^.*:/, '').replace(/-.*$/, '');

function imageChecks(from: Line, to: Line): readonly Step[] {
  const [old, now] = [releaseLine(from), releaseLine(to)];
  const geoserver = versionIn(now.images.geoserver.name);
  return [
    ...(hasOther('geoserver', from, to)
      ? [
          step(
            'check',
            'plugins',
            `Replace the extensions in docker/geoserver/plugins by those for GeoServer ${geoserver}: others keep it from starting.`,
          ),
        ]
      : []),
    ...(old.java !== now.java ? [step('check', 'java', `JVM options of your own have to suit Java ${now.java}.`)] : []),
  ];
}

const BACKUP = step(
  'before',
  'backup',
  'Back up databases, files and .env: nothing else leads back.',
  'scripts/backup --keep 0',
);

// In the new image, whose django waits for it.
const agreement = (to: Line): Step =>
  step(
    'before',
    'agree',
    'Agree to the migration: until then django waits. create-geonode-project up asks for it by itself.',
    `docker compose run --rm --no-deps django python manage.py confirm_migration ${to}`,
  );

// It mends and upgrades what is there; the data image fills an empty volume only.
const GEOSERVER_DATA = irreversible(
  step(
    'start',
    'geoserver-data',
    'GeoServer upgrades its data directory in place; what a new one would have besides does not arrive.',
  ),
);

function postgis(from: Line, to: Line, site: Site): readonly Step[] {
  if (!hasOther('postgis', from, to)) return [];
  const update = (database: string): string => `${psql(site, database)} -c 'ALTER EXTENSION postgis UPDATE'`;
  return [
    step('after', 'postgis', "Bring PostGIS up to date in GeoNode's database.", update(site.database)),
    step('after', 'postgis-geodata', 'Bring PostGIS up to date in the geodata.', update(site.geodatabase)),
  ];
}

/** Why a site cannot move to an older line, and what leads back all the same. */
interface DowngradeRefusal {
  readonly problem: string;
  readonly hint: string;
}

/** The refusal of an older line; undefined where the line stays or is newer. */
export function refuseDowngrade(from: Line, to: Line): DowngradeRefusal | undefined {
  if (!isOlder(to, from)) return undefined;
  return {
    problem: `This project runs GeoNode ${from}, and its databases cannot go back to ${to}: migrations have no way back.`,
    hint: `A backup of ${to} leads back: first its data, with scripts/restore BACKUP --data-only, then the files, with create-geonode-project undo. The project of its time is in the backup, too: project.tar.gz.`,
  };
}
