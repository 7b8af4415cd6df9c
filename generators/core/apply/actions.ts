import type { Env } from '../consequences/site.ts';
import type { Step } from '../consequences/step.ts';
import { type ContainerCommand, inDjango, inShell } from './container-command.ts';
import { GEOSERVER_REST } from './questions.ts';

/** What an action may need besides `.env`. */
interface Means {
  readonly env: Env;
  /** Passwords that GeoServer's administrator may still have. */
  readonly earlier: readonly string[];
}

// An error would be logged with its statement, and that holds the password.
const roleSql = (key: string, user: string): string =>
  [
    'SET log_min_error_statement TO panic;',
    `\\getenv password ${key}`,
    `\\getenv role ${user}`,
    `ALTER ROLE :"role" PASSWORD :'password';`,
    '',
  ].join('\n');

const role = (key: string, user: string) => (): ContainerCommand =>
  inShell('db', 'psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres', roleSql(key, user));

// Tries each password that it may have had; what the container itself was started with is the last.
const GEOSERVER = `
read -r wanted
{ cat; printf '%s\\n' "$GEOSERVER_ADMIN_PASSWORD"; } | {
    while read -r old; do
        code=$(printf 'user = "admin:%s"\\n' "$old" | curl -K - -s -o /dev/null -w '%{http_code}' --max-time 30 -X PUT \\
            -H 'Content-Type: application/xml' -d "<userPassword><newPassword>$wanted</newPassword></userPassword>" \\
            ${GEOSERVER_REST}/security/self/password)
        [ "$code" != 200 ] || exit 0
    done
    exit 1
}`;

/** How the program does a step of this id, where its printed command would ask a person for the password. */
const ACTIONS: Readonly<Record<string, (means: Means) => ContainerCommand>> = {
  'geoserver-password': ({ env, earlier }) =>
    inShell('geoserver', GEOSERVER, `${[env.GEOSERVER_ADMIN_PASSWORD ?? '', ...earlier].join('\n')}\n`),
  'broker-password': ({ env }) => ({
    service: 'rabbitmq',
    args: ['rabbitmqctl', 'change_password', 'geonode'],
    input: `${env.BROKER_PASSWORD ?? ''}\n`,
  }),
  'postgres-password': role('POSTGRES_PASSWORD', 'POSTGRES_USER'),
  'database-password': role('GEONODE_DATABASE_PASSWORD', 'GEONODE_DATABASE_USER'),
  'geodatabase-password': role('GEONODE_GEODATABASE_PASSWORD', 'GEONODE_GEODATABASE_USER'),
};

/** The command that does a step; undefined for one that only a person can do, or look at. */
export function actionFor({ id, manage }: Step, means: Means): ContainerCommand | undefined {
  return manage ? inDjango(manage) : ACTIONS[id]?.(means);
}
