import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { command, type Outcome, Site } from './support/site.ts';
import { ADA, everything, fill, kept, logsIn } from './support/site-data.ts';

const URL = 'http://localhost:8080';
const cli = (...args: readonly string[]): Promise<Outcome> =>
  command(process.execPath, [join(inject('packed'), 'dist/cli.cjs'), ...args], { cwd: tmpdir() });
const said = ({ exitCode, stdout, stderr }: Outcome): string => `${exitCode}\n${stdout}${stderr}`;

describe.runIf(process.env.E2E_STANDINS === '1')('backup and restore', () => {
  const site = new Site('backup');
  const folder = join(site.folder, 'backups');
  const backups = (): readonly string[] => readdirSync(folder).filter((name) => !name.startsWith('.'));
  const complete = (): readonly string[] => backups().filter((name) => name.startsWith(`${site.name}-`));
  const newest = (): string => join(folder, complete().toSorted().at(-1) ?? '');
  const restore = (...args: readonly string[]) => cli('restore', site.folder, ...args);
  const running = async () =>
    (await site.containers()).map(({ Service, ID, State }) => `${Service} ${ID} ${State}`).sort();

  beforeAll(async () => {
    await site.generate(['--profile', 'production', '--url', URL]);
    expect((await site.compose('build')).exitCode).toBe(0);
    expect((await site.compose('up', '-d')).exitCode).toBe(0);
    expect(await site.unhealthyAfter(300)).toEqual([]);
    await fill(site);
    expect(await kept(site)).toEqual(everything(site));
  });
  afterAll(() => site.remove());

  it('backs up a running site, which goes on as it was; git and others do not see it', async () => {
    const before = await running();
    const backup = await cli('backup', site.folder);
    expect(said(backup)).toMatch(/^0\n[^]*The backup is complete/);
    expect(await running()).toEqual(before);
    expect(readdirSync(newest()).sort()).toEqual([
      'SHA256SUMS',
      'geodata.dump',
      'geonode.dump',
      'manifest.txt',
      'project.tar.gz',
      'roles.sql',
      'volume-backup-restore.tar.gz',
      'volume-data.tar.gz',
      'volume-geoserver-data-dir.tar.gz',
      'volume-nginx-certificates.tar.gz',
      'volume-statics.tar.gz',
    ]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(newest()).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(newest(), 'manifest.txt'), 'utf8')).toMatch(
      new RegExp(
        `^format=1\nsite=${site.name}\ncreated=.*Z\nline=5.1\nfiles=5.1\ngeonode=5.1.1\n[^]*postgresql=15[^]*url=${URL}/`,
      ),
    );
    const tiles = await execa('tar', ['-tzf', join(newest(), 'volume-geoserver-data-dir.tar.gz')]);
    expect(tiles.stdout).not.toContain('tile.png');
    const project = await execa('tar', ['-tzf', join(newest(), 'project.tar.gz')]);
    expect(project.stdout.split('\n')).toEqual(
      expect.arrayContaining(['./.env', './.yo-rc.json', './.create-geonode-project/state.json']),
    );
    expect(project.stdout).not.toContain('backups');
    expect(readFileSync(join(site.folder, '.gitignore'), 'utf8')).toContain('/backups/');
    expect(await site.unhealthyAfter(300)).toEqual([]);
  });

  it('keeps as many as it is told, and none is deleted that is not complete or not of this site', async () => {
    mkdirSync(join(folder, 'other-20200101T000000Z'));
    writeFileSync(join(folder, 'notes.txt'), '');
    const first = newest();
    expect(said(await cli('backup', site.folder, '--keep', '1'))).toMatch(/^0\n[^]*Deleting the old backup/);
    expect(backups().toSorted()).toEqual([expect.stringContaining(site.name), 'notes.txt', 'other-20200101T000000Z']);
    expect(newest()).not.toBe(first);
    rmSync(join(folder, 'other-20200101T000000Z'), { recursive: true });
    rmSync(join(folder, 'notes.txt'));
    expect(await site.unhealthyAfter(300)).toEqual([]);
  });

  it('refuses a folder without room before it stops anything, and clears up when the disk fills half-way', async () => {
    const small = join(site.folder, '../small');
    mkdirSync(small);
    const before = await running();
    await execa('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', small]);
    try {
      expect(said(await cli('backup', site.folder, '--to', small))).toMatch(/^4\n[^]* MB free. Nothing was stopped/);
      expect(await running()).toEqual(before);
      // The check sees room that is gone when the dumps arrive.
      const script = join(site.folder, 'scripts/backup');
      const text = readFileSync(script, 'utf8');
      writeFileSync(script, text.replace(/^check_space$/m, 'kb=1'));
      const { exitCode, stdout, stderr } = await cli('backup', site.folder, '--to', small);
      expect([exitCode, stdout, stderr]).toEqual([
        1,
        expect.stringMatching(/Archiving[^]*Starting again/),
        expect.stringMatching(/no space left/i),
      ]);
      writeFileSync(script, text);
      expect(readdirSync(small)).toEqual([]);
    } finally {
      await execa('umount', [small]);
    }
    expect((await running()).map((one) => one.replace(/ \w+ /, ' '))).toEqual(
      before.map((one) => one.replace(/ \w+ /, ' ')),
    );
    expect(await site.unhealthyAfter(300)).toEqual([]);
  });

  it('a backup that was killed is finished by the next one: what it had stopped starts again', async () => {
    const child = execa(join(site.folder, 'scripts/backup'), [], { reject: false, detached: true });
    child.stdout.on('data', (text) => {
      if (String(text).includes('Dumping') && child.pid) process.kill(-child.pid, 'SIGKILL');
    });
    expect((await child).signal).toBe('SIGKILL');
    expect((await running()).filter((one) => one.endsWith('running'))).toHaveLength(1);
    expect(said(await cli('backup', site.folder, '--keep', '1'))).toMatch(/^0\n/);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(await site.unhealthyAfter(300)).toEqual([]);
  });

  it('touches nothing when the backup is damaged, or is not for this site and these files', async () => {
    const before = await running();
    const damaged = join(site.folder, '../damaged');
    // As if the data were a thousand times as much.
    const grow = (): void => {
      const manifest = join(damaged, 'manifest.txt');
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^kilobytes=.*/m, 'kilobytes=99999999999'));
      const sum = createHash('sha256').update(readFileSync(manifest)).digest('hex');
      const sums = join(damaged, 'SHA256SUMS');
      writeFileSync(sums, readFileSync(sums, 'utf8').replace(/^\w+(?=.*manifest)/m, sum));
    };
    const cases: readonly (readonly [string, () => void, RegExp])[] = [
      ['cut off', () => truncateSync(join(damaged, 'volume-statics.tar.gz'), 100), /damaged/],
      ['lacks a file', () => rmSync(join(damaged, 'geodata.dump')), /damaged/],
      ['needs more room than there is', grow, /Docker's disk has \d+ MB for it\. Nothing was touched/],
      ['lacks the sums', () => rmSync(join(damaged, 'SHA256SUMS')), /no complete backup/],
    ];
    for (const [name, spoil, expected] of cases) {
      cpSync(newest(), damaged, { recursive: true });
      spoil();
      const outcome = await restore(damaged, '--yes', site.name);
      expect(outcome.exitCode, name).toBe(4);
      expect(said(outcome), name).toMatch(expected);
      rmSync(damaged, { recursive: true });
    }
    expect(said(await restore(newest(), '--yes', 'other'))).toMatch(
      /^4\n[^]*called cgp_e2e_backup. Nothing was touched/,
    );
    expect(said(await restore(newest()))).toMatch(/^4\n[^]*without a terminal/);
    const env = site.read('.env');
    site.write('.env', env.replace(/^SECRET_KEY=.*/m, 'SECRET_KEY=other'));
    expect(said(await restore(newest(), '--yes', site.name))).toMatch(/^4\n[^]*not those of the backup: SECRET_KEY/);
    site.write('.env', env);
    expect(await running()).toEqual(before);
    expect(await kept(site)).toEqual(everything(site));
  });

  it('rehearses under another name beside the running site', async () => {
    const before = await running();
    const name = `${site.name}_trial`;
    const outcome = await restore(newest(), '--as', name);
    try {
      expect(said(outcome)).toMatch(/^0\n[^]*The rehearsal worked/);
      expect(await kept(site, name)).toEqual(everything(site));
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(outcome.stdout) ?? [];
      const page = await new Browser().get(`http://127.0.0.1:${port}/`, { host: 'localhost:8080' });
      expect(page.status).toBe(200);
      expect(await running()).toEqual(before);
      expect(said(await restore(newest(), '--as', name))).toMatch(/^4\n[^]*there is a site/);
    } finally {
      await command('docker', ['compose', '-p', name, 'down', '--volumes', '-t', '1'], { cwd: site.folder });
    }
    await logsIn(URL, ADA);
  });

  it('brings data, accounts and logins back after every volume was destroyed', async () => {
    expect((await site.compose('down', '--volumes', '--timeout', '2')).exitCode).toBe(0);
    expect(said(await restore(newest(), '--yes', site.name))).toMatch(/^0\n[^]*The site is back/);
    expect(await site.unhealthyAfter(10)).toEqual([]);
    expect(await kept(site)).toEqual(everything(site));
    await logsIn(URL, ADA);
    await logsIn(URL, { login: 'admin', password: site.env('ADMIN_PASSWORD') });
  });

  it('replaces the data of a site that runs', async () => {
    await site.exec('db', 'psql', '-U', 'postgres', '-d', `${site.name}_data`, '-qc', 'drop table roads');
    await site.exec('django', 'sh', '-c', 'rm -r /mnt/volumes/statics/uploaded; echo new > /mnt/volumes/statics/new');
    expect(said(await restore(newest(), '--yes', site.name))).toMatch(/^0\n/);
    expect(await kept(site)).toEqual(everything(site));
    await expect(site.exec('django', 'cat', '/mnt/volumes/statics/new')).rejects.toThrow(/No such file/);
  });
});
