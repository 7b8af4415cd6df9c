import type { Env, Site } from '../consequences/site.ts';
import { type ContainerCommand, inDjango, inShell } from './container-command.ts';

/**
 * When the site can be asked. `early`: before the new containers start, where GeoServer and RabbitMQ run. `database`: with
 * the new container of the database alone. `late`: once all are healthy.
 */
export type Moment = 'early' | 'database' | 'late';

/** Asks whether the site has taken the value that `.env` has for a key. */
interface Question {
  readonly key: string;
  readonly moments: readonly Moment[];
  isAsked(site: Site): boolean;
  ask(env: Env): ContainerCommand;
  /** Undefined where the answer says neither: the service is not there yet. */
  isRight(answer: { readonly exitCode: number | undefined; readonly stdout: string }): boolean | undefined;
}

const always = (): boolean => true;
const byExitCode = ({ exitCode }: { readonly exitCode: number | undefined }): boolean => exitCode === 0;

// Over the network: from 127.0.0.1 PostgreSQL asks for no password. The new container has the values of .env.
const logIn = (key: string, user: string, database: string): Question => ({
  key,
  moments: ['database', 'late'],
  isAsked: always,
  ask: () => inShell('db', `PGPASSWORD="$${key}" psql -w -h db -U "$${user}" -d "${database}" -Atqc 'SELECT 1'`),
  isRight: byExitCode,
});

const CURL = "curl -K - -s -o /dev/null -w '%{http_code}' --max-time 30";
/** GeoServer's REST interface, as its own container sees it. */
export const GEOSERVER_REST = 'http://127.0.0.1:8080/geoserver/rest';

/** What a site can be asked about the keys of which it holds a copy. */
export const QUESTIONS: readonly Question[] = [
  {
    key: 'GEOSERVER_ADMIN_PASSWORD',
    moments: ['early', 'late'],
    isAsked: always,
    ask: (env) =>
      inShell(
        'geoserver',
        `read -r password; printf 'user = "admin:%s"\\n' "$password" | ${CURL} ${GEOSERVER_REST}/about/version.json`,
        `${env.GEOSERVER_ADMIN_PASSWORD ?? ''}\n`,
      ),
    isRight: ({ stdout }) => ({ 200: true, 401: false })[stdout.trim()],
  },
  {
    key: 'BROKER_PASSWORD',
    moments: ['early'],
    isAsked: ({ broker }) => broker === 'rabbitmq',
    ask: (env) => ({
      service: 'rabbitmq',
      args: ['rabbitmqctl', 'authenticate_user', 'geonode'],
      input: `${env.BROKER_PASSWORD ?? ''}\n`,
    }),
    isRight: byExitCode,
  },
  logIn('POSTGRES_PASSWORD', 'POSTGRES_USER', 'postgres'),
  logIn('GEONODE_DATABASE_PASSWORD', 'GEONODE_DATABASE_USER', '$GEONODE_DATABASE'),
  logIn('GEONODE_GEODATABASE_PASSWORD', 'GEONODE_GEODATABASE_USER', '$GEONODE_GEODATABASE'),
  {
    // Which stands for all that the data store holds: host, port, names and the password.
    key: 'DATABASE_HOST',
    moments: ['late'],
    isAsked: always,
    ask: () => inDjango(['connect_data_store', '--check']),
    isRight: byExitCode,
  },
];
