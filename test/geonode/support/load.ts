import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, eventually } from '../../e2e/support/browser.ts';
import { command, type Site } from '../../e2e/support/site.ts';
import { loggedIn } from './visitor.ts';

/** What twenty people look at; GeoServer, a stub here, is left out. */
const PAGES = [
  '/',
  '/api/v2/resources?page_size=20',
  '/catalogue/',
  '/api/v2/facets',
  '/api/v2/documents?page_size=20',
  '/api/v2/users?page_size=20',
  '/en-us/admin/people/profile/',
];

/** MiB that Docker counts for each service: what the limit of the container is held against. */
export async function memoryOf(site: Site): Promise<Readonly<Record<string, number>>> {
  const { stdout } = await command('docker', ['stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}'], {
    cwd: site.folder,
  });
  const ours = stdout.split('\n').filter((line) => line.startsWith(`${site.name}-`));
  return Object.fromEntries(
    ours.map((line) => {
      const [name = '', usage = ''] = line.split(' ');
      return [name.slice(site.name.length + 1, -2), mebibytes(usage)];
    }),
  );
}

function mebibytes(usage: string): number {
  const [, value = '0', unit = ''] = /^([\d.]+)(\w+)/.exec(usage) ?? [];
  return Math.round(Number(value) * (unit === 'GiB' ? 1024 : unit === 'KiB' ? 1 / 1024 : 1));
}

/** The processes of a service: what each is, and its RSS, PSS and what it shares with nobody, in MiB. */
export async function processesOf(
  site: Site,
  service: string,
): Promise<readonly (readonly [string, number, number, number])[]> {
  const script = readFileSync(join(import.meta.dirname, 'processes.py'), 'utf8');
  return JSON.parse(await site.exec(service, 'python', '-c', script));
}

/** What a load was: answers, those that were no 200, and seconds that answers took. */
interface Load {
  readonly answers: number;
  readonly failed: readonly string[];
  readonly median: number;
  readonly p95: number;
  readonly peak: Readonly<Record<string, number>>;
}

/** So many people, each logged in, each asking for one page after another without a pause, for so long. */
export async function load(site: Site, url: string, people: number, seconds: number): Promise<Load> {
  const browsers: Browser[] = [];
  // nginx lets twenty people of one address in at once, and then one every three seconds.
  while (browsers.length < people)
    browsers.push(await eventually(() => loggedIn(site, url).catch(() => undefined), Boolean, 120).then(present));
  const end = Date.now() + seconds * 1000;
  const took: number[] = [];
  const failed: string[] = [];
  const visit = async (browser: Browser, first: number) => {
    for (let n = first; Date.now() < end; n++) {
      const path = PAGES[n % PAGES.length] ?? '/';
      const start = performance.now();
      const status = await browser.get(`${url}${path}`).then(
        (page) => page.status,
        (error: Error) => error.message,
      );
      took.push((performance.now() - start) / 1000);
      if (status !== 200) failed.push(`${path} ${status}`);
    }
  };
  const [peak] = await Promise.all([peaks(site, end), ...browsers.map(visit)]);
  took.sort((a, b) => a - b);
  const at = (share: number) => Number((took[Math.floor(took.length * share)] ?? 0).toFixed(2));
  return { answers: took.length, failed, median: at(0.5), p95: at(0.95), peak };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nobody could log in');
  return value;
}

async function peaks(site: Site, end: number): Promise<Readonly<Record<string, number>>> {
  const most: Record<string, number> = {};
  while (Date.now() < end) {
    for (const [service, mib] of Object.entries(await memoryOf(site)))
      most[service] = Math.max(most[service] ?? 0, mib);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  return most;
}
