import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, eventually } from './support/browser.ts';
import { type Outcome, Site } from './support/site.ts';
import { PAGES, TASKS } from './support/tasks.ts';

const STANDINS = process.env.E2E_STANDINS === '1';
const READY = STANDINS ? 240 : 1800;

// Every suite here has a site and ports of its own: with stand-ins they run at the same time, and the tests of one site
// follow each other.
const test = it.sequential;

/** What a project of the line runs on when it is asked nothing, and with the other broker. 5.1 with Redis has tests of its own. */
const PAIRS = [
  ['4.4', 'rabbitmq', [], 8144],
  ['4.4', 'redis', ['--broker', 'redis'], 8145],
  ['5.0', 'redis', [], 8150],
  ['5.0', 'rabbitmq', ['--broker', 'rabbitmq'], 8151],
  ['5.1', 'rabbitmq', ['--broker', 'rabbitmq'], 8160],
] as const;

// E2E_SAMPLE=1: each line as it comes, and the newest with the other broker.
const CHOSEN = PAIRS.filter(
  ([line, , flags]) => process.env.E2E_SAMPLE !== '1' || flags.length === 0 || line === '5.1',
);

describe.concurrent.each(CHOSEN)('GeoNode %s with %s, default answers', (line, broker, flags, port) => {
  const site = new Site(`line_${line.replace('.', '_')}_${broker}`);
  const url = `http://localhost:${port}`;
  const page = (path: string, headers = {}) => new Browser().get(`${url}${path}`, headers);
  const sql = (text: string) => site.exec('db', 'psql', '-U', 'postgres', '-d', site.name, '-Atc', text);
  let up: Outcome;

  beforeAll(async () => {
    await site.generate(['--geonode', line, '--url', url, ...flags]);
    site.append('.env', `DEV_GEOSERVER_PORT=${port + 1000}\nDEV_DATABASE_PORT=${port + 2000}\n`);
    site.write(`src/${site.name}/tasks.py`, TASKS);
    site.append(`src/${site.name}/urls.py`, PAGES);
    up = await site.compose('up', '-d', '--build');
  });
  afterAll(() => site.remove());

  test('builds, starts and becomes healthy; nothing restarts', async () => {
    expect(failureOf(up)).toBe('');
    expect(await site.unhealthyAfter(READY)).toEqual([]);
    const services = (await site.containers()).map(({ Service }) => Service).sort();
    expect(services).toEqual(['celery', 'data-dir-conf', 'db', 'django', 'geonode', 'geoserver', broker].sort());
    expect(await site.restarted()).toEqual([]);
  });

  test('the pages come, and the administrator logs in with the generated password', async () => {
    expect((await page('/')).status).toBe(200);
    expect((await page('/api/v2/')).status).toBe(200);
    const browser = new Browser();
    await browser.get(`${url}/account/login/`);
    const login = await browser.post(`${url}/account/login/`, {
      login: 'admin',
      password: site.env('ADMIN_PASSWORD'),
    });
    expect([login.status, (await browser.get(`${url}/admin/`)).status]).toEqual([302, 200]);
  });

  test('the password is stored with a slow hash', async () => {
    const hash = await sql(`select split_part(password, '$', 1) from people_profile where username = 'admin'`);
    expect(hash).toBe(line === '4.4' ? 'pbkdf2_sha256' : 'pbkdf2_sha1');
  });

  test('the limit for uploads is the one in .env', async () => {
    const limit = site.env('DEFAULT_MAX_UPLOAD_SIZE');
    expect(Number(limit)).toBeGreaterThan(104857600);
    expect(await sql(`select max_size from upload_uploadsizelimit where slug = 'dataset_upload_size'`)).toBe(limit);
  });

  test("GeoServer answers, knows GeoNode's roles, and its factory password is gone", async () => {
    expect((await page('/geoserver/ows')).status).toBe(200);
    const rest = async (password: string) =>
      (
        await page('/geoserver/rest/about/version.json', {
          authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
        })
      ).status;
    expect([await rest('geoserver'), await rest(site.env('GEOSERVER_ADMIN_PASSWORD'))]).toEqual([401, 200]);
    const key = { authorization: `ApiKey ${site.env('OAUTH2_API_KEY')}` };
    expect([(await page('/api/roles')).status, (await page('/api/roles', key)).status]).toEqual([401, 200]);
    if (STANDINS)
      expect(JSON.parse((await page('/geoserver/standin/roles')).text)).toMatchObject({ with_key: true, status: 200 });
  });

  test('a task of the project runs in celery, and its result comes back', async () => {
    expect((await page('/e2e/where')).text).toBe(`42 ${await site.inspect('celery', '{{.Config.Hostname}}')}`);
    const stored = await sql(`select to_regclass('django_celery_results_taskresult') is not null`);
    expect(stored).toBe(line === '4.4' ? 't' : 'f');
    if (stored === 't')
      expect(
        Number(await sql(`select count(*) from django_celery_results_taskresult where status = 'SUCCESS'`)),
      ).toBeGreaterThan(0);
  });

  test('the workers are those that the line has, and the schedule runs once', async () => {
    const table = await site.exec(
      'celery',
      'sh',
      '-c',
      'for p in /proc/[0-9]*; do echo $(cut -d" " -f1,4 $p/stat) $(tr "\\0" " " <$p/cmdline); done 2>/dev/null',
    );
    const all = table.split('\n').filter((text) => /celery -A /.test(text));
    const ids = new Set(all.map((text) => text.split(' ')[0]));
    // The children of a worker have its command.
    const parents = all.filter((text) => !ids.has(text.split(' ')[1]));
    const names = parents.flatMap((text) => / -n (\w+)@/.exec(text)?.[1] ?? []).sort();
    const split = line !== '4.4' && site.env('CELERY__HARVESTER_AUTOSCALE_VALUES') !== '';
    expect(names).toEqual(split ? ['harvesting_worker', 'worker1'] : ['worker1']);
    expect(parents.filter((text) => / beat | --beat /.test(text))).toHaveLength(1);
  });

  test('celery hears a stop that comes while it starts', async () => {
    for (const milliseconds of [0, 500, 1500]) {
      await site.compose('stop', 'celery');
      await site.compose('start', 'celery');
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await site.compose('stop', '--timeout', '20', 'celery');
      const celery = (await site.containers()).find(({ Service }) => Service === 'celery');
      // 137: Docker has killed it, after it had waited in vain.
      expect([milliseconds, celery?.ExitCode]).not.toEqual([milliseconds, 137]);
    }
    expect(failureOf(await site.compose('start', 'celery'))).toBe('');
    expect(await site.unhealthyAfter(300)).toEqual([]);
  });

  const CYCLES = [
    ['stop and start', ['stop'], ['start'], 1],
    ['down and up -d', ['down'], ['up', '-d'], 0],
  ] as const;

  test.each(CYCLES)('%s keep everything that was put in', async (name, away, back, prepared) => {
    const file = `${away[0]}.txt`;
    await sql(`insert into auth_group (name) values ('${name}')`);
    await site.exec('django', 'sh', '-c', `echo ${file} > /mnt/volumes/statics/uploaded/${file}`);
    await site.exec('geoserver', 'sh', '-c', `echo ${file} > /geoserver_data/data/${file}`);
    await site.compose('stop', 'celery');
    expect((await page(`/e2e/note/${file}`)).status).toBe(200);

    expect(failureOf(await site.compose(...away))).toBe('');
    expect(failureOf(await site.compose(...back))).toBe('');

    const notes = await eventually(
      () => page('/uploaded/notes.txt'),
      ({ text }) => text.includes(file),
      READY,
    );
    expect(notes.text.split('\n').filter((text) => text === file)).toHaveLength(1);
    expect(await sql(`select count(*) from auth_group where name = '${name}'`)).toBe('1');
    expect((await page(`/uploaded/${file}`)).text.trim()).toBe(file);
    expect(await site.exec('geoserver', 'cat', `/geoserver_data/data/${file}`)).toBe(file);
    const log = (await site.compose('logs', '--no-color', 'django')).stdout;
    expect(log.match(/bootstrap: preparing a new site/g) ?? []).toHaveLength(prepared);
    expect(log.match(/bootstrap: done/g) ?? []).toHaveLength(prepared + 1);
  });

  test('is healthy again, and what is scheduled was done', async () => {
    expect(await site.unhealthyAfter(READY)).toEqual([]);
    expect(await site.restarted()).toEqual([]);
    expect((await page('/geoserver/ows')).status).toBe(200);
    if (!STANDINS) return;
    const done = await eventually(
      () => sql('select count, worker from harvesting_beat'),
      (text) => text !== '',
      60,
    );
    expect(done).toMatch(line === '4.4' ? /^[1-9]\d*\|worker1@/ : /^[1-9]\d*\|(harvesting_worker|worker1)@/);
  });
});

