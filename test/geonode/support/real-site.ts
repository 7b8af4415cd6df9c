import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { Browser, eventually } from '../../e2e/support/browser.ts';
import { Site } from '../../e2e/support/site.ts';
import { TASKS } from '../../e2e/support/tasks.ts';
import { note } from './notes.ts';

/** Seconds that a first start of the real GeoNode may take here, with other work on the machine. */
const FIRST_START = 1800;
/** What the sites let a visitor upload, in bytes. */
export const MAX_UPLOAD = 20 * 2 ** 20;

// A task that a stop interrupts, and that leaves a trace only when it could finish.
const SLOW = `

@shared_task(ignore_result=False)
def slow(seconds, text):
    import time

    time.sleep(seconds)
    note(text)
`;

/** A site with the real GeoNode, generated, built and started before the tests of a suite; taken away after them. */
export function realSite(name: string, args: readonly string[]): Site {
  const site = new Site(name);
  beforeAll(async () => {
    const { GEONODE_INDEX = '' } = process.env;
    if (!GEONODE_INDEX) throw new Error('GEONODE_INDEX is empty: start this with npm run test:geonode');
    const fixed = ['--profile', 'production', '--max-upload', '20M', '--package-index', GEONODE_INDEX, '--no-git'];
    expect(await site.generate([...fixed, ...args])).toMatchObject({ exitCode: 0 });
    site.write(`src/${site.name}/tasks.py`, `${TASKS}${SLOW}`);
    await timed(name, 'build', () => succeeds(site, 'build'));
    await timed(name, 'up to all healthy', async () => {
      const url = site.env('NGINX_BASE_URL');
      // Over https nobody trusts the authority yet, which nginx makes only now.
      const first = url.startsWith('http:')
        ? timed(name, 'up to the first 200', () => firstPage(url))
        : Promise.resolve();
      await timed(name, 'up -d', () => succeeds(site, 'up', '-d'));
      const waiting = await site.unhealthyAfter(FIRST_START);
      expect(waiting, waiting.length > 0 ? await logsOf(site) : '').toEqual([]);
      await first;
    });
    await notePhases(site, name);
  });
  afterAll(async () => {
    if (process.env.GEONODE_KEEP !== '1') await site.remove();
  });
  return site;
}

/** Asks for the home page, as a visitor without patience, until it is there. */
async function firstPage(url: string): Promise<void> {
  const page = await eventually(
    () => new Browser().get(`${url}/`).catch(() => undefined),
    (answer) => answer?.status === 200,
    FIRST_START,
  );
  expect(page?.status).toBe(200);
}

/** Notes how long each phase of bootstrap.py took, by the clock of Docker's log. */
async function notePhases(site: Site, name: string): Promise<void> {
  const { stdout } = await site.compose('logs', '--no-color', '--no-log-prefix', '--timestamps', 'django');
  const lines = [...stdout.matchAll(/^(\S+) (?:bootstrap: (.+)|WSGI app 0 .*ready in \d+ seconds)/gm)];
  for (const [n, [, time = '', phase]] of lines.entries()) {
    const end = lines[n + 1]?.[1];
    if (end !== undefined)
      note('times', {
        site: name,
        what: phase === 'done' ? 'loading uWSGI and GeoNode' : `bootstrap: ${phase}`,
        seconds: Math.round((Date.parse(end) - Date.parse(time)) / 1000),
      });
  }
}

async function timed(site: string, what: string, run: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await run();
  note('times', { site, what, seconds: Math.round((performance.now() - start) / 1000) });
}

async function succeeds(site: Site, ...command: readonly string[]): Promise<void> {
  const outcome = await site.compose(...command);
  expect(outcome.exitCode, outcome.exitCode === 0 ? '' : `${outcome.stderr.slice(-4000)}${await logsOf(site)}`).toBe(0);
}

async function logsOf(site: Site): Promise<string> {
  const { stdout } = await site.compose('logs', '--no-color', '--tail', '40');
  return stdout;
}

/** Runs a Python script of this folder in Django's shell and gives the JSON object of its last line. */
export async function ask<T>(site: Site, script: string): Promise<T> {
  const source = readFileSync(join(import.meta.dirname, `${script}.py`), 'utf8');
  const lines = (await site.django(source)).split('\n');
  return JSON.parse(lines.at(-1) ?? '') as T;
}
