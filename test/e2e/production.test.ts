import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { Browser, eventually } from './support/browser.ts';
import { type Outcome, Site } from './support/site.ts';
import { TASKS } from './support/tasks.ts';

const URL = 'http://localhost:8080';
const STANDINS = process.env.E2E_STANDINS === '1';
const LONG_RUNNING = ['celery', 'db', 'django', 'geonode', 'geoserver', 'redis'];

describe('production at http://localhost:8080, default answers', () => {
  const site = new Site('production');
  let config: Outcome;
  let build: Outcome;
  let up: Outcome;

  beforeAll(async () => {
    await site.generate(['--profile', 'production', '--url', URL]);
    site.write(`src/${site.name}/tasks.py`, TASKS);
    config = await site.compose('config', '--quiet');
    build = await site.compose('build');
    up = await site.compose('up', '-d');
  });
  afterAll(() => site.remove());

  it('docker compose config -q, build and up -d succeed, config without a word', () => {
    expect(config).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect([build.exitCode, up.exitCode, build.exitCode ? build.stderr : '', up.exitCode ? up.stderr : '']).toEqual([
      0,
      0,
      '',
      '',
    ]);
  });

  it('every long-running service becomes healthy, the one-shot exits 0, nothing restarts', async () => {
    expect(await site.unhealthyAfter(STANDINS ? 120 : 1800)).toEqual([]);
    const containers = await site.containers();
    expect(containers.map(({ Service }) => Service).sort()).toEqual([...LONG_RUNNING, 'data-dir-conf'].sort());
    expect(await site.restarted()).toEqual([]);
  });

  it('the home page comes from Django through nginx with 200; another host name is refused', async () => {
    const home = await new Browser().get(`${URL}/`);
    expect([home.status, home.headers.server]).toEqual([200, 'nginx']);
    expect(home.headers['x-frame-options']).toBe('SAMEORIGIN');
    await expect(new Browser().get(`${URL}/`, { host: 'evil.example.org' })).rejects.toThrow(/hang up|ECONNRESET/);
  });

  it('GeoServer answers below /geoserver/', async () => {
    const answer = await new Browser().get(`${URL}/geoserver/ows`);
    expect(answer.status).toBe(200);
    expect((await new Browser().get(`${URL}/geoserver`)).headers.location).toMatch(
      /^(http:\/\/localhost:8080)?\/geoserver\//,
    );
  });

  it('celery answers a ping, and runs a task of the project through the broker in its own container', async () => {
    await site.exec('celery', 'python', '-m', `${site.name}.healthcheck`);
    expect(await site.task(20, 22)).toBe(`42 ${await site.inspect('celery', '{{.Config.Hostname}}')}`);
  });

  it('PostgreSQL has both databases with PostGIS, and takes our role passwords and no others', async () => {
    const ask = (user: string, password: string) =>
      site.compose(
        'exec',
        '-T',
        '-e',
        `PGPASSWORD=${password}`,
        'db',
        'psql',
        '-h',
        'db',
        '-U',
        user,
        '-d',
        user,
        '-Atc',
        'select postgis_lib_version()',
      );
    for (const [user, key] of [
      [site.name, 'GEONODE_DATABASE_PASSWORD'],
      [`${site.name}_data`, 'GEONODE_GEODATABASE_PASSWORD'],
    ] as const) {
      expect((await ask(user, site.env(key))).stdout, user).toMatch(/^\d+\.\d+/);
      expect((await ask(user, 'wrong')).stderr, user).toContain('password authentication failed');
    }
    expect(
      await site.exec(
        'db',
        'psql',
        '-U',
        'postgres',
        '-Atc',
        `select count(*) from pg_roles where rolname like '${site.name}%' and (rolcreatedb or rolsuper)`,
      ),
    ).toBe('0');
  });

  it('django and celery run the same image', async () => {
    expect(await site.inspect('django', '{{.Image}}')).toBe(await site.inspect('celery', '{{.Image}}'));
  });

  it('a key added to .env reaches django and celery and no other service', async () => {
    site.append('.env', 'E2E_EXTRA=hello\n');
    expect((await site.compose('up', '-d')).exitCode).toBe(0);
    const seen = await Promise.all(
      LONG_RUNNING.map(async (service) => [
        service,
        (await site.compose('exec', '-T', service, 'sh', '-c', 'echo "$E2E_EXTRA"')).stdout.trim(),
      ]),
    );
    expect(Object.fromEntries(seen)).toEqual({
      celery: 'hello',
      db: '',
      django: 'hello',
      geonode: '',
      geoserver: '',
      redis: '',
    });
    expect(await site.unhealthyAfter(120)).toEqual([]);
  });

  it('each service gets its own secrets only', async () => {
    const secretsIn = async (service: string) => {
      const environment = (await site.exec(service, 'env'))
        .split('\n')
        .map((line) => line.slice(line.indexOf('=') + 1));
      return SECRETS.filter(({ owner }) => site.env(owner) !== '' && environment.includes(site.env(owner))).map(
        ({ owner }) => owner,
      );
    };
    expect(await secretsIn('geonode')).toEqual([]);
    expect(await secretsIn('redis')).toEqual(['BROKER_PASSWORD']);
    expect((await secretsIn('db')).sort()).toEqual([
      'GEONODE_DATABASE_PASSWORD',
      'GEONODE_GEODATABASE_PASSWORD',
      'POSTGRES_PASSWORD',
    ]);
    expect(await secretsIn('geoserver')).not.toContain('SECRET_KEY');
  });

  it('no service logs a secret', async () => {
    const logs = await site.compose('logs', '--no-color');
    for (const { owner } of SECRETS) {
      const value = site.env(owner);
      if (value !== '' && owner !== 'OAUTH2_CLIENT_ID')
        expect(`${logs.stdout}${logs.stderr}`.includes(value), owner).toBe(false);
    }
  });

  it('a value in docker-compose.override.yml wins', async () => {
    const before = site.read('docker-compose.override.yml');
    site.write(
      'docker-compose.override.yml',
      'services:\n  geonode:\n    environment:\n      NGINX_MAX_BODY_SIZE: 7m\n',
    );
    expect((await site.compose('up', '-d', 'geonode')).exitCode).toBe(0);
    expect(await site.exec('geonode', 'sh', '-c', 'echo "$NGINX_MAX_BODY_SIZE"')).toBe('7m');
    site.write('docker-compose.override.yml', before);
    await site.compose('up', '-d');
    expect(await site.unhealthyAfter(120)).toEqual([]);
  });

  it("database and queue cannot be reached from nginx's networks, by name or by address", async () => {
    const address = async (service: string) =>
      (await site.inspect(service, '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}')).trim();
    const reach = async (host: string, port: number) =>
      (
        await site.compose(
          'exec',
          '-T',
          'geonode',
          'sh',
          '-c',
          `nc -z -w 2 ${host} ${port} && echo open || echo closed`,
        )
      ).stdout.trim();
    expect(await reach('django', 8000)).toBe('open');
    expect(await reach('db', 5432)).toBe('closed');
    expect(await reach(await address('db'), 5432)).toBe('closed');
    expect(await reach('redis', 6379)).toBe('closed');
    expect(await reach(await address('redis'), 6379)).toBe('closed');
  });

  it('the queue wants its password', async () => {
    expect((await site.compose('exec', '-T', '-e', 'REDISCLI_AUTH=', 'redis', 'redis-cli', 'ping')).stdout).toContain(
      'NOAUTH',
    );
  });

  it('a file in the shared volumes is seen by django, celery and geoserver', async () => {
    for (const folder of [
      '/mnt/volumes/statics/uploaded',
      '/data',
      '/tmp',
      '/backup_restore',
      '/geoserver_data/data',
    ]) {
      await site.exec('django', 'sh', '-c', `echo ${folder} > ${folder}/e2e.txt`);
      for (const service of ['celery', 'geoserver'])
        expect(await site.exec(service, 'cat', `${folder}/e2e.txt`), service).toBe(folder);
    }
  });

  it('nothing but nginx publishes a port, and that on loopback', async () => {
    const published = await site.published();
    expect(published).toEqual(['geonode 127.0.0.1:8080']);
  });

  it('containers have the limits of the budget', async () => {
    for (const [service, key] of [
      ['django', 'DJANGO_MEMORY'],
      ['geoserver', 'GEOSERVER_MEMORY'],
      ['db', 'DB_MEMORY'],
    ] as const) {
      expect(Number(await site.inspect(service, '{{.HostConfig.Memory}}')), service).toBe(
        Number.parseInt(site.env(key), 10) * 2 ** 20,
      );
    }
    expect(await site.exec('db', 'psql', '-U', 'postgres', '-Atc', 'show max_connections')).toBe(
      site.env('POSTGRESQL_MAX_CONNECTIONS'),
    );
    const processes = Number(await site.exec('django', 'sh', '-c', 'cat /proc/[0-9]*/comm | grep -c uwsgi'));
    expect(processes).toBeGreaterThanOrEqual(Number(site.env('UWSGI_CHEAPER')) + 1);
  });

  it('the administrator logs in with the generated password and stays logged in; admin/admin does not', async () => {
    const attempt = async (password: string) => {
      const browser = new Browser();
      await browser.get(`${URL}/account/login/`);
      const answer = await browser.post(`${URL}/account/login/`, { login: 'admin', password });
      const inside = await browser.get(`${URL}/admin/`);
      return [answer.status, inside.status];
    };
    expect(await attempt(site.env('ADMIN_PASSWORD'))).toEqual([302, 200]);
    expect(await attempt('admin')).toEqual([200, 302]);
  });

  it('passwords cannot be guessed quickly, and other pages stay open meanwhile', async () => {
    const browser = new Browser();
    await browser.get(`${URL}/account/login/`);
    const attempts: number[] = [];
    for (let n = 0; n < 30; n++)
      attempts.push((await browser.post(`${URL}/account/login/`, { login: 'admin', password: `guess ${n}` })).status);
    expect(attempts).toContain(429);
    expect((await browser.get(`${URL}/`)).status).toBe(200);
  });

  it('users and roles are not open to anybody', async () => {
    expect((await new Browser().get(`${URL}/api/users`)).status).toBeGreaterThanOrEqual(400);
    const key = { authorization: `ApiKey ${site.env('OAUTH2_API_KEY')}` };
    expect((await new Browser().get(`${URL}/api/users`, key)).status).toBe(200);
  });

  it.runIf(STANDINS)(
    'GeoServer asks Django for roles with the key (defect D8 is patched), and its factory password is gone',
    async () => {
      expect(await new Browser().get(`${URL}/geoserver/standin/roles`)).toMatchObject({
        status: 200,
        text: expect.not.stringContaining('401'),
      });
      const rest = (password: string) =>
        new Browser().get(`${URL}/geoserver/rest/about`, {
          authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
        });
      const changed = await eventually(
        () => rest(site.env('GEOSERVER_ADMIN_PASSWORD')),
        ({ status }) => status === 200,
        90,
      );
      expect([changed.status, (await rest('geoserver')).status]).toEqual([200, 401]);
    },
  );

  it('while Django is away nginx says so with 503, and static files still come from nginx', async () => {
    const asset = `${URL}/static/css/site.css`;
    expect((await new Browser().get(asset)).headers['content-type']).toMatch(/^text\/css/);
    expect((await site.compose('stop', 'django')).exitCode).toBe(0);
    const page = await new Browser().get(`${URL}/`);
    expect([page.status, page.headers['retry-after'], page.text]).toEqual([
      503,
      expect.any(String),
      expect.stringContaining('starting'),
    ]);
    expect((await new Browser().get(asset)).status).toBe(200);
    await site.compose('start', 'django');
    expect(
      (
        await eventually(
          () => new Browser().get(`${URL}/`),
          ({ status }) => status === 200,
          90,
        )
      ).status,
    ).toBe(200);
  });

  it('stops every process on a signal, well before it would be killed', async () => {
    const stop = await site.compose('stop');
    expect(stop.exitCode).toBe(0);
    const codes = Object.fromEntries((await site.containers()).map(({ Service, ExitCode }) => [Service, ExitCode]));
    expect(
      Object.values(codes).filter((code) => code === 137),
      JSON.stringify(codes),
    ).toEqual([]);
    await site.compose('start');
    expect(await site.unhealthyAfter(120)).toEqual([]);
  });

  it('a later start does not initialise again', async () => {
    const logs = (await site.compose('logs', '--no-color', 'django')).stdout;
    expect(logs).not.toContain('bootstrap: preparing a new site');
    expect(logs.match(/bootstrap: done/g)?.length).toBeGreaterThan(1);
  });
});
