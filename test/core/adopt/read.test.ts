import { describe, expect, it } from 'vitest';
import { readUpstream } from '../../../generators/core/adopt/read.ts';
import { GuardError } from '../../../generators/core/errors.ts';
import { PASSWORDS, type Upstream } from '../../support/upstream.ts';
import { parseYaml, sourcesOf } from './support.ts';

const read = (given: Partial<Upstream> = {}, edit: Readonly<Record<string, string | undefined>> = {}) =>
  readUpstream(sourcesOf(given, edit), parseYaml, {});

const envOf = (env: Upstream['env']) => ({ env: env ?? {} });

describe('an upstream project', () => {
  it.each([
    ['4.4', 'maps44', 'maps44', 'rabbitmq', '/mnt/volumes/statics/assets_data'],
    ['5.0', 'my-maps', 'my_maps', 'redis', '/mnt/volumes/statics/assets/'],
    ['5.1', 'our-fork', 'geonode_project', 'redis', '/mnt/volumes/statics/assets/'],
  ] as const)('of GeoNode %s is recognised with its names', (line, project, name, broker, assetsRoot) => {
    const { line: found, kept, derived, recognised } = read({ line, project });
    expect([found, recognised.package]).toEqual([line, name]);
    expect(derived.open).toEqual([]);
    expect(derived.known).toMatchObject({ name, geonode: line, url: 'http://localhost', https: 'off', broker });
    expect(kept).toMatchObject({ project, database: name, geodatabaseUser: `${name}_data`, assetsRoot });
    expect(kept.volumes).toMatchObject({
      dbdata: { name: `${project}-dbdata` },
      'geoserver-data-dir': { name: `${project}-gsdatadir` },
      statics: { name: `${project}-statics` },
      'nginx-certificates': { name: `${project}-nginxcerts` },
    });
    // Its data is filed under a host name that upstream never fixes.
    expect(kept.volumes.rabbitmq).toBeUndefined();
  });

  it('keeps the databases of a fork, which are called otherwise than its package', () => {
    expect(read({ line: '5.1', database: 'project' }).kept).toMatchObject({
      database: 'project',
      databaseUser: 'project',
      geodatabase: 'project_data',
    });
  });

  it('says what is in its environment as answers', () => {
    const { known } = read({
      env: {
        SITEURL: 'https://Maps.example.org/',
        HTTPS_HOST: 'maps.example.org',
        LETSENCRYPT_MODE: 'production',
        HTTP_PORT: '8080',
        DEBUG: 'True',
        LANGUAGE_CODE: 'de',
        TIME_ZONE: 'Europe/Zurich',
        ACCOUNT_OPEN_SIGNUP: 'True',
        ACCOUNT_APPROVAL_REQUIRED: 'True',
        DEFAULT_MAX_UPLOAD_SIZE: '5368709120',
        MEMCACHED_ENABLED: 'True',
        EMAIL_ENABLE: 'True',
        DJANGO_EMAIL_HOST: 'mail.example.org',
        DJANGO_EMAIL_PORT: '465',
        DJANGO_EMAIL_HOST_USER: 'maps@example.org',
        DJANGO_EMAIL_USE_SSL: 'True',
      },
    }).derived;
    expect(known).toMatchObject({
      url: 'https://maps.example.org',
      https: 'letsencrypt',
      httpPort: 8080,
      bind: 'all',
      profile: 'development',
      language: 'de',
      timezone: 'Europe/Zurich',
      signup: 'approval',
      maxUpload: '5G',
      cache: true,
      smtp: 'smtps://maps%40example.org@mail.example.org:465',
      email: 'ada@example.org',
    });
  });

  it.each([
    ['http://maps.example.org/', '', 'disabled', 'off'],
    ['https://maps.example.org/', '', 'disabled', 'proxy'],
    ['https://maps.example.org/', 'maps.example.org', 'staging', 'letsencrypt-staging'],
    ['https://maps.example.org/', 'maps.example.org', 'disabled', 'local-ca'],
  ])('%s with HTTPS_HOST "%s" and %s is https %s', (SITEURL, HTTPS_HOST, LETSENCRYPT_MODE, https) => {
    expect(read(envOf({ SITEURL, HTTPS_HOST, LETSENCRYPT_MODE })).derived.known.https).toBe(https);
  });

  it('reads the ports of the compose file where they are numbers, and the address', () => {
    const compose = sourcesOf().texts['docker-compose.yml'] ?? '';
    const edited = compose.replace('"${HTTP_PORT}:80"', '"127.0.0.1:8123:80"');
    expect(edited).not.toBe(compose);
    expect(read({}, { 'docker-compose.yml': edited }).derived.known).toMatchObject({
      httpPort: 8123,
      bind: '127.0.0.1',
    });
  });

  it('keeps volumes as they are declared, folders of the host, and what the override mounts instead', () => {
    const compose = (sourcesOf().texts['docker-compose.yml'] ?? '').replace(
      '  statics:\n    name: ${COMPOSE_PROJECT_NAME}-statics\n',
      () =>
        '  statics:\n    name: ${OUR_STATICS:-st}\n    driver: local\n    driver_opts:\n      type: nfs\n      device: ":/export/$$x"\n',
    );
    const override =
      'services:\n  db:\n    volumes:\n      - ./pg:/var/lib/postgresql/data\n  geoserver:\n    volumes:\n      - type: volume\n        source: gs\n        target: /geoserver_data/data\nvolumes:\n  gs:\n    external: true\n';
    const { volumes } = read({}, { 'docker-compose.yml': compose, 'docker-compose.override.yml': override }).kept;
    expect(volumes.statics).toEqual({
      name: 'st',
      driver: 'local',
      driver_opts: { type: 'nfs', device: ':/export/$x' },
    });
    expect(volumes.dbdata).toEqual({
      name: 'my-maps_dbdata',
      driver: 'local',
      driver_opts: { type: 'none', o: 'bind', device: '/home/ada/my-maps/pg' },
    });
    expect(volumes['geoserver-data-dir']).toEqual({ name: 'gs', external: true });
  });

  it.each([
    ['COMPOSE_PROJECT_NAME in .env', {}, 'my-maps'],
    ['the folder', { COMPOSE_PROJECT_NAME: undefined }, 'my-maps'],
  ])('is called as %s says', (_, env, project) => {
    expect(read({ project: 'my-maps', env }).kept.project).toBe(project);
  });

  it('takes the database names from the URL where only it has them', () => {
    const env = { GEONODE_DATABASE: undefined, GEONODE_DATABASE_USER: undefined };
    expect(read({ env }).kept).toMatchObject({ database: 'my_maps', databaseUser: 'my_maps' });
  });

  it('carries packages over and tells GeoNode and its companions from them', () => {
    const requirements = [
      '# upstream',
      '-e git+https://github.com/GeoNode/geonode.git@5.0.x#egg=GeoNode',
      '-e git+https://github.com/GeoNode/geonode-mapstore-client.git@5.0.x#egg=django_geonode_mapstore_client',
      'django-extensions==3.2.3  # ours',
      'our-app @ git+https://example.org/our-app.git',
      '-e ./vendor/thing',
    ].join('\n');
    const { requirements: found, line } = read({}, { 'src/requirements.txt': requirements });
    expect(line).toBe('5.0');
    expect(found).toEqual({
      geonode: '5.0.x',
      fork: undefined,
      others: ['django-extensions==3.2.3', 'our-app @ git+https://example.org/our-app.git'],
      open: ['-e ./vendor/thing'],
    });
  });
});