describe.concurrent('GeoNode 4.4 in production with --cache', () => {
  const site = new Site('line_4_4_cache');
  const url = 'http://localhost:8146';
  let up: Outcome;

  beforeAll(async () => {
    await site.generate(['--geonode', '4.4', '--profile', 'production', '--cache', '--url', url]);
    up = await site.compose('up', '-d', '--build');
  });
  afterAll(() => site.remove());

  test('builds, starts and becomes healthy', async () => {
    expect(failureOf(up)).toBe('');
    expect(await site.unhealthyAfter(READY)).toEqual([]);
    expect((await site.containers()).map(({ Service }) => Service)).toContain('memcached');
  });

  test('sessions are read from memcached, with the client class that Django 4.2 still has', async () => {
    const shown = await site.django(
      "from django.core.cache import caches; c = caches['default']; c.set('e2e', 'kept'); print(c.get('e2e'), type(c).__name__)",
    );
    expect(shown).toBe('kept PyLibMCCache');
    const browser = new Browser();
    await browser.get(`${url}/account/login/`);
    await browser.post(`${url}/account/login/`, { login: 'admin', password: site.env('ADMIN_PASSWORD') });
    // What is in the database counts only for a session that memcached does not have.
    await site.exec('db', 'psql', '-U', 'postgres', '-d', site.name, '-qc', 'delete from django_session');
    expect((await browser.get(`${url}/admin/`)).status).toBe(200);
    await site.compose('restart', 'memcached');
    expect((await browser.get(`${url}/admin/`)).status).toBe(302);
  });
});

describe.concurrent('GeoNode 5.1 in production, with a database that takes a minute to start', () => {
  const site = new Site('line_5_1_delay');
  let up: Outcome;
  let took: number;

  beforeAll(async () => {
    await site.generate(['--profile', 'production', '--url', 'http://localhost:8152']);
    site.write(
      'docker-compose.override.yml',
      'services:\n  db:\n    entrypoint: ["sh", "-c", "sleep 60; exec docker-entrypoint.sh \\"$$@\\"", "db"]\n',
    );
    const started = Date.now();
    up = await site.compose('up', '-d', '--build');
    took = Date.now() - started;
  });
  afterAll(() => site.remove());

  test('everything waits; nothing restarts, all become healthy', async () => {
    expect(failureOf(up)).toBe('');
    expect(took).toBeGreaterThan(60_000);
    expect(await site.unhealthyAfter(READY)).toEqual([]);
    expect(await site.restarted()).toEqual([]);
  });
});

/** What a command that failed says; nothing of one that did not. */
function failureOf({ exitCode, stderr }: Outcome): string {
  return exitCode === 0 ? '' : `${exitCode}: ${stderr}`;
}
