import { VOLUME_KEYS } from '../answers/kept.ts';
import type { Answers } from '../answers/types.ts';
import { SERVICES } from '../consequences/variables.ts';
import { releaseLine } from '../plan/lines.ts';
import type { Meeting } from './files.ts';
import type { Reading } from './read.ts';
import type { Sources } from './sources.ts';

/** What a report on an adoption says, one sentence a line. None holds a secret. */
export interface Remarks {
  /** What was found. */
  readonly found: readonly string[];
  /** What could not be taken over, and is for a person to look at. */
  readonly open: readonly string[];
  /** What the next start changes. */
  readonly changes: readonly string[];
}

/** Services of upstream's that ours does without, and why. */
const UPSTREAM_ONLY: Readonly<Record<string, string>> = {
  memcached: 'sessions are in the database; --cache brings it back',
  letsencrypt: 'no certificate is asked for',
};

/** What was read, and the files that ours meet. */
type Seen = Sources & { readonly met: readonly Meeting[] };

/** Puts into words what was read of a project, and what becomes of it. */
export function remarksOn(reading: Reading, answers: Answers, sources: Seen): Remarks {
  return {
    found: foundIn(reading, answers),
    open: [...reading.derived.open, ...openIn(reading, answers, sources)],
    changes: changesIn(reading, answers),
  };
}

function foundIn({ line, sign, kept, recognised }: Reading, answers: Answers): readonly string[] {
  const volumes = Object.entries(kept.volumes).map(([key, one]) =>
    one?.driver_opts?.o === 'bind' ? `${key}: the folder ${one.driver_opts.device}` : `${key}: ${one?.name}`,
  );
  return [
    `GeoNode ${line}${sign ? ` (${sign.place}: ${sign.says})` : ''}, package ${recognised.package}, Compose project ${kept.project}`,
    `Address ${answers.url}, HTTPS ${answers.https}, ${answers.profile}, task queue ${answers.broker}`,
    `Databases ${kept.database} (role ${kept.databaseUser}) and ${kept.geodatabase} (role ${kept.geodatabaseUser})`,
    `Uploads in ${kept.assetsRoot}`,
    `Volumes ${volumes.join(', ')}`,
  ];
}

function openIn(
  { requirements, recognised, line }: Reading,
  answers: Answers,
  { texts, met }: Seen,
): readonly string[] {
  const { values, compose } = recognised;
  const own = [...compose.services.keys()].filter((name) => !KNOWN.has(name) && !inOverride(name, texts));
  const packages = aptPackages(texts.Dockerfile ?? '');
  const heap = /-Xmx(\S+)/.exec(values.GEOSERVER_JAVA_OPTS ?? '')?.[1];
  return [
    ...(met.some(isOpenToAll) ? ['.env can be read by everybody on this machine: chmod 600 .env'] : []),
    ...(requirements.fork
      ? [
          `GeoNode comes from ${requirements.fork} on GitHub; src/pyproject.toml has the release ${releaseLine(line).geonodeVersion} now. Put your own line back if it has changes that you need.`,
        ]
      : []),
    ...requirements.open.map(
      (one) => `The requirement "${one}" was not taken over. Write it into src/pyproject.toml as a name.`,
    ),
    ...own.map(
      (name) =>
        `The service ${name} stood in docker-compose.yml. Copy it from docker-compose.yml.orig into docker-compose.override.yml.`,
    ),
    ...(packages.length > 0
      ? [`Dockerfile.orig installs ${packages.join(', ')}. Add to Dockerfile what your code needs of them.`]
      : []),
    ...(heap && heap.toUpperCase() !== '4G'
      ? [
          `GEOSERVER_JAVA_OPTS gave GeoServer ${heap} of heap. That key is read no more; the heap is GEOSERVER_HEAP_MAX now, sized for a machine of ${answers.memory} GB.`,
        ]
      : []),
    ...(answers.https === 'local-ca'
      ? [
          'The certificate was self-signed, or one that somebody put into the container. With files of your own: --https certificate --certificate FILE --certificate-key FILE',
        ]
      : []),
  ];
}

