import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Browser, eventually } from './support/browser.ts';
import { command, type Outcome, Site } from './support/site.ts';
import { ADA, everything, fill, kept, logsIn } from './support/site-data.ts';
import { atTerminal } from './support/terminal.ts';

const URL = 'http://localhost:8080';
const cli = (...args: readonly string[]): Promise<Outcome> =>
  command(process.execPath, [join(inject('packed'), 'dist/cli.cjs'), ...args], { cwd: tmpdir() });
const said = ({ exitCode, stdout, stderr }: Outcome): string => `${exitCode}\n${stdout}${stderr}`;

describe.runIf(process.env.E2E_STANDINS === '1')('a change from GeoNode 5.0 to 5.1', () => {
  const site = new Site('lines');
  const lineOfData = () =>
    site.exec('db', 'true').then(() => site.exec('geonode', 'cat', '/mnt/volumes/statics/geonode_line'));
  const backups = (): readonly string[] =>
    readdirSync(join(site.folder, 'backups')).filter((one) => !one.startsWith('.'));

  beforeAll(async () => {
    await site.generate(['--profile', 'production', '--url', URL, '--geonode', '5.0']);
    expect((await site.compose('build')).exitCode).toBe(0);
    expect((await site.compose('up', '-d')).exitCode).toBe(0);
    expect(await site.unhealthyAfter(300)).toEqual([]);
    await fill(site);
    expect(await lineOfData()).toBe('5.0');
    const moved = await site.generate(['--geonode', '5.1']);
    expect([moved.exitCode, moved.exitCode ? moved.stderr : '']).toEqual([0, '']);
  });
  afterAll(() => site.remove());

  it('is refused by up without a terminal, before anything is built or started', async () => {
    const before = (await site.containers()).map(({ ID }) => ID).sort();
    expect(said(await cli('up', site.folder))).toMatch(
      /^4\n[^]*databases are of GeoNode 5\.0, and this project has 5\.1[^]*backup[^]*--confirm-migration/,
    );
    expect((await site.containers()).map(({ ID }) => ID).sort()).toEqual(before);
    expect(await site.unhealthyAfter(10)).toEqual([]);
  });

  it('makes django wait when Docker starts it, visible to everybody, and without a restart', async () => {
    // The start period ends here, so that Docker counts what the health check says.
    site.write(
      'docker-compose.override.yml',
      'services:\n  django:\n    healthcheck: { start_period: 1s, interval: 2s, retries: 2 }\n',
    );
    expect((await site.compose('build')).exitCode).toBe(0);
    const up = await site.compose('up', '-d');
    expect(said(up)).toMatch(/^1\n[^]*django-1 is unhealthy/);
    const log = async () => (await site.compose('logs', 'django')).stdout;
    const waiting = await eventually(log, (text) => text.includes('bootstrap: waiting'), 120);
    expect(waiting).toMatch(/bootstrap: waiting: The databases are of GeoNode 5\.0/);
    expect(waiting).not.toContain('bootstrap: migrating');
    const format = '{{.State.Health.Status}} {{range .State.Health.Log}}{{.Output}}{{end}}';
    const health = await eventually(
      () => site.inspect('django', format),
      (text) => text.includes('The databases'),
      60,
    );
    expect(health).toMatch(/^unhealthy [^]*The databases are of GeoNode 5\.0, and this is 5\.1/);
    expect(await site.inspect('django', '{{.State.Status}} {{.RestartCount}}')).toBe('running 0');
    const page = await eventually(
      () => new Browser().get(`${URL}/`).catch(() => ({ status: 0, text: '' })),
      ({ status }) => status === 503,
      60,
    );
    expect(page.status).toBe(503);
    expect(await site.exec('django', 'cat', '/mnt/volumes/statics/geonode_line')).toBe('5.0');
    const doctor = await cli('doctor', site.folder, '--json');
    expect(JSON.parse(doctor.stdout).findings).toMatchObject([{ cause: 'migration-waits' }]);
    expect(said(await site.compose('exec', '-T', 'django', 'python', 'manage.py', 'confirm_migration', '5.0'))).toMatch(
      /^1\n[^]*This is GeoNode 5\.1/,
    );
    site.write('docker-compose.override.yml', 'services: {}\n');
  });

  it('undo is still free, because nothing was migrated', async () => {
    expect((await cli('undo', site.folder, '--dry-run')).exitCode).toBe(0);
  });

  it('at a terminal, asks, backs up first and then migrates', async () => {
    const recorded = await atTerminal(['up', site.folder], { columns: 100, keys: [['Back up, then migrate', '\r']] });
    expect([recorded.exitCode, recorded.lines.join('\n')]).toEqual([
      0,
      expect.stringMatching(/The backup is complete[^]*The site is up/),
    ]);
    expect(await site.unhealthyAfter(300)).toEqual([]);
    expect(await lineOfData()).toBe('5.1');
    expect(backups()).toHaveLength(1);
    expect(await kept(site)).toEqual(everything(site));
    await logsIn(URL, ADA);
    await expect(site.exec('django', 'cat', '/mnt/volumes/statics/geonode_line_confirmed')).rejects.toThrow(
      /No such file/,
    );
  });

  it('undo is refused from then on, and names the way back, which works', async () => {
    const undo = await cli('undo', site.folder);
    const folder = join(site.folder, 'backups', backups()[0] ?? '');
    expect(undo.exitCode).toBe(4);
    expect(undo.stderr).toContain(`scripts/restore ${folder} --data-only`);
    expect(said(await cli('restore', site.folder, folder, '--yes', site.name))).toMatch(
      /^4\n[^]*--data-only, then create-geonode-project undo/,
    );
    expect(said(await cli('restore', site.folder, folder, '--yes', site.name, '--data-only'))).toMatch(/^0\n/);
    expect(said(await cli('undo', site.folder))).toMatch(/^0\n/);
    expect(said(await cli('up', site.folder))).toMatch(/^0\n/);
    expect(await lineOfData()).toBe('5.0');
    expect(await kept(site)).toEqual(everything(site));
    await logsIn(URL, ADA);
  });

  it('--confirm-migration agrees without a terminal; files that are older than the data never start', async () => {
    expect((await site.generate(['--geonode', '5.1'])).exitCode).toBe(0);
    expect(said(await cli('up', site.folder, '--confirm-migration'))).toMatch(/^0\n/);
    expect(await lineOfData()).toBe('5.1');
    // As if somebody had copied the old files back.
    const image = `${site.name}/geonode`;
    const tagged = await command('docker', ['tag', `${image}:5.0.3.post1`, `${image}:5.1.1`], { cwd: tmpdir() });
    expect(said(tagged)).toMatch(/^0\n/);
    await site.compose('up', '-d', '--no-deps', '--force-recreate', 'django');
    const log = async () => (await site.compose('logs', 'django')).stdout;
    expect(await eventually(log, (text) => text.includes('cannot read them'), 60)).toMatch(
      /migrated by GeoNode 5\.1, and this is 5\.0/,
    );
  });
});
