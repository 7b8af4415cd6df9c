import { describe, expect, it } from 'vitest';
import { consequences } from '../../../generators/core/consequences/consequences.ts';
import { answersFor } from '../../support/projects.ts';
import { changeFrom, commandsOf, idsWithoutCommand } from './changes.ts';
import { commands, MANAGE, meaning, SECURE, SITE, UP } from './meaning.ts';

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