const isOpenToAll = ({ standing, strategy }: Meeting): boolean =>
  strategy === 'env' && standing.kind === 'file' && ((standing.mode ?? 0) & 0o044) !== 0;

const KNOWN: ReadonlySet<string> = new Set([...SERVICES, 'nginx']);

const inOverride = (name: string, texts: Sources['texts']): boolean =>
  new RegExp(`^\\s+["']?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?:`, 'm').test(
    texts['docker-compose.override.yml'] ?? '',
  );

/** What upstream's own Dockerfiles install. */
const UPSTREAM_PACKAGES = new Set('curl wget unzip gnupg2 locales netcat-openbsd cron vim zip gettext'.split(' '));

function aptPackages(dockerfile: string): readonly string[] {
  const joined = dockerfile.replace(/\\\r?\n/g, ' ');
  const installs = [...joined.matchAll(/apt(?:-get)?\s+(?:-\S+\s+)*install\s+([^&|;\n]*)/g)].map(
    ([, rest = '']) => rest,
  );
  const names = installs.flatMap((rest) => rest.split(/\s+/)).filter((word) => /^[a-z0-9][a-z0-9.+-]+$/.test(word));
  return [...new Set(names)].filter((name) => !UPSTREAM_PACKAGES.has(name));
}

function changesIn(reading: Reading, answers: Answers): readonly string[] {
  const { recognised, kept, line } = reading;
  const { compose, values } = recognised;
  const { geonodeVersion, images } = releaseLine(line);
  const used = new Set(VOLUME_KEYS.flatMap((key) => kept.volumes[key]?.name ?? []));
  const unused = [...compose.volumes]
    .map(([key, { name }]) => (typeof name === 'string' ? name : `${kept.project}_${key}`))
    .filter((name) => !used.has(name));
  const geoserver = tagOf(images.geoserver.name);
  const before = values.GEOSERVER_BASE_IMAGE_VERSION;
  const gone = Object.entries(UPSTREAM_ONLY).filter(
    ([name]) =>
      compose.services.has(name) && !(name === 'memcached' ? answers.cache : answers.https.startsWith('letsencrypt')),
  );
  return [
    `GeoNode is the release ${geonodeVersion}, and every image is built anew.`,
    ...(before && before !== geoserver
      ? [`GeoServer goes from ${before} to ${geoserver}, and upgrades its data directory in place.`]
      : []),
    ...postgisChange(reading),
    `Containers have other names: ${kept.project}-django-1 and so on.`,
    ...gone.map(([name, why]) => `The service ${name} runs no more: ${why}.`),
    ...(compose.services.get('geoserver')?.ports.length
      ? ['GeoServer is reached through nginx only: its port is published no more.']
      : []),
    ...(answers.broker === 'rabbitmq'
      ? ['RabbitMQ starts with an empty queue and a user of its own: let the tasks end first.']
      : []),
    ...(answers.broker === 'redis' ? ['Redis has a password now.'] : []),
    ...(unused.length > 0 ? [`No longer used, and left alone: the volumes ${unused.join(', ')}.`] : []),
  ];
}

// The server reads its data as they are; what PostGIS keeps inside of each database is brought up to date by hand.
function postgisChange({ recognised, kept, line }: Reading): readonly string[] {
  const [before, after] = [recognised.values.POSTGRES_BASE_IMAGE_VERSION, tagOf(releaseLine(line).images.postgis.name)];
  if (!before || before === after) return [];
  const update = (database: string): string =>
    `docker compose exec db psql -U postgres -d ${database} -c 'ALTER EXTENSION postgis UPDATE'`;
  return [
    `PostgreSQL's image goes from ${before} to ${after}. If its PostGIS is newer, then once it runs: ${update(kept.database)}; ${update(kept.geodatabase)}`,
  ];
}

const tagOf = (image: string): string => image.replace(/^.*:/, '');
