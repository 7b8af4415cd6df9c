import { parseAddress } from '../answers/address.ts';
import type { Broker } from '../answers/choices.ts';
import { keptNames, type VolumeKey } from '../answers/kept.ts';
import type { Answers } from '../answers/types.ts';
import { SERVICES, type Service } from './variables.ts';

/** The values of a `.env` file by key, as Compose reads them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The names that commands for a site have to hold. None is a secret, and each is one plain word of a command line. */
export interface Site {
  /** The Compose project. */
  readonly project: string;
  /** The name of a volume on the engine, by its key in docker-compose.yml. */
  volume(key: VolumeKey): string;
  readonly broker: Broker;
  readonly superuser: string;
  readonly database: string;
  readonly databaseUser: string;
  readonly geodatabase: string;
  readonly geodatabaseUser: string;
}

// Anything else would need quotes in a shell, in SQL, or in both.
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The names as `.env` has them, which may be older than the project: an adopted site keeps its databases. */
export function siteOf(answers: Answers, env: Env = {}): Site {
  const { project, volumeName, ...usual } = keptNames(answers);
  const named = (key: string, otherwise: string): string => {
    const value = env[key] ?? '';
    return PLAIN.test(value) ? value : otherwise;
  };
  return {
    project,
    volume: volumeName,
    broker: answers.broker,
    superuser: named('POSTGRES_USER', 'postgres'),
    database: named('GEONODE_DATABASE', usual.database),
    databaseUser: named('GEONODE_DATABASE_USER', usual.databaseUser),
    geodatabase: named('GEONODE_GEODATABASE', usual.geodatabase),
    geodatabaseUser: named('GEONODE_GEODATABASE_USER', usual.geodatabaseUser),
  };
}

/** psql as the superuser; `database` may be left out where any will do. */
export function psql({ superuser }: Site, database?: string): string {
  return `docker compose exec db psql -U ${superuser}${database === undefined ? '' : ` -d ${database}`}`;
}

// No credentials, no path, nothing that a shell would read as more than text.
const ORIGIN = /^(https?:\/\/[A-Za-z0-9.:[\]-]+)\/?$/;

/** The public address without a slash: that of `.env`, as it stands in the databases, or that of the answers. */
export function addressIn(env: Env, answers: Answers): string {
  const [, origin] = ORIGIN.exec(env.SITEURL ?? '') ?? [];
  return origin !== undefined && isAddress(origin) ? origin : answers.url;
}

function isAddress(text: string): boolean {
  try {
    return parseAddress(text).url !== '';
  } catch {
    return false;
  }
}

const OPTIONAL: ReadonlySet<Service> = new Set(['memcached', 'letsencrypt']);

/** The services that run. */
export function servicesIn(answers: Answers, env: Env): readonly Service[] {
  const profiles = new Set((env.COMPOSE_PROFILES ?? '').split(',').map((profile) => profile.trim()));
  return SERVICES.filter((service) => {
    if (service === 'redis' || service === 'rabbitmq') return service === answers.broker;
    return OPTIONAL.has(service) ? profiles.has(service) : true;
  });
}
