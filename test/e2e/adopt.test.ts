import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PASSWORDS, type Upstream, writeUpstream } from '../support/upstream.ts';
import { Browser } from './support/browser.ts';
import { command, type Outcome, Site } from './support/site.ts';

const STANDINS = process.env.E2E_STANDINS === '1';
const READY = STANDINS ? 240 : 1800;
const LONG = 20 * 60_000;

const program = (...args: readonly string[]): Promise<Outcome> =>
  command(process.execPath, [join(inject('packed'), 'dist/cli.cjs'), ...args], { cwd: tmpdir() });

/** What a command that failed says; nothing of one that did not. */
const failureOf = ({ exitCode, stderr, stdout }: Outcome): string =>
  exitCode === 0 ? '' : `${exitCode}: ${stderr}${stdout}`;

/** The three lines as they stand on users' disks, and the line that each moves to. */
const PROJECTS: readonly (Omit<Upstream, 'project'> & { readonly id: string; readonly next: string | undefined })[] = [
  { id: 'adopt44', line: '4.4', port: 8244, next: '5.0' },
  { id: 'adopt50', line: '5.0', port: 8250, next: '5.1' },
  // A fork: the Compose project was renamed, package and databases are upstream's of their time.
  { id: 'adopt51', line: '5.1', port: 8251, database: 'project', next: undefined },
];

// E2E_SAMPLE=1: the line that moves to the newest, and the fork.
const CHOSEN = PROJECTS.filter(({ line }) => process.env.E2E_SAMPLE !== '1' || line !== '4.4');

