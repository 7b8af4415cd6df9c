import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LAN } from './support/loopback.ts';
import { command, type Outcome, Site } from './support/site.ts';
import { ADA, logsIn } from './support/site-data.ts';
import { visit } from './support/visit.ts';

const OTHER = '192.168.77.2';
const said = ({ exitCode, stdout, stderr }: Outcome): string => `${exitCode}\n${stdout}${stderr}`;
const GEOSERVER = 'http://127.0.0.1:8080/geoserver';

describe.runIf(process.env.E2E_STANDINS === '1')('apply', () => {
  const site = new Site('apply');
  const first = `http://${LAN.ipv4}:8080`;

  const apply = (env: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
    command(process.execPath, [join(inject('packed'), 'dist/cli.cjs'), 'apply', site.folder], { cwd: tmpdir(), env });
  const sql = (database: string, text: string): Promise<string> =>
    site.exec('db', 'psql', '-U', 'postgres', '-d', database, '-Atqc', text);
  /** How often a text stands in what GeoNode's database holds. Sessions and the log of the admin pages are history. */
  const inDump = async (text: string): Promise<string> =>
    site.exec(
      'db',
      'sh',
      '-c',
      'pg_dump -U postgres -T django_session "$1" | grep -cF -- "$2" || true',
      'sh',
      site.name,
      text,
    );
  const containers = async () => (await site.containers()).map(({ Service, ID }) => `${Service} ${ID}`).sort();
  const moveTo = async (...args: readonly string[]): Promise<void> => {
    const moved = await site.generate(args);
    expect([moved.exitCode, moved.exitCode ? moved.stderr : '']).toEqual([0, '']);
  };
  /** Another value for each key; gives the old ones. */
  const rotate = (values: Readonly<Record<string, string>>): void => {
    const changed = Object.entries(values).reduce(
      (text, [key, value]) => text.replace(new RegExp(`^${key}=.*$`, 'm'), () => `${key}=${value}`),
      site.read('.env'),
    );
    site.write('.env', changed);
  };
  const store = `/geoserver_data/data/workspaces/geonode/${site.name}_data`;

  beforeAll(async () => {
    for (const address of [LAN.ipv4, OTHER])
      await command('ip', ['address', 'add', `${address}/32`, 'dev', 'lo'], { cwd: '/' });
    await moveTo('--profile', 'production', '--url', first);
    expect((await site.compose('build')).exitCode).toBe(0);
    expect((await site.compose('up', '-d')).exitCode).toBe(0);
    expect(await site.unhealthyAfter(300)).toEqual([]);
    await site.django(
      [
        'from geonode.base.models import Link, ResourceBase',
        'from django.contrib.auth import get_user_model',
        `get_user_model().objects.create_user("${ADA.login}", password=${JSON.stringify(ADA.password)})`,
        `r = ResourceBase.objects.create(title="roads", thumbnail_url="${first}/uploaded/t.png", metadata_xml="<a>${first}/x</a>", blob={"map": {"url": "${first}/geoserver/ows"}})`,
        `[Link.objects.create(resource=r, url="${first}/%d" % i) for i in range(3)]`,
        'Link.objects.create(resource=r, url="http://elsewhere.example.org/wms")',
      ].join('; '),
    );
    // What GeoNode makes at the first upload.
    const entries = {
      host: 'db',
      port: '5432',
      database: `${site.name}_data`,
      user: `${site.name}_data`,
      passwd: site.env('GEONODE_GEODATABASE_PASSWORD'),
      'Expose primary keys': 'true',
    };
    const entry = Object.entries(entries).map(([key, value]) => ({ '@key': key, $: value }));
    const text = JSON.stringify({
      dataStore: { name: entries.database, enabled: true, connectionParameters: { entry } },
    });
    await site.exec(
      'geoserver',
      'sh',
      '-c',
      'mkdir -p "$1" && printf %s "$2" > "$1/datastore.json"',
      'sh',
      store,
      text,
    );
  });
  afterAll(async () => {
    await site.remove();
    for (const address of [LAN.ipv4, OTHER])
      await command('ip', ['address', 'delete', `${address}/32`, 'dev', 'lo'], { cwd: '/' });
  });

  it('finds nothing to do on a site that is in line with its .env, and touches no container', async () => {
    const before = await containers();
    expect(said(await apply())).toMatch(/^0\n[^]*Nothing was left to do/);
    expect(await containers()).toEqual(before);
  });

  it('moves a site to another address, and goes on after an interruption', async () => {
    const url = `http://${OTHER}:8080`;
    await moveTo('--url', url);
    await site.exec('django', 'touch', '/tmp/standin-baseurl-fails');
    expect(said(await apply())).toMatch(/^6\n[^]*This step failed: Replace [^]*stopped half-way[^]*run apply again/);
    expect(Number(await inDump(first))).toBeGreaterThan(0);
    expect(said(await apply())).toMatch(
      /^0\n[^]*Replace http:\/\/192\.168\.77\.1:8080 by http:\/\/192\.168\.77\.2:8080/,
    );
    expect(await inDump(first)).toBe('0');
    expect(await inDump('192.168.77.1')).toBe('0');
    expect(await sql(site.name, 'select url from base_link order by id')).toBe(
      `${[0, 1, 2].map((one) => `${url}/${one}`).join('\n')}\nhttp://elsewhere.example.org/wms`,
    );
    await visit({ url, password: site.env('ADMIN_PASSWORD') });
    await logsIn(url, ADA);
    expect(said(await apply())).toMatch(/Nothing was left to do/);
  });

  it('moves it to https', async () => {
    const url = `https://${OTHER}`;
    await moveTo('--url', url, '--https', 'local-ca');
    expect(said(await apply())).toMatch(/^0\n/);
    expect(await inDump(`http://${OTHER}`)).toBe('0');
    const ca = await site.exec('geonode', 'cat', '/geonode-certificates/local-ca/ca.pem');
    await visit({ url, password: site.env('ADMIN_PASSWORD'), ca });
    await logsIn(url, ADA, ca);
  });

  const rolesTake = async (key: string, user: string, password: string): Promise<boolean> => {
    const login = [
      'exec',
      '-T',
      '-e',
      `PGPASSWORD=${password}`,
      'db',
      'psql',
      '-w',
      '-h',
      'db',
      '-U',
      user,
      '-d',
      'postgres',
      '-c',
      '',
    ];
    const { stderr } = await site.compose(...login);
    expect(stderr, key).toMatch(/^$|password authentication failed|permission denied for database/);
    return !stderr.includes('password authentication failed');
  };
  const geoserverTakes = async (password: string): Promise<string> =>
    site.exec(
      'geoserver',
      'curl',
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      '-u',
      `admin:${password}`,
      `${GEOSERVER}/rest/about/version.json`,
    );

  it('rotates the passwords of the databases, of GeoServer and of its data store, and everything still connects', async () => {
    const ROLES = {
      POSTGRES_PASSWORD: 'postgres',
      GEONODE_DATABASE_PASSWORD: site.name,
      GEONODE_GEODATABASE_PASSWORD: `${site.name}_data`,
    } as const;
    const keys = [...Object.keys(ROLES), 'GEOSERVER_ADMIN_PASSWORD', 'BROKER_PASSWORD'];
    const before = Object.fromEntries(keys.map((key) => [key, site.env(key)]));
    const now = Object.fromEntries(keys.map((key) => [key, `New-${key.toLowerCase()}.1`]));
    rotate({ ...now, GEONODE_DATABASE_PASSWORD: "'New $HOME \\ \" 1'", POSTGRES_PASSWORD: "'`id` \"; --'" });
    const outcome = await apply();
    expect(said(outcome)).toMatch(/^0\n/);
    for (const value of keys.flatMap((key) => [before[key] ?? '', site.env(key)]))
      expect(`${outcome.stdout}${outcome.stderr}`).not.toContain(value);
    for (const [key, user] of Object.entries(ROLES)) {
      expect(await rolesTake(key, user, site.env(key)), key).toBe(true);
      expect(await rolesTake(key, user, before[key] ?? ''), key).toBe(false);
    }
    expect(await geoserverTakes(site.env('GEOSERVER_ADMIN_PASSWORD'))).toBe('200');
    expect(await geoserverTakes(before.GEOSERVER_ADMIN_PASSWORD ?? '')).toBe('401');
    const written = JSON.parse(await site.exec('geoserver', 'cat', `${store}/datastore.json`));
    expect(written.dataStore.connectionParameters.entry).toEqual(
      expect.arrayContaining([
        { '@key': 'passwd', $: site.env('GEONODE_GEODATABASE_PASSWORD') },
        { '@key': 'Expose primary keys', $: 'true' },
      ]),
    );
    await site.exec('django', 'python', 'manage.py', 'connect_data_store', '--check');
    const ca = await site.exec('geonode', 'cat', '/geonode-certificates/local-ca/ca.pem');
    await visit({ url: `https://${OTHER}`, password: site.env('ADMIN_PASSWORD'), ca });
    expect(said(await apply())).toMatch(/Nothing was left to do/);
  });

  it('asks for the old password of GeoServer when no container knows it any more', async () => {
    const before = site.env('GEOSERVER_ADMIN_PASSWORD');
    rotate({ GEOSERVER_ADMIN_PASSWORD: 'third-password' });
    expect((await site.compose('up', '-d')).exitCode).toBe(0);
    expect(await site.unhealthyAfter(300)).toEqual([]);
    expect(said(await apply())).toMatch(/^6\n[^]*GEONODE_OLD_GEOSERVER_PASSWORD/);
    expect(said(await apply({ GEONODE_OLD_GEOSERVER_PASSWORD: before }))).toMatch(/^0\n/);
    expect(await geoserverTakes('third-password')).toBe('200');
  });
});
