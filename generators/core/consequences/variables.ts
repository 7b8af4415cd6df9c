/**
 * What a later change of a key means. `A`: new containers take it over. `B`: so does a new image. `PG`: PostgreSQL's volume
 * holds it since the first start; SQL comes first. `GN`: GeoNode's database holds it. `GS`: GeoServer's data directory holds
 * it. `VOL`: it names a volume, or was written into one. `KEEP`: never change it; data is lost, or people are locked out.
 */
export type Code = 'A' | 'B' | 'PG' | 'GN' | 'GS' | 'VOL' | 'KEEP';

/** Every service that docker-compose.yml can have, in the order of their start. */
export const SERVICES = [
  'db',
  'redis',
  'rabbitmq',
  'memcached',
  'django',
  'celery',
  'data-dir-conf',
  'geoserver',
  'geonode',
  'letsencrypt',
] as const;
/** One of them. */
export type Service = (typeof SERVICES)[number];

/** What a change of a key asks for on a running site, beyond new containers (topics.ts, fixed-values.ts). */
export type Topic =
  | 'address'
  | 'title'
  | 'upload-limit'
  | 'admin-email'
  | 'broker'
  | 'broker-limit'
  | 'https'
  | 'profiles'
  | FixedTopic;
/** What to do by hand about a value that the site holds itself. */
export type FixedTopic =
  | 'admin-password'
  | 'geoserver-password'
  | 'postgres-password'
  | 'database-password'
  | 'geodatabase-password'
  | 'broker-password'
  | 'secret-key'
  | 'database-name'
  | 'data-store'
  | 'path'
  | 'code-name';

/** A key, or a family of keys: `*` stands for the rest of the name. */
interface Variable {
  readonly key: string;
  readonly code: Code;
  /** Who reads it. */
  readonly services: readonly Service[];
  readonly topics: readonly Topic[];
}

type Row = readonly [keys: string, code: Code, services: string, topics?: string];

const APP = 'django celery';

