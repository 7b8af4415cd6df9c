import { describe, expect, it } from 'vitest';
import { consequences, type ProjectChange } from '../../../generators/core/consequences/consequences.ts';
import { answersFor } from '../../support/projects.ts';
import { changeFrom, commandsOf, idsWithoutCommand } from './changes.ts';

const SITE = { url: 'http://maps.example.org', profile: 'production' };
const SECURE = { url: 'https://maps.example.org', profile: 'production', email: 'me@example.org' };
const MANAGE = 'after: docker compose exec django python manage.py';
const UP = 'start: docker compose up -d --remove-orphans --wait';

const meaning = async (before: object, after: object) => consequences(await changeFrom({ ...before }, { ...after }));
const commands = async (before: object, after: object) => commandsOf((await meaning(before, after)).steps);

describe('a change of an answer', () => {
  it('nothing changed, nothing to do', async () => {
    expect(await meaning(SITE, SITE)).toEqual({ rebuild: [], recreate: [], steps: [], notes: [] });
  });

  it('another address', async () => {
    const { rebuild, recreate, steps, notes } = await meaning(SITE, { ...SITE, url: 'http://geo.example.org' });
    expect([rebuild, recreate]).toEqual([[], ['django', 'celery', 'geoserver', 'geonode']]);
    expect(commandsOf(steps)).toEqual([
      'before: docker compose exec -T db pg_dump -U postgres -Fc my_site > ../my_site-before-new-address.dump',
      UP,
      `${MANAGE} migrate_baseurl -f --source-address=http://maps.example.org/ --target-address=http://geo.example.org/`,
      `${MANAGE} fixsitename`,
      `${MANAGE} set_all_datasets_metadata -d -i --set-attr False`,
      `${MANAGE} gwc create --all`,
    ]);
    expect(notes).toEqual([
      expect.stringMatching(/^Everybody logs in again, and links to http:\/\/maps\.example\.org /),
    ]);
  });

  // Text replacement: with http://localhost alone, http://localhost:8080 would become http://localhost:8080:8080.
  it('an address that begins like the old one', async () => {
    const given = { profile: 'production' };
    expect(await commands({ ...given, url: 'http://localhost' }, { ...given, url: 'http://localhost:8080' })).toContain(
      `${MANAGE} migrate_baseurl -f --source-address=http://localhost/ --target-address=http://localhost:8080/`,
    );
  });

  it('an IPv6 address is one word of the command line', async () => {
    expect(await commands(SITE, { ...SITE, url: 'http://[2001:db8::1]:8080' })).toContain(
      `${MANAGE} migrate_baseurl -f --source-address=http://maps.example.org/ '--target-address=http://[2001:db8::1]:8080/'`,
    );
  });

  it('each line makes tile layers with a command of its own', async () => {
    const tiles = ['4.4', '5.0', '5.1'].map(async (geonode) => {
      const given = { ...SITE, geonode };
      return (await commands(given, { ...given, url: 'http://geo.example.org' })).at(-1);
    });
    const old = `${MANAGE} create_tile_layers`;
    expect(await Promise.all(tiles)).toEqual([old, old, `${MANAGE} gwc create --all`]);
  });

  it('another title', async () => {
    const { recreate, steps } = await meaning(SITE, { ...SITE, title: 'Atlas' });
    expect(recreate).toEqual(['django', 'celery']);
    expect(commandsOf(steps)).toEqual([UP, `${MANAGE} fixsitename`]);
  });

  it.each([
    ['4.4', "'dataset_upload_size', 'document_upload_size'"],
    ['5.0', "'dataset_upload_size', 'document_upload_size', 'asset_upload_size'"],
    ['5.1', "'dataset_upload_size', 'document_upload_size', 'asset_upload_size'"],
  ])('another limit for uploads on %s', async (geonode, records) => {
    expect(await commands({ ...SITE, geonode }, { ...SITE, geonode, maxUpload: '1G' })).toEqual([
      UP,
      `${MANAGE} shell -c "from geonode.upload.models import UploadSizeLimit; UploadSizeLimit.objects.filter(slug__in=[${records}]).update(max_size=1073741824)"`,
    ]);
  });

  it('another mail address', async () => {
    const { steps } = await meaning(SITE, { ...SITE, email: 'me@example.org' });
    expect([commandsOf(steps), idsWithoutCommand(steps)]).toEqual([[UP], ['admin-email']]);
  });

  it('Redis to RabbitMQ, and back', async () => {
    const rabbitmq = { ...SITE, broker: 'rabbitmq' };
    const { recreate, steps } = await meaning(SITE, rabbitmq);
    // The sizes of others move with it.
    expect(recreate).toEqual(expect.arrayContaining(['rabbitmq', 'django', 'celery']));
    expect(commandsOf(steps)).toEqual([
      'before: docker compose stop geonode',
      "before: docker compose exec redis redis-cli --scan --pattern '[^_]*'",
      UP,
      'cleanup: docker volume rm my_site_redisdata',
    ]);
    expect(steps.at(-1)?.irreversible).toBe(true);
    expect(await commands(rabbitmq, SITE)).toEqual([
      'before: docker compose stop geonode',
      'before: docker compose exec rabbitmq rabbitmqctl list_queues -p geonode name messages',
      UP,
      'cleanup: docker volume rm my_site_rabbitmq',
    ]);
  });

  it('4.4 installs the client of Redis', async () => {
    const given = { ...SITE, geonode: '4.4' };
    expect((await meaning(given, { ...given, broker: 'redis' })).rebuild).toEqual(['django']);
  });

  it('the cache, on and off', async () => {
    const cached = { ...SITE, cache: true };
    const [on, off] = [await meaning(SITE, cached), await meaning(cached, SITE)];
    expect(on.recreate).toContain('memcached');
    expect(off.recreate).not.toContain('memcached');
    for (const { steps, notes } of [on, off]) {
      expect(commandsOf(steps)).toEqual([UP]);
      expect(notes).toEqual([expect.stringContaining('nobody is logged out')]);
    }
  });

  it('memory and processors ask for new containers only', async () => {
    for (const machine of [{ memory: 32 }, { cpus: 8 }, { memory: 4, cpus: 2 }]) {
      const { rebuild, steps, notes } = await meaning(SITE, { ...SITE, ...machine });
      expect([rebuild, commandsOf(steps), idsWithoutCommand(steps), notes]).toEqual([[], [UP], [], []]);
    }
  });

  it.each([{ language: 'de' }, { timezone: 'UTC' }, { signup: 'open' }, { smtp: 'smtp://me@mail.example.org' }])(
    '%j asks for new containers only',
    async (answer) => {
      expect((await meaning(SITE, { ...SITE, ...answer })).recreate).toEqual(['django', 'celery']);
      expect(await commands(SITE, { ...SITE, ...answer })).toEqual([UP]);
    },
  );
});

