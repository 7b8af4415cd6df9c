import * as v from 'valibot';
import { UsageError } from '../errors.ts';

/** The volumes of docker-compose.yml, by their keys. */
export const VOLUME_KEYS = [
  'dbdata',
  'geoserver-data-dir',
  'statics',
  'data',
  'backup-restore',
  'nginx-certificates',
  'tmp',
  'redisdata',
  'rabbitmq',
] as const;
/** One of them. */
export type VolumeKey = (typeof VOLUME_KEYS)[number];

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1000), v.regex(/^[^\p{Cc}]*$/u));
const shaped = (pattern: RegExp) => v.pipe(v.string(), v.maxLength(200), v.regex(pattern));
const DatabaseName = shaped(/^[A-Za-z_][A-Za-z0-9_]*$/);
const Volume = v.strictObject({
  name: text,
  external: v.optional(v.boolean()),
  driver: v.optional(text),
  driver_opts: v.optional(v.record(text, text)),
  labels: v.optional(v.record(text, text)),
});

const Schema = v.strictObject({
  line: shaped(/^\d{1,3}\.\d{1,3}$/),
  project: shaped(/^[a-z0-9][a-z0-9_-]*$/),
  database: DatabaseName,
  databaseUser: DatabaseName,
  geodatabase: DatabaseName,
  geodatabaseUser: DatabaseName,
  assetsRoot: shaped(/^\/[\w./-]+$/),
  volumes: v.partial(v.strictObject(v.entriesFromList(VOLUME_KEYS, Volume))),
  own: v.array(text),
});

/** A volume as the project declared it: Compose compares all of this with the volume that is there. */
export type KeptVolume = Readonly<v.InferOutput<typeof Volume>>;

/**
 * What an adopted project keeps for ever: names that volumes hold and that differ from those a new project would have; `line`, the
 * GeoNode of upstream's that has migrated its databases; and `own`, the generated paths at which the project has files of its own.
 */
export type Kept = Readonly<v.InferOutput<typeof Schema>>;

/**
 * What `.yo-rc.json` says about it.
 * @throws UsageError when it was damaged
 */
export function parseKept(input: unknown): Kept {
  const result = v.safeParse(Schema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UsageError(
    `${v.getDotPath(issue) ?? 'it'} is not what the adoption wrote.`,
    'Volumes and databases go by these names. Put .yo-rc.json back from git or a backup.',
  );
}

/** The names that the templates use: those that were kept, or those that follow from the project's name. */
export function keptNames({ name, kept }: { readonly name: string; readonly kept: Kept | undefined }) {
  return {
    project: kept?.project ?? name,
    database: kept?.database ?? name,
    databaseUser: kept?.databaseUser ?? name,
    geodatabase: kept?.geodatabase ?? `${name}_data`,
    geodatabaseUser: kept?.geodatabaseUser ?? `${name}_data`,
    assetsRoot: kept?.assetsRoot ?? '/mnt/volumes/statics/assets/',
    adopted: kept !== undefined,
    adoptedLine: kept?.line,
    settingsModule: kept === undefined ? `${name}.settings` : `${name}.deployment_settings`,
    /** The name of a volume on the engine. */
    volumeName: (key: VolumeKey) => kept?.volumes[key]?.name ?? `${kept?.project ?? name}_${key}`,
    /** What stands behind the key of a volume in docker-compose.yml. */
    volume: (key: VolumeKey) => declaration(kept?.volumes[key]),
  };
}

// JSON is YAML, and a name may hold what YAML or Compose would read as something else.
const declaration = (volume: KeptVolume | undefined): string =>
  volume === undefined ? '' : ` ${JSON.stringify(volume).replaceAll('$', '$$$$')}`;
