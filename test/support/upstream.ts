import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Line } from '../../generators/core/plan/lines.ts';
import { composeText, OVERRIDE } from './upstream-compose.ts';
import { APPS, ENTRYPOINT, MANAGE, SETTINGS, SHOPS, URLS, WSGI } from './upstream-django.ts';
import { ROWS, type Row } from './upstream-lines.ts';

// Projects as upstream's skeleton leaves them on a disk: its names of services, volumes, mounts and variables, in words of
// our own, with the edits that people make. They run on the stand-ins, as far as the data goes: nginx and celery only idle.

/** What a test chooses about such a project. */
export interface Upstream {
  readonly line: Line;
  /** The Compose project. */
  readonly project: string;
  /** The Python package; upstream's forks of 5.1 are all called geonode_project. */
  readonly package?: string;
  /** Both databases and their roles; the second gets `_data`. */
  readonly database?: string;
  readonly port?: number;
  /** Lines of `.env` in place of those that have these keys; undefined takes one out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Passwords as people choose them. Those of GeoServer's database and of GeoServer go into URLs and XML upstream. */
export const PASSWORDS = {
  POSTGRES_PASSWORD: 'super#user%1',
  GEONODE_DATABASE_PASSWORD: 'Karten+2024!',
  GEONODE_GEODATABASE_PASSWORD: 'geo#data~7',
  GEOSERVER_ADMIN_PASSWORD: 'Gs!admin=9#x',
  ADMIN_PASSWORD: 'Ad/min pass:word',
  SECRET_KEY: 'k)3{x;|#%&*(!^2zz~q',
  OAUTH2_CLIENT_ID: 'JrchzXR0Xsw5MHbEhCHzBFjQ',
  OAUTH2_CLIENT_SECRET: 'rCnp5txobUo83EpQEblM8fVj3QT5z',
} as const;

const packageOf = ({ line, project, package: name }: Upstream): string =>
  name ?? (line === '5.1' ? 'geonode_project' : project.replaceAll('-', '_'));

/** The files of a project by path; scripts are those that end in .sh. */
export function upstreamFiles(given: Upstream): Readonly<Record<string, string>> {
  const name = packageOf(given);
  const row = ROWS[given.line];
  const home = given.line === '5.1' ? '/usr/src/project' : `/usr/src/${name}`;
  return {
    '.env': envText(given, name, row),
    '.env.sample': 'COMPOSE_PROJECT_NAME={project_name}\n',
    'create-envfile.py': '# makes an environment file\n',
    '.gitignore': '*.pyc\n.env\n/my-notes\n',
    'README.md': '# Our maps\n\nAsk Ada before you touch anything.\n',
    'docker-compose.yml': composeText(given, row, home),
    'docker-compose.override.yml': OVERRIDE,
    Dockerfile: dockerfile(row, home),
    'docker/nginx/Dockerfile': from('nginx'),
    'docker/letsencrypt/Dockerfile': from('letsencrypt'),
    'docker/geoserver/Dockerfile': from('geoserver'),
    'docker/geoserver_data/Dockerfile': from('geoserver_data'),
    'docker/postgresql/Dockerfile': from('postgis'),
    'src/manage.py': MANAGE.replaceAll('NAME', name),
    'src/entrypoint.sh': ENTRYPOINT,
    'src/tasks.py': '# tasks of upstream\n',
    'src/uwsgi.ini': '[uwsgi]\nprocesses = 128\n',
    ...packaging(given.line, name, row),
    'src/shops/__init__.py': '',
    'src/shops/urls.py': SHOPS,
    [`src/${name}/__init__.py`]: '',
    [`src/${name}/settings.py`]: SETTINGS.replaceAll('NAME', name),
    [`src/${name}/urls.py`]: URLS,
    [`src/${name}/wsgi.py`]: WSGI.replaceAll('NAME', name),
    [`src/${name}/apps.py`]: APPS.replaceAll('NAME', name),
    [`src/${name}/celeryapp.py`]: '# of upstream, unused\n',
    [`src/${name}/templates/shop.html`]: 'Our shop\n',
    [`src/${name}/static/README`]: '\n',
    [`src/${name}/locale/README`]: '\n',
    [`src/${name}/br/settings_docker.ini`]: '[database]\npgdump = pg_dump\n',
  };
}

/** Writes such a project into a folder. */
export function writeUpstream(folder: string, given: Upstream): void {
  for (const [path, text] of Object.entries(upstreamFiles(given))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
}

function envText(given: Upstream, name: string, row: Row): string {
  const { line, project, port = 80, database = name, env = {} } = given;
  const site = `http://localhost${port === 80 ? '' : `:${port}`}`;
  const broker = row.broker === 'redis' ? 'redis://redis:6379/0' : 'amqp://guest:guest@rabbitmq:5672/';
  const p = PASSWORDS;
  const url = (db: string, password: string) => `postgis://${db}:${password}@db:5432/${db}`;
  const values: Record<string, string | undefined> = {
    COMPOSE_PROJECT_NAME: project,
    DOCKER_ENV: 'production',
    GEONODE_BASE_IMAGE_VERSION: `${line}.x`,
    NGINX_BASE_IMAGE_VERSION: row.nginx,
    LETSENCRYPT_BASE_IMAGE_VERSION: '2.6.0-latest',
    GEOSERVER_BASE_IMAGE_VERSION: row.geoserver,
    GEOSERVER_DATA_BASE_IMAGE_VERSION: row.geoserver,
    POSTGRES_BASE_IMAGE_VERSION: row.postgis,
    FORCE_REINIT: 'false',
    DJANGO_SETTINGS_MODULE: `${name}.settings`,
    BROKER_URL: broker,
    ...(line === '4.4' ? {} : { CELERY_RESULT_BACKEND: 'redis://redis:6379/1' }),
    ASYNC_SIGNALS: 'True',
    CELERY__AUTOSCALE_VALUES: line === '4.4' ? '"15,10"' : '"10,5"',
    SITEURL: `${site}/`,
    ALLOWED_HOSTS: `"['django', 'localhost']"`,
    POSTGRES_USER: 'postgres',
    POSTGRES_PASSWORD: p.POSTGRES_PASSWORD,
    GEONODE_DATABASE: database,
    GEONODE_DATABASE_USER: database,
    GEONODE_DATABASE_PASSWORD: p.GEONODE_DATABASE_PASSWORD,
    GEONODE_GEODATABASE: `${database}_data`,
    GEONODE_GEODATABASE_USER: `${database}_data`,
    GEONODE_GEODATABASE_PASSWORD: p.GEONODE_GEODATABASE_PASSWORD,
    DATABASE_HOST: 'db',
    DATABASE_PORT: '5432',
    DATABASE_URL: url(database, encodeURIComponent(p.GEONODE_DATABASE_PASSWORD)),
    GEODATABASE_URL: url(`${database}_data`, encodeURIComponent(p.GEONODE_GEODATABASE_PASSWORD)),
    POSTGRESQL_MAX_CONNECTIONS: '200',
    DEFAULT_BACKEND_DATASTORE: 'datastore',
    STATIC_ROOT: '/mnt/volumes/statics/static/',
    MEDIA_ROOT: '/mnt/volumes/statics/uploaded/',
    ...(line === '4.4' ? {} : { ASSETS_ROOT: '/mnt/volumes/statics/assets/' }),
    GEOSERVER_LB_HOST_IP: 'geoserver',
    GEOSERVER_LB_PORT: '8080',
    GEOSERVER_LOCATION: 'http://${GEOSERVER_LB_HOST_IP}:${GEOSERVER_LB_PORT}/geoserver/',
    GEOSERVER_WEB_UI_LOCATION: `${site}/geoserver/`,
    GEOSERVER_PUBLIC_LOCATION: `${site}/geoserver/`,
    GEOSERVER_ADMIN_USER: 'admin',
    GEOSERVER_ADMIN_PASSWORD: p.GEOSERVER_ADMIN_PASSWORD,
    GEOSERVER_JAVA_OPTS: '"-Djava.awt.headless=true -Xms512m -Xmx1G"',
    NGINX_BASE_URL: site,
    HTTP_HOST: 'localhost',
    HTTPS_HOST: '',
    HTTP_PORT: String(port),
    HTTPS_PORT: '443',
    LETSENCRYPT_MODE: 'disabled',
    ADMIN_USERNAME: 'admin',
    ADMIN_PASSWORD: `'${p.ADMIN_PASSWORD}'`,
    ADMIN_EMAIL: 'ada@example.org',
    EMAIL_ENABLE: 'False',
    DJANGO_EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend',
    ...(line === '4.4' ? {} : { SESSION_ENGINE: 'django.contrib.sessions.backends.cached_db' }),
    MEMCACHED_ENABLED: 'False',
    MEMCACHED_OPTIONS: '',
    CORS_ALLOW_ALL_ORIGINS: 'True',
    SESSION_COOKIE_SECURE: 'False',
    CSRF_COOKIE_SECURE: 'False',
    ACCOUNT_OPEN_SIGNUP: 'False',
    OAUTH2_API_KEY: '',
    OAUTH2_CLIENT_ID: p.OAUTH2_CLIENT_ID,
    OAUTH2_CLIENT_SECRET: p.OAUTH2_CLIENT_SECRET,
    SECRET_KEY: `'${p.SECRET_KEY}'`,
    DEBUG: 'False',
    MY_OWN_KEY: 'kept',
    ...env,
  };
  const lines = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return `# The settings of our site.\n${lines.join('\n')}\n`;
}

const from = (image: string): string => `ARG BASE_IMAGE_VERSION\nFROM geonode/${image}:\${BASE_IMAGE_VERSION}\n`;

const dockerfile = ({ base }: Row, home: string): string => `FROM ${base}
RUN apt-get update && apt-get install -y --no-install-recommends curl wget figlet-of-ours || apt-get install -y --no-install-recommends curl
WORKDIR ${home}
COPY src/ ${home}/
RUN pip install --no-cache-dir "$(cat geonode.txt)"
ENV PYTHONPATH=${home}
`;

function packaging(line: Line, name: string, { requirement }: Row): Readonly<Record<string, string>> {
  const pinned = { 'src/geonode.txt': `${requirement}\n` };
  if (line === '5.1')
    return {
      ...pinned,
      'src/pyproject.toml': `[project]\nname = "${name}"\nversion = "5.1.0"\ndependencies = [\n  "${requirement}",\n  "six>=1.16",\n]\n`,
    };
  return {
    ...pinned,
    'src/requirements.txt': `# what we need\n${requirement}\nsix>=1.16  # ours\n`,
    'src/setup.py': 'from setuptools import setup\n\nsetup(name="site")\n',
  };
}