// Upstream's projects publish 443 and 8080 of the machine, so that one at a time runs.
describe.sequential.each(CHOSEN)('an upstream project of GeoNode $line', ({ id, next, ...given }) => {
  const site = new Site(id);
  const upstream: Upstream = { ...given, project: site.name };
  const url = `http://localhost:${given.port}`;
  const database = given.database ?? site.name;
  const inside = async (service: string, ...args: readonly string[]): Promise<string> => {
    const outcome = await site.compose('exec', '-T', service, ...args);
    if (outcome.exitCode !== 0) throw new Error(`${service}: ${args.join(' ')}: ${outcome.stderr}${outcome.stdout}`);
    return outcome.stdout.trim();
  };
  const sql = (name: string, text: string) => inside('db', 'psql', '-U', 'postgres', '-d', name, '-Atc', text);
  const page = (path: string, headers = {}) => new Browser().get(`${url}${path}`, headers);
  let before: readonly string[];

  /** What people would miss, as it is found on the site. */
  const treasures = async (): Promise<readonly string[]> =>
    Promise.all([
      sql(database, "select name from auth_group where name = 'map makers'"),
      sql(`${database}_data`, 'select count(*), max(ST_AsText(geom)) from rivers'),
      inside('django', 'cat', '/mnt/volumes/statics/uploaded/thumb.txt'),
      inside('geoserver', 'cat', '/geoserver_data/data/workspaces/ours.txt'),
      inside('django', 'cat', '/data/raster.txt'),
      inside('django', 'cat', '/backup_restore/old.txt'),
      sql(database, 'select id, password from people_profile where username = $$admin$$').then(
        (row) => row.split('|')[0] ?? '',
      ),
    ]);

  beforeAll(async () => {
    mkdirSync(site.folder, { recursive: true });
    writeUpstream(site.folder, upstream);
    expect(failureOf(await site.compose('up', '-d', '--build'))).toBe('');
    await sql(database, "insert into auth_group (name) values ('map makers')");
    await sql(
      `${database}_data`,
      `create table rivers (geom geometry); alter table rivers owner to "${database}_data"; insert into rivers values (ST_GeomFromText('POINT(8 47)'))`,
    );
    await inside('django', 'sh', '-c', 'echo a thumbnail > /mnt/volumes/statics/uploaded/thumb.txt');
    await inside('django', 'sh', '-c', 'echo pixels > /data/raster.txt; echo dump > /backup_restore/old.txt');
    await inside('geoserver', 'sh', '-c', 'echo a workspace > /geoserver_data/data/workspaces/ours.txt');
    // The administrator of GeoServer has the password of .env, whatever the image's own attempt came to.
    await inside(
      'geoserver',
      'sh',
      '-c',
      `until curl -sf -o /dev/null -u admin:'${PASSWORDS.GEOSERVER_ADMIN_PASSWORD}' http://127.0.0.1:8080/geoserver/rest/about/version.json; do
         curl -s -o /dev/null -u admin:geoserver -X PUT -H 'Content-Type: application/xml' -d '<userPassword><newPassword>${PASSWORDS.GEOSERVER_ADMIN_PASSWORD}</newPassword></userPassword>' http://127.0.0.1:8080/geoserver/rest/security/self/password
         sleep 1
       done`,
    );
    before = await treasures();
  });
  afterAll(() => site.remove());

  const itServesTheSame = async (): Promise<void> => {
    expect(await site.unhealthyAfter(READY)).toEqual([]);
    expect(await treasures()).toEqual(before);
    expect((await page('/uploaded/thumb.txt')).text).toBe('a thumbnail\n');
    expect((await page('/shops/')).text).toBe('shops, edited by hand');
    const browser = new Browser();
    await browser.get(`${url}/account/login/`);
    const login = await browser.post(`${url}/account/login/`, { login: 'admin', password: PASSWORDS.ADMIN_PASSWORD });
    expect([login.status, (await browser.get(`${url}/admin/`)).status]).toEqual([302, 200]);
    const rest = async (password: string) =>
      (
        await page('/geoserver/rest/about/version.json', {
          authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
        })
      ).status;
    expect([await rest(PASSWORDS.GEOSERVER_ADMIN_PASSWORD), await rest('geoserver')]).toEqual([200, 401]);
    expect(await sql(`${database}_data`, 'select current_database()')).toBe(`${database}_data`);
  };

  // Straight to the next line, before the adopted one has started: the data itself says no line yet.
  const isAskedBefore = async (line: string): Promise<void> => {
    expect(failureOf(await program(site.folder, '--geonode', line, '--yes', '--allow-dirty'))).toBe('');
    const { exitCode, stderr } = await program('up', site.folder);
    expect([exitCode, stderr]).toEqual([4, expect.stringContaining(`The databases are of GeoNode ${given.line}, and`)]);
    expect(failureOf(await program('undo', site.folder))).toBe('');
  };

  const isAdoptedOnce = async (): Promise<void> => {
    const containers = await site.compose('ps', '--all', '--quiet');
    const again = await program('adopt', site.folder, '--yes', '--memory', '8', '--cpus', '4');
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('adopted already')]);
    expect(failureOf(await site.compose('up', '-d'))).toBe('');
    expect((await site.compose('ps', '--all', '--quiet')).stdout).toBe(containers.stdout);
  };

  it('is adopted, and its next start serves the same data', { timeout: LONG }, async () => {
    expect(before.slice(0, 2)).toEqual(['map makers', '1|POINT(8 47)']);
    expect(failureOf(await program('adopt', site.folder, '--yes', '--memory', '8', '--cpus', '4'))).toBe('');
    expect(failureOf(await site.compose('build'))).toBe('');
    expect(failureOf(await site.compose('--profile', '*', 'down', '--remove-orphans'))).toBe('');
    if (next !== undefined) await isAskedBefore(next);
    const up = await program('up', site.folder);
    expect(failureOf(up)).toBe('');
    await itServesTheSame();
    expect(await site.restarted()).toEqual([]);
    await isAdoptedOnce();
  });

  if (next === undefined) {
    it('goes back to the files of upstream, which start with the same data', { timeout: LONG }, async () => {
      expect(failureOf(await site.compose('down', '--remove-orphans'))).toBe('');
      expect(failureOf(await program('undo', site.folder))).toBe('');
      expect(failureOf(await site.compose('up', '-d', '--build'))).toBe('');
      expect(await treasures()).toEqual(before);
    });
    return;
  }

  it('moves to the next line, and the data is still there', { timeout: LONG }, async () => {
    expect(failureOf(await program(site.folder, '--geonode', String(next), '--yes', '--allow-dirty'))).toBe('');
    // Nothing is migrated before somebody has agreed.
    expect((await program('up', site.folder)).exitCode).toBe(4);
    expect(failureOf(await program('up', site.folder, '--confirm-migration'))).toBe('');
    await itServesTheSame();
    expect(
      (await command('docker', ['volume', 'ls', '-q'], { cwd: tmpdir() })).stdout
        .split('\n')
        .filter((name) => name.startsWith(`${site.name}_`)),
    ).toEqual(given.line === '4.4' ? [`${site.name}_rabbitmq`] : []);
  });
});