describe('another mode of https', () => {
  it("Let's Encrypt, and away from it", async () => {
    const on = await meaning({ ...SITE, email: 'me@example.org' }, SECURE);
    expect(on.rebuild).toEqual(['letsencrypt']);
    expect(on.recreate).toEqual(expect.arrayContaining(['django', 'celery', 'geoserver', 'geonode', 'letsencrypt']));
    expect(on.steps.map(({ id }) => id)).toEqual([
      'dns',
      'build',
      'address-dump',
      'start',
      'certificate',
      'address',
      'site-record',
      'metadata',
      'tiles',
    ]);
    expect(commandsOf(on.steps)).toContain('build: docker compose build letsencrypt');
    const off = await meaning(SECURE, { ...SITE, email: 'me@example.org' });
    expect(commandsOf(off.steps)).toContain(
      'after: docker compose --profile letsencrypt rm --stop --force letsencrypt',
    );
    expect(off.notes).toContainEqual(expect.stringContaining('for up to 3600 seconds'));
  });

  it('from the test authority to the real one', async () => {
    const { rebuild, recreate, steps } = await meaning({ ...SECURE, https: 'letsencrypt-staging' }, SECURE);
    expect([rebuild, recreate]).toEqual([[], ['django', 'celery', 'geonode', 'letsencrypt']]);
    expect(steps.map(({ id }) => id)).toEqual(['dns', 'start', 'certificate']);
  });

  const CA = 'docker compose cp geonode:/geonode-certificates/local-ca/ca.pem .';
  const cases: [object, string, string | undefined][] = [
    [{ certificate: '/etc/ssl/m.pem', certificateKey: '/etc/ssl/m.key' }, 'is valid for maps.example.org.', undefined],
    [{ https: 'local-ca' }, 'Copy the certificate authority out', CA],
    [{ https: 'proxy' }, 'send maps.example.org to port 8080 of this machine', undefined],
  ];
  it.each(cases)('%j: %s', async (given, text, command) => {
    const { steps } = await meaning(SECURE, { ...SECURE, ...given });
    expect(steps.find((step) => step.text.includes(text))?.command).toBe(command);
    expect(steps.map((step) => step.id)).toContain('letsencrypt');
    expect(steps.find((step) => step.text.includes(text))).toBeDefined();
  });

  it('another name in the same mode needs another certificate', async () => {
    const { steps } = await meaning(SECURE, { ...SECURE, url: 'https://geo.example.org' });
    expect(steps.find(({ id }) => id === 'dns')?.text).toContain('geo.example.org leads to this machine');
    expect(steps.map(({ id }) => id)).toContain('certificate');
  });

  it('a name more in the same mode needs nothing', async () => {
    const aliases = ['www.example.org'];
    expect((await meaning(SECURE, { ...SECURE, aliases })).steps.map(({ id }) => id)).toEqual(['start']);
  });
});

