import { describe, expect, it } from 'vitest';
import { envOf, read } from './reading.ts';
import { sourcesOf } from './sources.ts';

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
    expect(kept).toMatchObject({ line, project, database: name, geodatabaseUser: `${name}_data`, assetsRoot });
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