// geonode-stack.md §3 says what each key does in upstream's projects, and the comments where ours differ. Ours write the
// connection URLs, the JVM's options and the paths of the data directory themselves: those are no keys here.
const ROWS: readonly Row[] = [
  // §3.5. bootstrap.py adds the address to GeoServer's OAuth application; what stands in the tables needs migrate_baseurl.
  ['SITEURL', 'GN', `${APP} geoserver`, 'address'],
  ['GEOSERVER_PUBLIC_LOCATION', 'GN', `${APP} geoserver`, 'address'],
  ['GEOSERVER_WEB_UI_LOCATION', 'GN', APP, 'address'],
  // GeoServer's image writes it into the data directory at every start.
  ['NGINX_BASE_URL', 'A', 'geoserver geonode letsencrypt'],
  ['GEOSERVER_CSRF_WHITELIST', 'A', 'geoserver'],
  ['ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS', 'A', APP],
  ['SITE_ALIASES', 'A', 'geonode letsencrypt'],
  ['HTTP_PORT HTTPS_PORT TRUSTED_PROXIES', 'A', 'geonode'],

  // nginx writes its configuration anew at every start, and makes a certificate for another host.
  ['HTTPS_MODE', 'A', 'geonode letsencrypt', 'https'],
  ['SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE', 'A', APP],
  ['SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS', 'A', `${APP} geonode`],
  ['CERTIFICATE_FILE CERTIFICATE_KEY_FILE', 'A', 'geonode'],
  ['ACME_SERVER ACME_CA_FILE', 'A', 'letsencrypt'],

  // Django's settings have the new name at once; the sites table, from which mails and pages take it, has the old one.
  ['SITENAME', 'GN', APP, 'title'],
  ['LANGUAGE_CODE TIME_ZONE DEBUG X_FRAME_OPTIONS THEME_ACCOUNT_CONTACT_EMAIL', 'A', APP],
  ['ACCOUNT_OPEN_SIGNUP ACCOUNT_OPEN_SOCIALSIGNUP ACCOUNT_APPROVAL_REQUIRED', 'A', APP],
  ['CORS_ALLOW_ALL_ORIGINS CORS_ALLOWED_ORIGINS', 'A', APP],
  // In web.xml, which each new container has anew.
  ['GEOSERVER_CORS_ENABLED GEOSERVER_CORS_ALLOWED_ORIGINS', 'A', 'geoserver'],
  ['DEFAULT_MAX_UPLOAD_SIZE', 'GN', APP, 'upload-limit'],
  ['NGINX_MAX_BODY_SIZE NGINX_PROXY_TIMEOUT NGINX_WORKER_PROCESSES', 'A', 'geonode'],
  // To letsencrypt it is news at once, the account of the administrator keeps the old one.
  ['ADMIN_EMAIL', 'GN', 'django letsencrypt', 'admin-email'],
  ['EMAIL_ENABLE DJANGO_EMAIL_* DEFAULT_FROM_EMAIL', 'A', APP],

  // §3.7
  ['ADMIN_PASSWORD', 'GN', 'django', 'admin-password'],
  ['GEOSERVER_ADMIN_PASSWORD', 'GS', `${APP} geoserver`, 'geoserver-password'],
  ['SECRET_KEY', 'KEEP', APP, 'secret-key'],
  // Not GN as upstream: GeoServer and bootstrap.py both take these over at each start, data-dir-conf makes room for the key.
  ['OAUTH2_CLIENT_ID OAUTH2_CLIENT_SECRET OAUTH2_API_KEY', 'A', `${APP} geoserver`],
  ['OIDC_RSA_PRIVATE_KEY', 'A', APP],
  ['DJANGO_SETTINGS_MODULE', 'KEEP', APP, 'code-name'],

  // §3.3. The data store that GeoNode made in GeoServer holds host, port, names and password, and is never updated.
  ['DATABASE_HOST DATABASE_PORT', 'GS', `${APP} geoserver`, 'data-store'],
  ['POSTGRES_USER', 'PG', 'db', 'database-name'],
  ['POSTGRES_PASSWORD', 'PG', 'db', 'postgres-password'],
  ['GEONODE_DATABASE GEONODE_DATABASE_USER', 'PG', `db ${APP}`, 'database-name'],
  ['GEONODE_DATABASE_PASSWORD', 'PG', `db ${APP}`, 'database-password'],
  ['GEONODE_GEODATABASE GEONODE_GEODATABASE_USER', 'PG', `db ${APP} geoserver`, 'database-name'],
  ['GEONODE_GEODATABASE_PASSWORD', 'PG', `db ${APP} geoserver`, 'geodatabase-password'],
  ['DEFAULT_BACKEND_DATASTORE', 'KEEP', APP, 'code-name'],

  // §3.4. Queued tasks stay in the old broker. RabbitMQ writes its password into its volume, Redis does not.
  ['BROKER', 'A', APP, 'broker'],
  ['BROKER_PASSWORD', 'VOL', `redis rabbitmq ${APP}`, 'broker-password'],
  ['ASYNC_SIGNALS', 'A', APP],
  // Sessions stand in the database with and without the cache: nobody is logged out.
  ['MEMCACHED_ENABLED MEMCACHED_LOCATION SESSION_ENGINE', 'A', APP],

  // §3.11. Rows in the database hold paths, and nginx serves by them.
  ['STATIC_ROOT MEDIA_ROOT ASSETS_ROOT', 'KEEP', APP, 'path'],
  ['GEOSERVER_LOCATION', 'A', APP],

  // Sizes. data-dir-conf rewrites GeoServer's limits while nobody has edited them, and GeoServer rereads the file.
  ['DB_MEMORY DB_SHM_SIZE POSTGRESQL_*', 'A', 'db'],
  ['BROKER_MEMORY', 'A', 'redis rabbitmq'],
  ['REDIS_MAXMEMORY', 'A', 'redis'],
  // Compose does not notice a change in the text of a config.
  ['RABBITMQ_MEMORY_WATERMARK', 'A', 'rabbitmq', 'broker-limit'],
  ['MEMCACHED_MEMORY MEMCACHED_ITEMS', 'A', 'memcached'],
  ['DJANGO_MEMORY UWSGI_*', 'A', 'django'],
  ['CELERY_MEMORY CELERY_CPUS CELERY__*', 'A', 'celery'],
  ['GEOSERVER_MEMORY GEOSERVER_HEAP_* GEOSERVER_GC_OPTIONS GEOSERVER_CPUS', 'A', 'geoserver'],
  ['CONTROLFLOW_*', 'A', 'data-dir-conf'],
  ['NGINX_MEMORY', 'A', 'geonode'],

  // Services that it no longer names keep running until somebody removes them.
  ['COMPOSE_PROFILES', 'A', '', 'profiles'],
  // Arguments of the build, too, where they change nothing but the way.
  ['HTTP_PROXY HTTPS_PROXY NO_PROXY', 'A', `${APP} letsencrypt`],
  ['GEOSERVER_PROXY_OPTIONS', 'A', 'geoserver'],
  ['PIP_INDEX_URL PIP_TRUSTED_HOST', 'B', 'django'],
  ['CA_BUNDLE_FILE', 'A', `${APP} geoserver letsencrypt`],
];

const words = (text: string): readonly string[] => text.split(' ').filter(Boolean);

/** THE table of every key that a generated `.env` can hold. */
export const VARIABLES: readonly Variable[] = ROWS.flatMap(([keys, code, services, topics = '']) =>
  words(keys).map((key) => ({
    key,
    code,
    services: words(services) as readonly Service[],
    topics: words(topics) as readonly Topic[],
  })),
);

const isFamilyOf = ({ key: family }: Variable, key: string): boolean =>
  family.endsWith('*') && key.startsWith(family.slice(0, -1)) && key.length >= family.length;

/** The row of a key; undefined for a key of the user's own. */
export function variable(key: string): Variable | undefined {
  return VARIABLES.find((row) => row.key === key) ?? VARIABLES.find((row) => isFamilyOf(row, key));
}

/** Whose containers `docker compose up -d` makes anew when a key changes: django and celery get all of `.env`. */
export function recreatedBy(key: string): readonly Service[] {
  const readers = new Set<Service>([...(variable(key)?.services ?? []), 'django', 'celery']);
  return SERVICES.filter((service) => readers.has(service));
}