describe('another profile', () => {
  const development = { ...SITE, profile: 'development' };

  it('to production: the code moves into the image', async () => {
    const { rebuild, steps, notes } = await meaning(development, SITE);
    expect(rebuild).toEqual(['django']);
    expect(commandsOf(steps)).toEqual(['build: docker compose build django', UP]);
    expect(notes).toEqual([expect.stringContaining('The code is now in the image')]);
  });

  it('to development: the containers see the code', async () => {
    const { rebuild, steps, notes } = await meaning(SITE, development);
    expect([rebuild, commandsOf(steps)]).toEqual([[], [UP]]);
    expect(notes).toEqual([expect.stringContaining('never on a public address')]);
  });
});

describe('changed files', () => {
  const touched = (changedPaths: readonly string[], profile = 'production', env = {}): ProjectChange => {
    const answers = answersFor({ ...SITE, profile });
    return { before: answers, after: answers, envBefore: {}, envAfter: env, changedPaths, changedServices: [] };
  };

  const images: [string, readonly string[], readonly string[]][] = [
    ['docker/nginx/templates/nginx.conf', ['geonode'], ['geonode']],
    ['docker/geoserver/Dockerfile', ['geoserver'], ['geoserver']],
    ['docker/geoserver/plugins/mine.jar', ['geoserver'], ['geoserver']],
    ['docker/geoserver/plugins/README.md', [], []],
    ['docker/geoserver_data/entrypoint.sh', ['data-dir-conf'], ['data-dir-conf']],
    ['docker/postgresql/init-geonode.sh', ['db'], ['db']],
    ['docker/letsencrypt/entrypoint.sh', [], []],
    ['Dockerfile', ['django'], ['django', 'celery']],
    ['.dockerignore', ['django'], ['django', 'celery']],
    ['src/pyproject.toml', ['django'], ['django', 'celery']],
    ['src/my_site/settings.py', ['django'], ['django', 'celery']],
    ['src/my_site/templates/index.html', ['django'], ['django', 'celery']],
    ['README.md', [], []],
    ['.env.example', [], []],
  ];
  it.each(images)('production: %s', (path, rebuild, recreate) => {
    const result = consequences(touched([path]));
    expect([result.rebuild, result.recreate]).toEqual([rebuild, recreate]);
    const build = rebuild.length > 0 ? [`build: docker compose build ${rebuild.join(' ')}`, UP] : [];
    expect(commandsOf(result.steps)).toEqual(build);
  });

  it('the image of letsencrypt counts where it runs', () => {
    const env = { COMPOSE_PROFILES: 'mine,letsencrypt' };
    const change = { ...touched(['docker/letsencrypt/entrypoint.sh']), envBefore: env, envAfter: env };
    expect(consequences(change).rebuild).toEqual(['letsencrypt']);
  });

  const restarts: [string, string | undefined][] = [
    ['src/my_site/tasks.py', 'celery'],
    ['src/my_site/shops/models.py', 'celery'],
    ['src/celery.sh', 'celery'],
    ['src/uwsgi.ini', 'django'],
    ['src/entrypoint.sh', 'django celery'],
    ['src/my_site/settings.py', 'django celery'],
    ['src/my_site/management/commands/bootstrap.py', 'django celery'],
    ['src/my_site/templates/index.html', undefined],
    ['src/my_site/static/css/site.css', undefined],
  ];
  it.each(restarts)('development: %s', (path, services) => {
    const { rebuild, recreate, steps } = consequences(touched([path], 'development'));
    expect([rebuild, recreate]).toEqual([[], []]);
    expect(commandsOf(steps)).toEqual(services === undefined ? [] : [`after: docker compose restart ${services}`]);
  });

  it('what gets a new container is not restarted besides', () => {
    const change = { ...touched(['src/my_site/settings.py'], 'development'), envAfter: { MINE: '1' } };
    expect(commandsOf(consequences(change).steps)).toEqual([UP]);
    expect(commandsOf(consequences(touched(['src/pyproject.toml'], 'development')).steps)).toEqual([
      'build: docker compose build django',
      UP,
    ]);
  });

  it('Compose files whose services nobody compared count for all', () => {
    const { changedServices: _, ...change } = touched(['docker-compose.override.yml']);
    expect(consequences(change).recreate).toEqual([
      'db',
      'redis',
      'django',
      'celery',
      'data-dir-conf',
      'geoserver',
      'geonode',
    ]);
  });
});