describe('what cannot be adopted', () => {
  const compose = sourcesOf().texts['docker-compose.yml'] ?? '';
  const env = sourcesOf().texts['.env'] ?? '';
  const REFUSED: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      'no compose file',
      () => read({}, { 'docker-compose.yml': undefined }),
      /not a GeoNode project: it has no docker-compose/,
    ],
    [
      'another project',
      () => read({}, { 'docker-compose.yml': 'services: {web: {image: nginx}}' }),
      /no service db, django/,
    ],
    [
      'two compose files',
      () => read({}, { 'compose.yml': compose }),
      /two files for the same: compose.yml and docker-compose.yml/,
    ],
    [
      'an override of another name',
      () => read({}, { 'docker-compose.override.yml': undefined, 'compose.override.yml': '{}' }),
      /override is called compose.override.yml/,
    ],
    ['broken YAML', () => read({}, { 'docker-compose.yml': 'services: [' }), /docker-compose.yml cannot be read/],
    ['a blueprint project', () => read({}, { 'geonode/geonode/settings_override.py': '' }), /is a blueprint project/],
    [
      'included files',
      () => read({}, { 'docker-compose.yml': `include: [a.yml]\n${compose}` }),
      /includes other files/,
    ],
    [
      'a database that runs elsewhere',
      () => read({}, { 'docker-compose.yml': compose.replace(/^ {2}db:$/m, '  database:') }),
      /has no service db: the databases/,
    ],
    ['another PostgreSQL', () => read(envOf({ POSTGRES_BASE_IMAGE_VERSION: '13-3.3' })), /made by PostgreSQL 13/],
    ['a blueprint project', () => read({}, { 'geonode/geonode/settings_override.py': '' }), /is a blueprint project/],
    [
      'included files',
      () => read({}, { 'docker-compose.yml': `include: [a.yml]\n${compose}` }),
      /includes other files/,
    ],
    ['no .env', () => read({}, { '.env': undefined }), /has no \.env/],
    ['a torn line', () => read({}, { '.env': `${env}half of a li ne\n` }), /\.env is damaged: line \d+ is/],
    ['an open quotation', () => read({}, { '.env': `${env}X="abc\n` }), /\.env is damaged/],
    [
      'a password that is gone',
      () => read(envOf({ POSTGRES_PASSWORD: '', SECRET_KEY: undefined })),
      /no value for POSTGRES_PASSWORD, SECRET_KEY/,
    ],
    [
      'two passwords for one role',
      () => read(envOf({ GEONODE_DATABASE_PASSWORD: 'other' })),
      /DATABASE_URL and GEONODE_DATABASE_PASSWORD/,
    ],
    ['further compose files', () => read(envOf({ COMPOSE_FILE: 'a.yml:b.yml' })), /COMPOSE_FILE/],
    [
      'no package',
      () => read({}, { 'src/my_maps/settings.py': undefined }),
      /no folder below src holds a settings\.py/,
    ],
    [
      'two packages',
      () => read(envOf({ DJANGO_SETTINGS_MODULE: undefined }), { 'src/second/settings.py': '' }),
      /Several folders below src/,
    ],
    [
      'an old line',
      () => read(envOf({ GEONODE_BASE_IMAGE_VERSION: '4.2.x' }), { 'src/requirements.txt': 'GeoNode==4.2.5' }),
      /runs GeoNode 4\.2/,
    ],
    ['a line of the future', () => read({}, { 'src/requirements.txt': 'GeoNode==5.9.0' }), /runs GeoNode 5\.9/],
    [
      'master',
      () =>
        read(envOf({ GEONODE_BASE_IMAGE_VERSION: 'master' }), {
          'src/requirements.txt': 'GeoNode @ https://github.com/GeoNode/geonode/archive/refs/heads/master.zip',
        }),
      /Nothing here tells which GeoNode/,
    ],
    [
      'another line than asked for',
      () => readUpstream(sourcesOf(), parseYaml, { geonode: '5.1' }),
      /runs GeoNode 5\.0.*--geonode asks for 5\.1/,
    ],
    [
      'no data volume',
      () =>
        read({}, { 'docker-compose.yml': compose.replace('- dbdata:/var/lib/postgresql/data', '- dbdata:/elsewhere') }),
      /Nothing is mounted at \/var\/lib\/postgresql\/data/,
    ],
    ['a database with a hyphen', () => read(envOf({ GEONODE_DATABASE: 'my-db' })), /database "my-db"/],
  ];

  it.each(REFUSED)('%s: exit 4, in words, with what to do, and without a password', (_, attempt, words) => {
    let caught: unknown;
    try {
      attempt();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(GuardError);
    const { message, hint, exitCode } = caught as GuardError;
    expect([exitCode, message]).toEqual([4, expect.stringMatching(words)]);
    expect(message).toMatch(/Nothing was written/);
    expect(hint).not.toBe('');
    for (const password of Object.values(PASSWORDS)) expect(message + hint).not.toContain(password);
  });
});
