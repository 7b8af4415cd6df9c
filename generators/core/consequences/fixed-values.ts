import { holdsPlaceholder } from '../plan/placeholders.ts';
import { SECRETS } from '../plan/secrets.ts';
import { type Env, psql, type Site } from './site.ts';
import { inOrder, manage, manageStep, type Step, startStep, step } from './step.ts';
import { type Code, type FixedTopic, type Topic, variable } from './variables.ts';

const SECRET_KEYS: ReadonlySet<string> = new Set(SECRETS.map(({ owner }) => owner));
const FIXED_CODES: ReadonlySet<Code> = new Set(['PG', 'VOL', 'KEEP']);

/** Whether a regenerate keeps what `.env` has, because the site holds its own copy of it. */
export function keepsOldValue(key: string): boolean {
  const code = variable(key)?.code;
  if (code === undefined) return false;
  return FIXED_CODES.has(code) || (SECRET_KEYS.has(key) && (code === 'GN' || code === 'GS'));
}

/** A key that keeps its value. Both values are left out where one is, or holds, a secret. */
interface Kept {
  readonly key: string;
  readonly old?: string;
  readonly wanted?: string;
  /** How to get the wanted value all the same, in this order. */
  readonly steps: readonly Step[];
}

/** The keys whose value in `yours` stays although `theirs` has another one; a placeholder of a secret is no value. */
export function keepFixed(theirs: Env, yours: Env, site: Site): readonly Kept[] {
  const isOpen = openIn([theirs, yours]);
  return Object.entries(yours).flatMap(([key, old]): readonly Kept[] => {
    const wanted = theirs[key];
    if (!keepsOldValue(key) || !old || !wanted || old === wanted || holdsPlaceholder(wanted)) return [];
    const shown = isOpen(old) && isOpen(wanted) ? { old, wanted } : {};
    return [{ key, ...shown, steps: inOrder(stepsTo(key, site)) }];
  });
}

// The names and paths that fixed keys have; not an address, which can hold a password.
const PLAIN = /^[\w./-]+$/;

function openIn(envs: readonly Env[]): (value: string) => boolean {
  const secrets = envs.flatMap((env) => [...SECRET_KEYS].flatMap((key) => env[key] || []));
  return (value) => PLAIN.test(value) && !secrets.some((secret) => value.includes(secret));
}

const FOR_GOOD: ReadonlySet<Topic> = new Set(['secret-key', 'database-name', 'path', 'code-name']);

function stepsTo(key: string, site: Site): readonly Step[] {
  const steps = fixedSteps(key, site);
  const stays = variable(key)?.topics.some((topic) => FOR_GOOD.has(topic)) ?? false;
  return stays ? steps : [...steps, step('before', 'env', `Set ${key} in .env to the same.`), startStep()];
}

/** What to do by hand so that the site takes another value of a fixed key. `.env` has it before the new containers start. */
export function fixedSteps(key: string, site: Site): readonly Step[] {
  return (variable(key)?.topics ?? []).flatMap((topic) => (isFixed(topic) ? FIXED[topic](site, key) : []));
}

/** Whether a topic is about a value that the site holds itself. */
export const isFixed = (topic: Topic): topic is FixedTopic => Object.hasOwn(FIXED, topic);

const role = (site: Site, user: string): string => `${psql(site)} -c '\\password ${user}'`;
const dataStore = (what: string, { geodatabase }: Site): Step =>
  manageStep('after', 'data-store', `Give GeoServer's data store ${geodatabase} ${what}: GeoNode never does.`, [
    'connect_data_store',
  ]);
const keep = (key: string, why: string): readonly Step[] => [
  step('before', `keep ${key}`, `Keep the old ${key}: ${why}.`),
];

const ADMIN = 'Give the user admin of GeoNode the new password: .env is read at the first start only.';
const GEOSERVER_ADMIN =
  "Give the user admin of GeoServer the new password in GeoServer's pages, under Security, Users, Groups, Roles.";
const SUPERUSER = 'Give the database superuser the new password: the volume has the old one.';
const DATABASE = "Give GeoNode's database role the new password: the volume has the old one.";
const GEODATABASE = "Give the geodata's database role the new password: the volume has the old one.";
const RABBITMQ = "Give RabbitMQ's user geonode the new password: the volume has the old one.";

/** The site first: until new containers start, everything runs with the old value. */
const FIXED: Readonly<Record<FixedTopic, (site: Site, key: string) => readonly Step[]>> = {
  'admin-password': () => [step('before', 'admin-password', ADMIN, manage('changepassword admin'))],
  'geoserver-password': () => [step('before', 'geoserver-password', GEOSERVER_ADMIN)],
  'postgres-password': (site) => [step('before', 'postgres-password', SUPERUSER, role(site, site.superuser))],
  'database-password': (site) => [step('before', 'database-password', DATABASE, role(site, site.databaseUser))],
  'geodatabase-password': (site) => [
    step('before', 'geodatabase-password', GEODATABASE, role(site, site.geodatabaseUser)),
    dataStore('the same password', site),
  ],
  // Redis takes it from its command line at each start.
  'broker-password': ({ broker }) =>
    broker === 'redis'
      ? []
      : [
          step(
            'before',
            'broker-password',
            RABBITMQ,
            'docker compose exec rabbitmq rabbitmqctl change_password geonode',
          ),
        ],
  'data-store': (site) => [dataStore('the new host and port', site)],
  'secret-key': (_, key) =>
    keep(key, 'it signs sessions, and from GeoNode 5.0 on encrypts the passwords of remote services'),
  'database-name': (_, key) =>
    keep(key, 'the name lives in the volume; another one needs a new project and a dump of both databases'),
  path: (_, key) => keep(key, 'the files are there, and the database holds their paths'),
  'code-name': (_, key) => keep(key, 'the code and the migrations go by this name'),
};