describe('what stands in .env counts', () => {
  const edited = async (envBefore: object, envAfter: object, given: object = {}) => {
    const change = await changeFrom({ ...SITE, ...given }, { ...SITE, ...given });
    return consequences({
      ...change,
      envBefore: { ...change.envBefore, ...envBefore },
      envAfter: { ...change.envAfter, ...envAfter },
    });
  };

  it('an address that a person set there', async () => {
    const { steps } = await edited({ SITEURL: 'http://old.example.org:81/' }, {});
    expect(commandsOf(steps)).toContain(
      `${MANAGE} migrate_baseurl -f --source-address=http://old.example.org:81/ --target-address=http://maps.example.org/`,
    );
  });

  it.each([
    'http://me:secret@old.example.org/',
    'http://old/$(id)/',
    'http://old.example.org/maps/',
    '',
    'nonsense',
    'http://-',
  ])('but not one that a command could not hold: %j', async (SITEURL) => {
    expect(commandsOf((await edited({ SITEURL }, {})).steps).filter((one) => one.includes('migrate_baseurl'))).toEqual(
      [],
    );
  });

  it('the names of databases that are older than the project', async () => {
    const names = { GEONODE_DATABASE: 'geonode_project', POSTGRES_USER: 'root' };
    const { steps } = await edited({ ...names, SITEURL: 'http://old.example.org/' }, names);
    expect(commandsOf(steps)).toContain(
      'before: docker compose exec -T db pg_dump -U root -Fc geonode_project > ../my_site-before-new-address.dump',
    );
  });

  it('a key that is new asks for nothing', async () => {
    const { steps } = await edited(
      { SITENAME: undefined, DEFAULT_MAX_UPLOAD_SIZE: undefined, BROKER_PASSWORD: '' },
      {},
    );
    expect(commandsOf(steps)).toEqual([UP]);
  });

  it("RabbitMQ's limit alone does not make its container anew", async () => {
    const given = { broker: 'rabbitmq' };
    const again = 'after: docker compose up -d --force-recreate --wait rabbitmq';
    const limit = { RABBITMQ_MEMORY_WATERMARK: '1MiB' };
    expect(commandsOf((await edited(limit, {}, given)).steps)).toEqual([UP, again]);
    expect(commandsOf((await edited({ ...limit, BROKER_MEMORY: '1m' }, {}, given)).steps)).toEqual([UP]);
  });

  it('a package index is for the next build', async () => {
    const { rebuild } = await edited(
      { PIP_INDEX_URL: 'https://a.example.org' },
      { PIP_INDEX_URL: 'https://b.example.org' },
    );
    expect(rebuild).toEqual(['django']);
  });
});

it('a new project is built and started', async () => {
  const { envAfter, changedPaths } = await changeFrom({ name: 'other' }, { ...SECURE, cache: true });
  const after = answersFor({ ...SECURE, cache: true });
  const { rebuild, recreate, steps, notes } = consequences({
    before: undefined,
    after,
    envBefore: {},
    envAfter,
    changedPaths,
  });
  expect(rebuild).toEqual(expect.arrayContaining(['django', 'letsencrypt']));
  expect(recreate).toEqual([
    'db',
    'redis',
    'memcached',
    'django',
    'celery',
    'data-dir-conf',
    'geoserver',
    'geonode',
    'letsencrypt',
  ]);
  expect(steps.map(({ id }) => id)).toEqual(['build', 'start']);
  expect(notes).toEqual([]);
});
