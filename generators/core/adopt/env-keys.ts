import type { Answers } from '../answers/types.ts';
import { SECRETS } from '../plan/secrets.ts';
import type { Values } from './interpolate.ts';
import { refusal } from './refusal.ts';

/** Passwords that the volumes hold: a new one would lock the site out of its own data. */
const IN_VOLUMES = [
  'POSTGRES_PASSWORD',
  'GEONODE_DATABASE_PASSWORD',
  'GEONODE_GEODATABASE_PASSWORD',
  'GEOSERVER_ADMIN_PASSWORD',
  'SECRET_KEY',
] as const;

/** The values of keys that upstream's samples set and nobody chose: ours, which fit the machine, take their place. */
const UPSTREAM_SIZES: Readonly<Record<string, readonly string[]>> = {
  POSTGRESQL_MAX_CONNECTIONS: ['200'],
  CELERY__MAX_MEMORY_PER_CHILD: ['200000'],
  CELERY__AUTOSCALE_VALUES: ['15,10', '10,5'],
  CELERY__MAX_TASKS_PER_CHILD: ['10'],
  CELERY__HARVESTER_AUTOSCALE_VALUES: ['15,10'],
  CELERY__HARVESTER_MAX_MEMORY_PER_CHILD: ['200000', '500000'],
};

/** Keys that follow from the address: what they say now is what they said, written as our nginx reads it. */
const ADDRESS_KEYS = ['SITEURL', 'NGINX_BASE_URL'] as const;

/** What becomes of a key of the user's `.env` before it is merged with ours. */
type Change =
  /** It is commented out: what it sets comes from other keys now. */
  | { readonly kind: 'out'; readonly reason: string }
  /** It gets another value. */
  | { readonly kind: 'value'; readonly value: string };

interface Context {
  readonly answers: Answers;
  readonly values: Values;
  /** What our `.env` says, by key; placeholders for secrets. */
  readonly ours: Values;
  /** What is published now, by the key that says so. */
  readonly ports: Values;
}

type Rule = (key: string, value: string, context: Context) => Change | undefined;

const out =
  (reason: string, when: (context: Context, value: string) => boolean = () => true) =>
  (context: Context, value: string): Change | undefined =>
    when(context, value) ? { kind: 'out', reason } : undefined;

const COMPOSED = 'composed from the keys below, password and all';
const CACHE_OFF = 'no cache runs; sessions are in the database, where they were kept too';

const OUT: Readonly<Record<string, (context: Context, value: string) => Change | undefined>> = {
  BROKER_URL: out('the broker of this project has a password now, and its URL is composed'),
  CELERY_RESULT_BACKEND: out('the broker of this project has a password now, and its URL is composed'),
  DATABASE_URL: out(COMPOSED, ({ values }, url) => isLocal(url, values)),
  GEODATABASE_URL: out(COMPOSED, ({ values }, url) => isLocal(url, values)),
  SESSION_ENGINE: out(CACHE_OFF, ({ answers }, value) => !answers.cache && value.includes('cache')),
  MEMCACHED_BACKEND: out('GeoNode chooses the client that its Django has'),
  DJANGO_EMAIL_BACKEND: out(
    'mail is off, and would be sent to a server that is not there',
    ({ answers }) => !answers.smtp,
  ),
};

const RULES: readonly Rule[] = [
  (key, value, context) => OUT[key]?.(context, value),
  (key, _, { ours }) => (key === 'DJANGO_SETTINGS_MODULE' ? valueChange(ours[key]) : undefined),
  (key, _, { ours }) => ((ADDRESS_KEYS as readonly string[]).includes(key) ? valueChange(ours[key]) : undefined),
  // The ports that the file of Compose publishes, which may hold numbers of its own.
  (key, _, { ports }) => valueChange(ports[key]),
  (key, value, { ours }) => (UPSTREAM_SIZES[key]?.includes(value) ? valueChange(ours[key]) : undefined),
  (key, value, { ours }) => (key === 'COMPOSE_PROFILES' ? valueChange(joined(value, ours[key])) : undefined),
  // The same, written in another way: with variables, or as another literal of Python's.
  (key, value, { ours }) =>
    ours[key] !== undefined && plain(ours[key]) === plain(value) ? valueChange(ours[key]) : undefined,
];

/** What becomes of a key; undefined leaves its lines as they are. */
export function changeOf(key: string, value: string, context: Context): Change | undefined {
  if (SECRETS.some(({ owner }) => owner === key)) return undefined;
  for (const rule of RULES) {
    const change = rule(key, value, context);
    if (change !== undefined) return change;
  }
  return undefined;
}

const valueChange = (value: string | undefined): Change | undefined =>
  value === undefined ? undefined : { kind: 'value', value };

const joined = (mine: string, ours = ''): string =>
  [...new Set([...mine.split(','), ...ours.split(',')].map((one) => one.trim()).filter(Boolean))].join(',');

const plain = (value: string): string => value.replaceAll('"', "'").replace(/\s+/g, '').replace(/\/$/, '');

const isLocal = (url: string, { DATABASE_HOST: host = 'db' }: Values): boolean => {
  const [, there] = /@([^@/:]+)(?::\d+)?\/[^@]*$/.exec(url) ?? [];
  return there === 'db' || there === host;
};

/** A URL of a database with the keys that say the same. */
const URLS = [
  ['DATABASE_URL', 'GEONODE_DATABASE_PASSWORD'],
  ['GEODATABASE_URL', 'GEONODE_GEODATABASE_PASSWORD'],
] as const;

/**
 * Refuses a `.env` that lacks what the volumes hold, or says two things about it.
 * @throws GuardError that names the keys, never a value
 */
export function refuseIncomplete(values: Values): void {
  const missing = IN_VOLUMES.filter((key) => !values[key]);
  if (missing.length > 0)
    throw refusal(
      `.env has no value for ${missing.join(', ')}, and the site's data cannot be opened without.`,
      'Fill them in as the running site has them: docker compose exec django env',
    );
  for (const [url, key] of URLS)
    if (differ(values[url], values[key]))
      throw refusal(
        `${url} and ${key} in .env have different passwords.`,
        `Write the one into ${key} with which GeoNode logs in now, which is usually that of ${url}; then adopt it.`,
      );
}

function differ(url: string | undefined, password: string | undefined): boolean {
  const [, there] = /^\w+:\/\/[^:@/]*:(.*)@[^@]*$/.exec(url ?? '') ?? [];
  return there !== undefined && there !== password && decoded(there) !== password;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
