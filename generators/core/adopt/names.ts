import { type Kept, type KeptVolume, parseKept, type VolumeKey } from '../answers/kept.ts';
import { UsageError } from '../errors.ts';
import type { ComposeFacts, Mount } from './compose-facts.ts';
import type { Values } from './interpolate.ts';
import type { Recognised } from './recognise.ts';
import { refusal } from './refusal.ts';
import type { Sources } from './sources.ts';

/** Where each of our volumes is mounted in upstream's projects. RabbitMQ files its data under a host name of its own. */
const MOUNTS: readonly (readonly [key: VolumeKey, services: readonly string[], target: string])[] = [
  ['dbdata', ['db'], '/var/lib/postgresql/data'],
  ['geoserver-data-dir', ['geoserver', 'django'], '/geoserver_data/data'],
  ['statics', ['django', 'geonode', 'nginx'], '/mnt/volumes/statics'],
  ['data', ['django', 'geoserver'], '/data'],
  ['backup-restore', ['django', 'geoserver'], '/backup_restore'],
  ['nginx-certificates', ['geonode', 'nginx'], '/geonode-certificates'],
  ['tmp', ['django', 'geoserver'], '/tmp'],
  ['redisdata', ['redis'], '/data'],
];
/** Without these the data would seem to be gone. */
const VITAL: ReadonlySet<VolumeKey> = new Set<VolumeKey>(['dbdata', 'geoserver-data-dir', 'statics']);

/** The code's own default, where the environment names none (GeoNode 4.4 to 5.1). */
const DEFAULT_ASSETS = '/mnt/volumes/statics/assets_data';

/**
 * The names that the project's volumes hold, and those of the volumes; `line` is that of its GeoNode.
 * @throws GuardError where one cannot be told, or cannot be written into our files
 */
export function keptOf(recognised: Recognised, sources: Sources, line: string): Kept {
  const { values, compose } = recognised;
  const project = composeProject(recognised, sources);
  const kept = {
    line,
    project,
    ...databaseNames(values),
    assetsRoot: values.ASSETS_ROOT || assetsBeside(values),
    volumes: volumesOf(compose, { project, directory: sources.directory }),
    own: [],
  };
  try {
    return parseKept(kept);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const key = error.message.split(' ')[0] ?? '';
    throw refusal(
      `The project has a name that this program cannot write: ${key} ${JSON.stringify((kept as Record<string, unknown>)[key])}.`,
      'Databases and roles may hold letters, digits and underscores, the Compose project lower-case letters, digits, - and _.',
    );
  }
}

// As Compose: .env, then the file, then the folder.
function composeProject({ values, compose }: Recognised, { directory }: Sources): string {
  const folder = directory.split(/[\\/]/).findLast(Boolean) ?? '';
  const fromFolder = folder
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
  return values.COMPOSE_PROJECT_NAME || compose.name || fromFolder;
}

function databaseNames(values: Values): Pick<Kept, 'database' | 'databaseUser' | 'geodatabase' | 'geodatabaseUser'> {
  const [geonode, geodata] = [urlNames(values.DATABASE_URL), urlNames(values.GEODATABASE_URL)];
  const database = values.GEONODE_DATABASE || geonode.database;
  const geodatabase = values.GEONODE_GEODATABASE || geodata.database;
  if (!database || !geodatabase)
    throw refusal(
      `.env does not say what the database${database ? ' of the geodata' : ''} is called.`,
      'Add GEONODE_DATABASE and GEONODE_GEODATABASE as the running site has them: docker compose exec db psql -U postgres -l',
    );
  return {
    database,
    // The image's own defaults.
    databaseUser: values.GEONODE_DATABASE_USER || geonode.user || database,
    geodatabase,
    geodatabaseUser: values.GEONODE_GEODATABASE_USER || geodata.user || geodatabase,
  };
}

const urlNames = (url = ''): { readonly database?: string; readonly user?: string } =>
  /^\w+:\/\/(?<user>[^:@/]+)[^/]*\/(?<database>[^?]+)/.exec(url)?.groups ?? {};

function assetsBeside({ MEDIA_ROOT: media = '' }: Values): string {
  const parent = media.replace(/\/+$/, '').replace(/\/[^/]*$/, '');
  return parent.startsWith('/') ? `${parent}/assets_data` : DEFAULT_ASSETS;
}

interface Place {
  readonly project: string;
  readonly directory: string;
}

function volumesOf(compose: ComposeFacts, place: Place): Kept['volumes'] {
  const entries = MOUNTS.flatMap(([key, services, target]) => {
    const mount = services.flatMap((service) => mountAt(compose, service, target) ?? [])[0];
    const volume = mount?.source === undefined ? undefined : volumeOf(mount.source, compose, { ...place, key });
    if (volume === undefined && VITAL.has(key))
      throw refusal(
        `Nothing is mounted at ${target} of ${services[0]}, so the data of ${services[0]} cannot be found.`,
        'It has to be in a volume or a folder: compare with docker inspect of the running container.',
      );
    return volume === undefined ? [] : [[key, volume] as const];
  });
  return Object.fromEntries(entries);
}

const mountAt = (compose: ComposeFacts, service: string, target: string): Mount | undefined =>
  compose.services.get(service)?.mounts.find((one) => one.target.replace(/(.)\/+$/, '$1') === target);

function volumeOf(
  source: string,
  compose: ComposeFacts,
  { project, directory, key }: Place & { key: VolumeKey },
): KeptVolume {
  if (/^[./~]|^[A-Za-z]:\\/.test(source)) return folderVolume(source, { project, directory, key });
  const declared = compose.volumes.get(source) ?? {};
  const { external } = declared;
  const name = textOf(declared.name) ?? (external === true ? source : `${project}_${source}`);
  return {
    name,
    ...(external === true ? { external: true } : {}),
    ...(textOf(declared.driver) ? { driver: String(declared.driver) } : {}),
    ...(textsOf(declared.driver_opts) ? { driver_opts: textsOf(declared.driver_opts) } : {}),
    ...(textsOf(declared.labels) ? { labels: textsOf(declared.labels) } : {}),
  };
}

// A folder of the host stays where it is: the volume is a name for it.
function folderVolume(source: string, { project, directory, key }: Place & { key: VolumeKey }): KeptVolume {
  if (source.startsWith('~'))
    throw refusal(
      `A folder of somebody's home is mounted: ${source}.`,
      'Write its whole path into the file of Compose.',
    );
  const device = source.startsWith('.') ? `${directory}/${source.replace(/^(?:\.\/)+/, '')}` : source;
  return { name: `${project}_${key}`, driver: 'local', driver_opts: { type: 'none', o: 'bind', device } };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function textsOf(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
}
