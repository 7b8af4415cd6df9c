import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { command, Site } from './support/site.ts';

const PROFILES = [
  ['production', 'http://localhost:8080'],
  ['development', 'http://localhost'],
] as const;

/** Commands that stay in the foreground until a person ends them. */
const STAYS = /^docker compose up$|logs -f/;

/** Commands that are slow and do the same in both profiles. */
const SAME_IN_BOTH = /logs -f|^docker compose (up|stop|start|down)$/;

/** The commands of the project's README, in its order. */
const commandsOf = (readme: string): readonly string[] =>
  [...readme.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));

describe.each(PROFILES)("the project's own README, %s", (profile, url) => {
  const site = new Site(`manual_${profile}`);
  let commands: readonly string[] = [];
  // Those that stay in the foreground are stopped by a person; `timeout` presses Ctrl-C here.
  const type = (line: string, seconds = 300) =>
    command('timeout', ['--signal=INT', '--kill-after=60', String(seconds), 'sh', '-c', line], { cwd: site.folder });

  beforeAll(async () => {
    await site.generate(['--profile', profile, '--url', url]);
    commands = commandsOf(site.read('README.md'));
  });
  afterAll(() => site.remove());

  it('has the commands that its reader needs', () => {
    for (const needed of [
      'docker compose build',
      'docker compose up',
      'docker compose up -d',
      'docker compose stop',
      'docker compose start',
      'docker compose down',
      'docker compose logs -f django',
    ]) {
      expect(commands).toContain(needed);
    }
  });

  it('every one of them works, from top to bottom', async () => {
    for (const line of commands) if (profile === 'production' || !SAME_IN_BOTH.test(line)) await follow(line);
  });

  async function follow(line: string): Promise<void> {
    const { exitCode, stdout, stderr } = await type(line, STAYS.test(line) ? 4 : 300);
    expect(STAYS.test(line) ? [0, 124, 130] : [0], `${line}: ${stderr}`).toContain(exitCode);
    if (line.includes('logs -f')) expect(stdout.trim(), line).not.toBe('');
    if (line === 'docker compose up') expect((await type('docker compose up -d')).exitCode).toBe(0);
    if (/up -d$|start$/.test(line)) expect(await site.unhealthyAfter(180), line).toEqual([]);
  }

  if (profile === 'development') return;

  it('stop and start keep what is in a container, down and up only what is in the volumes', async () => {
    await site.exec('django', 'sh', '-c', 'echo own > /root/own.txt; echo volume > /data/volume.txt');
    await type('docker compose stop');
    await type('docker compose start');
    expect(await site.unhealthyAfter(180)).toEqual([]);
    expect(await site.exec('django', 'cat', '/root/own.txt')).toBe('own');
    await type('docker compose down');
    await type('docker compose up -d');
    expect(await site.unhealthyAfter(180)).toEqual([]);
    expect((await site.compose('exec', '-T', 'django', 'cat', '/root/own.txt')).exitCode).not.toBe(0);
    expect(await site.exec('django', 'cat', '/data/volume.txt')).toBe('volume');
    expect((await new Browser().get(`${url}/`)).status).toBe(200);
  });
});
