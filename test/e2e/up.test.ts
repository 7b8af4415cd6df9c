import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { command, type Outcome, Site } from './support/site.ts';
import { atTerminal, inOneLine, type Recorded } from './support/terminal.ts';

const INTERRUPT = '\u0003';
const program = (): string => join(inject('packed'), 'dist/cli.cjs');

const run = (...args: readonly string[]): Promise<Outcome> =>
  command(process.execPath, [program(), ...args], { cwd: tmpdir() });

/** Every container by its service: its id, and whether it runs. */
async function containersOf(site: Site): Promise<ReadonlyMap<string, string>> {
  return new Map((await site.containers()).map(({ Service, ID, State }) => [Service, `${ID} ${State}`]));
}

/** Keeps a recording for docs/engine-run.md. */
function keep(name: string, { lines }: Pick<Recorded, 'lines'>): void {
  if (process.env.E2E_FOLDER)
    writeFileSync(join(process.env.E2E_FOLDER, `${name}.txt`), `${lines.join('\n').trim()}\n`);
}

/** Starts the program and kills it, as a power cut would, once a text stands on its screen. */
async function killedAt(text: string, site: Site): Promise<void> {
  const child = spawn(process.execPath, [program(), 'up', site.folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
    if (said.includes(text)) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'exit');
  expect([signal, said]).toEqual(['SIGKILL', expect.stringContaining(text)]);
}

describe('up', () => {
  const site = new Site('up');
  beforeAll(async () => {
    expect((await site.generate(['--profile', 'production', '--url', 'http://localhost:8080'])).exitCode).toBe(0);
  });
  afterAll(() => site.remove());

  it('goes on after it was killed while it built, and while it started', async () => {
    await killedAt('build django', site);
    await killedAt('db            ', site);
    const { exitCode, stdout } = await run('up', site.folder);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/The site is up[^]*Address +http:\/\/localhost:8080/),
    ]);
    expect(`${stdout}`).not.toContain(site.env('ADMIN_PASSWORD'));
  });

  it('on a site that runs, touches no container; after an edit only the one that it concerns', async () => {
    const before = await containersOf(site);
    expect((await run('up', site.folder)).exitCode).toBe(0);
    expect(await containersOf(site)).toEqual(before);
    site.write('.env', site.read('.env').replace(/^NGINX_PROXY_TIMEOUT=.*$/m, 'NGINX_PROXY_TIMEOUT=611'));
    expect((await run('up', site.folder)).exitCode).toBe(0);
    const after = await containersOf(site);
    const changed = [...after].filter(([service, id]) => before.get(service) !== id).map(([service]) => service);
    expect(changed.filter((service) => !['django', 'celery'].includes(service))).toEqual(['geonode']);
  });

  it('doctor finds nothing wrong, and changes nothing', async () => {
    const before = await containersOf(site);
    const { exitCode, stdout } = await run('doctor', site.folder, '--json');
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { findings: [], exitCode: 0 }]);
    expect(await containersOf(site)).toEqual(before);
  });

  it.each([80, 120])('at a terminal of %d columns, each service has a line that never wraps', async (columns) => {
    await site.compose('down', '--timeout', '2');
    const recorded = await atTerminal(['up', site.folder], { columns });
    keep(`up-${columns}`, recorded);
    expect(recorded.exitCode).toBe(0);
    expect(recorded.lines.filter((line) => line.startsWith('  ') && line.length >= columns)).toEqual([]);
    for (const service of ['db', 'redis', 'django', 'celery', 'geoserver', 'geonode'])
      expect(
        recorded.lines.filter((line) => line.startsWith(`  ${service} `) && line.endsWith(' healthy')),
      ).toHaveLength(1);
  });

  it('without a terminal, says each step once', async () => {
    await site.compose('down', '--timeout', '2');
    const { exitCode, stderr, stdout } = await run('up', site.folder);
    keep('up-plain', { lines: `${stderr}${stdout}`.split('\n') });
    expect(exitCode).toBe(0);
    expect(stderr.split('\n').filter((line) => /geoserver +healthy$/.test(line))).toHaveLength(1);
    expect(stderr).not.toContain('\u001b');
  });

  it('Ctrl-C ends it and leaves running what runs; a second one stops it', async () => {
    await site.compose('down', '--timeout', '2');
    const once = await atTerminal(['up', site.folder], { columns: 80, keys: [[' healthy', INTERRUPT]] });
    expect([once.exitCode, inOneLine(once)]).toEqual([
      130,
      expect.stringMatching(/goes on running[^]*Go on with: npx/),
    ]);
    expect([...(await containersOf(site)).values()].some((one) => one.endsWith('running'))).toBe(true);
    const keys = [
      ['Starting the services', ''],
      ['redis   ', INTERRUPT],
      ['Ctrl-C once more', INTERRUPT],
    ] as const;
    const twice = await atTerminal(['up', site.folder], { columns: 80, keys });
    expect([twice.exitCode, inOneLine(twice)]).toEqual([130, expect.stringContaining('Every service was stopped')]);
    expect([...(await containersOf(site)).values()].filter((one) => one.endsWith('running'))).toEqual([]);
  });

  it('volumes of another installation are refused before anything starts, and stay as they are', async () => {
    await site.compose('down', '--timeout', '2');
    rmSync(join(site.folder, '.create-geonode-project/started.json'));
    const volume = `${site.name}_dbdata`;
    const print = async (): Promise<string> => {
      const script = 'find /v -type f | sort | xargs md5sum | md5sum';
      const looked = ['run', '--rm', '-v', `${volume}:/v:ro`, 'redis:7.4.5-alpine', 'sh', '-c', script];
      const { stdout } = await command('docker', looked, { cwd: tmpdir() });
      return `${stdout}${(await command('docker', ['volume', 'inspect', volume], { cwd: tmpdir() })).stdout}`;
    };
    const before = await print();
    const { exitCode, stdout } = await run('up', site.folder, '--json');
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([6, { findings: [{ cause: 'volumes-left-over' }] }]);
    expect(await site.containers()).toEqual([]);
    expect(await print()).toBe(before);
    expect((await run('up', site.folder, '--use-existing-volumes')).exitCode).toBe(0);
    expect((await run('up', site.folder)).exitCode).toBe(0);
  });
});
