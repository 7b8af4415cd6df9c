import { readdirSync } from 'node:fs';
import { join } from 'node:path';
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
const SAME_IN_BOTH = /logs -f|^docker compose (up|stop|start|down)$|^scripts\//;

/** The moment of the backup that the README takes as an example. */
const EXAMPLE = /\d{8}T\d{6}Z/;

/** What asks a person for the name of the site before it replaces data. */
const ASKS = /^scripts\/restore \S+$/;

/** Commands that ask a registry, which the tests' own engine cannot reach. */
const ASKS_REGISTRY = /--pull$|compose pull /;
const STANDINS = process.env.E2E_STANDINS === '1';

/** The commands of the project's README by block, in its order. */
const blocksOf = (readme: string): readonly (readonly string[])[] =>
  [...readme.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block.trim().split('\n'));

// E2E_SAMPLE=1: production, whose reader types more.
const CHOSEN = PROFILES.filter(([profile]) => process.env.E2E_SAMPLE !== '1' || profile === 'production');

describe.each(CHOSEN)("the project's own README, %s", (profile, url) => {
  const site = new Site(`manual_${profile}`);
  let commands: readonly string[] = [];
  // Those that stay in the foreground are stopped by a person; `timeout` presses Ctrl-C here.
  const type = (line: string, seconds = 300) =>
    command('timeout', ['--signal=INT', '--kill-after=60', String(seconds), 'sh', '-c', line], { cwd: site.folder });

  beforeAll(async () => {
    await site.generate(['--profile', profile, '--url', url]);
    commands = blocksOf(site.read('README.md')).flat();
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
    const mine = commands.filter((line) => profile === 'production' || !SAME_IN_BOTH.test(line));
    for (const line of mine) if (!STANDINS || !ASKS_REGISTRY.test(line)) await follow(line);
  });

  /** The line with the backup that is there, and at a terminal with the name of the site where one is asked for. */
  function asTyped(line: string): string {
    if (!EXAMPLE.test(line)) return line;
    const [stamp] = EXAMPLE.exec(readdirSync(join(site.folder, 'backups')).sort().at(-1) ?? '') ?? [];
    const typed = line.replace(EXAMPLE, String(stamp));
    return ASKS.test(typed) ? `echo ${site.name} | script --quiet --return --command '${typed}' /dev/null` : typed;
  }

  async function follow(example: string): Promise<void> {
    const line = asTyped(example);
    const { exitCode, stdout, stderr } = await type(line, STAYS.test(line) ? 4 : 300);
    expect(STAYS.test(line) ? [0, 124, 130] : [0], `${line}: ${stderr}`).toContain(exitCode);
    if (line.includes('logs -f')) expect(stdout.trim(), line).not.toBe('');
    if (line === 'docker compose up') expect((await type('docker compose up -d')).exitCode).toBe(0);
    if (/up -d$|start$/.test(line)) expect(await site.unhealthyAfter(180), line).toEqual([]);
  }

  if (profile === 'development') return;

  it('what the README backs up comes back when every volume is gone', async () => {
    const group = "from django.contrib.auth.models import Group; Group.objects.get_or_create(name='kept')";
    await site.django(group);
    await site.exec('django', 'sh', '-c', 'echo kept > /mnt/volumes/statics/uploaded/kept.txt');
    await site.exec('geoserver', 'sh', '-c', 'echo kept > /geoserver_data/data/kept.txt');
    await follow('scripts/backup');
    expect((await type('docker compose down --volumes')).exitCode).toBe(0);
    await follow(String(commands.findLast((line) => ASKS.test(line))));
    expect(
      await site.django(
        "from django.contrib.auth.models import Group; print(Group.objects.filter(name='kept').count())",
      ),
    ).toBe('1');
    expect(await site.exec('django', 'cat', '/mnt/volumes/statics/uploaded/kept.txt')).toBe('kept');
    expect(await site.exec('geoserver', 'cat', '/geoserver_data/data/kept.txt')).toBe('kept');
    expect((await new Browser().get(`${url}/`)).status).toBe(200);
  });

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
