import { SECRETS } from '../../plan/secrets.ts';

type Values = Readonly<Record<string, string | undefined>>;

// `$$` is a literal dollar, and what stands behind # is not read.
const DEMANDS = /(?<!\$)(?:\$\$)*\$\{([A-Za-z_][A-Za-z0-9_]*):\?/g;

/** The keys for which Compose files demand a value: `${KEY:?words}`. */
export function demandedKeys(files: readonly string[]): readonly string[] {
  const lines = files.flatMap((text) => text.split('\n')).filter((line) => !/^\s*#/.test(line));
  const keys = lines.flatMap((line) => [...line.matchAll(DEMANDS)].map(([, key = '']) => key));
  return [...new Set(keys)];
}

const OWNERS = SECRETS.filter(({ kind }) => kind !== 'none').map(({ owner }) => owner);

/** Keys that need a value and have none. What the shell sets counts for Compose files; the containers read `.env` alone. */
export function emptyKeys(env: Values, shell: Values, files: readonly string[]): readonly string[] {
  const demanded = demandedKeys(files).filter((key) => !env[key] && !shell[key]);
  const secrets = OWNERS.filter((key) => !env[key]);
  return [...new Set([...demanded, ...secrets])];
}

/** What stands in samples and tutorials. */
const COMMON = `admin administrator geoserver geonode geonode_data geonode_geodata postgres postgis password passw0rd guest
  root test secret letmein change_me changeme changeit default example qwerty 1234 12345 123456 12345678 123456789`;
/** GeoNode's own defaults: Django's key, and the application with which GeoServer logs people in. */
const UPSTREAM = `myv-y4#7j-d*p-__@j#*3z@!y24fz8%^z2v6atuy4bo9vqr1_a Jrchz2oPY3akmzndmgUTYrs9gczlgoV20YPSvqaV
  rCnp5txobUo83EpQEblM8fVj3QT5zb5qRfxNsuPzCqZaiRyIoxM4jdgMiZKFfePBHYXCLd7B8NlkfDBY9HKeIQPcy5Cp08KQNpRHQbjpLItDHv12GvkSeXp6OxaUETv3`;
const KNOWN: ReadonlySet<string> = new Set(`${COMMON} ${UPSTREAM}`.toLowerCase().split(/\s+/));
// `{dbpwd}`, `<password>`, `$PASSWORD`: a sample that nobody filled in.
const PLACEHOLDER = /^(?:\{.*\}|<.*>|\$\{?\w+\}?)$/;
/** Keys with names of databases and roles, which are no secret. */
const NAMES = ['POSTGRES_USER', 'GEONODE_DATABASE', 'GEONODE_DATABASE_USER', 'GEONODE_GEODATABASE_USER'];

/** Keys of secrets whose value everybody knows or can guess. */
export function demoKeys(env: Values): readonly string[] {
  const guessed = new Set(NAMES.map((key) => env[key]?.toLowerCase()).filter(Boolean));
  return OWNERS.filter((key) => {
    const value = env[key]?.toLowerCase() ?? '';
    return KNOWN.has(value) || PLACEHOLDER.test(value) || guessed.has(value);
  });
}
