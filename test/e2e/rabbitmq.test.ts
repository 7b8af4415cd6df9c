import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { atKeyboard, KEYS } from '../support/keyboard.ts';
import { Browser } from './support/browser.ts';
import { type Outcome, Site } from './support/site.ts';
import { TASKS } from './support/tasks.ts';

const URL = 'http://localhost:8080';
/** Every printable character of ASCII that a typed password may hold. */
const ODD = `a !"#$%&()*+,-./:;<=>?@[\\]^_\`{|}~z`;
const TYPED = { GEONODE_ADMIN_PASSWORD: ODD, GEONODE_DB_PASSWORD: ODD, GEONODE_POSTGRES_PASSWORD: ODD };

describe('production with --broker rabbitmq and --cache, started by the program itself, with odd passwords', () => {
  const site = new Site('rabbitmq');
  let run: Outcome;

  beforeAll(async () => {
    run = await site.generate(
      ['--profile', 'production', '--url', URL, '--broker', 'rabbitmq', '--cache', '--up'],
      TYPED,
    );
    if (process.env.E2E_FOLDER)
      writeFileSync(
        join(process.env.E2E_FOLDER, 'capture.txt'),
        stripVTControlCharacters(`$ create-geonode-project ${site.name} --yes --up …\n${run.stderr}${run.stdout}`),
      );
  });
  afterAll(() => site.remove());

  it('--up builds and starts, says how far each service is and how long it may take, and asks the site itself', () => {
    expect([run.exitCode, run.exitCode ? run.stderr : '']).toEqual([0, '']);
    expect(`${run.stderr}${run.stdout}`).toMatch(
      /10 to 25 minutes and 15 GB[^]*build django \d[^]*rabbitmq +healthy[^]*django +starting[^]*The site is up, after \d+ seconds \(GeoNode 200, GeoServer 200\)/,
    );
    expect(run.stderr).not.toContain(ODD);
  });

  it('every long-running service is healthy by then', async () => {
    expect(await site.unhealthyAfter(0)).toEqual([]);
    expect((await site.containers()).map(({ Service }) => Service).sort()).toEqual([
      'celery',
      'data-dir-conf',
      'db',
      'django',
      'geonode',
      'geoserver',
      'memcached',
      'rabbitmq',
    ]);
  });

  it('the site answers, and the typed passwords work in the login form and in PostgreSQL', async () => {
    const browser = new Browser();
    await browser.get(`${URL}/account/login/`);
    expect((await browser.post(`${URL}/account/login/`, { login: 'admin', password: ODD })).status).toBe(302);
    expect((await browser.get(`${URL}/admin/`)).status).toBe(200);
    const superuser = await site.compose(
      'exec',
      '-T',
      '-e',
      `PGPASSWORD=${ODD}`,
      'db',
      'psql',
      '-h',
      'db',
      '-U',
      'postgres',
      '-Atc',
      'select 1',
    );
    expect([superuser.stdout.trim(), superuser.stderr]).toEqual(['1', '']);
  });

  it('celery answers a ping and runs a task through RabbitMQ; its result comes back', async () => {
    await site.exec('celery', 'python', '-m', `${site.name}.healthcheck`);
    site.write(`src/${site.name}/tasks.py`, TASKS);
    expect((await site.compose('build', 'django')).exitCode).toBe(0);
    expect((await site.compose('up', '-d')).exitCode).toBe(0);
    expect(await site.unhealthyAfter(180)).toEqual([]);
    expect(await site.task(20, 22)).toBe(`42 ${await site.inspect('celery', '{{.Config.Hostname}}')}`);
  });

  it('RabbitMQ has our user and virtual host, and no guest', async () => {
    expect(await site.exec('rabbitmq', 'rabbitmqctl', '-q', 'list_users')).toMatch(/geonode/);
    expect(await site.exec('rabbitmq', 'rabbitmqctl', '-q', 'list_users')).not.toMatch(/guest/);
    expect(await site.exec('rabbitmq', 'rabbitmqctl', '-q', 'list_vhosts')).toMatch(/geonode/);
    expect(
      await site.exec('rabbitmq', 'rabbitmqctl', 'eval', 'vm_memory_monitor:get_vm_memory_high_watermark().'),
    ).toContain('absolute');
  });

  it('pages and sessions are cached in memcached', async () => {
    const script =
      "from django.core.cache import caches; c = caches['default']; c.set('e2e', 'kept'); print(c.get('e2e'), type(c).__name__)";
    expect(await site.django(script)).toBe('kept PyLibMCCache');
    const items = await site.exec('memcached', 'sh', '-c', 'echo stats | nc -w 1 127.0.0.1 11211 | grep curr_items');
    expect(Number(items.replace(/\D+(\d+).*/s, '$1'))).toBeGreaterThan(0);
  });

  it('an .env that was lost is made again from the containers, with every odd password', async () => {
    const before = readEnv(site.read('.env'));
    rmSync(join(site.folder, '.env'));
    const { PATH = '', DOCKER_HOST = '', DOCKER_CONFIG = '' } = process.env;
    const flags = ['--email', 'me@example.org', '--no-git', '--no-build', '--no-up'];
    const docker = { PATH, ...(DOCKER_HOST && { DOCKER_HOST }), ...(DOCKER_CONFIG && { DOCKER_CONFIG }) };
    const session = await atKeyboard([site.folder, ...flags], [['The .env file', KEYS.enter]], tmpdir(), docker);
    expect([session.exitCode, session.screen]).toEqual([0, expect.stringContaining('New passwords would not fit')]);
    const after = readEnv(site.read('.env'));
    const secrets = SECRETS.map(({ owner }) => owner).filter((key) => before[key]);
    expect(secrets.length).toBeGreaterThan(8);
    expect(secrets.filter((key) => after[key] !== before[key])).toEqual([]);
  });

  it('a queue survives a new container', async () => {
    await site.exec(
      'rabbitmq',
      'rabbitmqctl',
      'eval',
      `rabbit_amqqueue:declare({resource, <<"geonode">>, queue, <<"e2e">>}, true, false, [], none, <<"e2e">>).`,
    );
    expect((await site.compose('up', '-d', '--force-recreate', 'rabbitmq')).exitCode).toBe(0);
    expect(await site.unhealthyAfter(180)).toEqual([]);
    expect(await site.exec('rabbitmq', 'rabbitmqctl', '-q', '-p', 'geonode', 'list_queues', 'name')).toContain('e2e');
  });
});
