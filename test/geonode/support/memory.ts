import type { Site } from '../../e2e/support/site.ts';
import { load, memoryOf, processesOf } from './load.ts';
import { note } from './notes.ts';

const LIMITS: Readonly<Record<string, string>> = {
  db: 'DB_MEMORY',
  redis: 'BROKER_MEMORY',
  rabbitmq: 'BROKER_MEMORY',
  memcached: 'MEMCACHED_MEMORY',
  django: 'DJANGO_MEMORY',
  celery: 'CELERY_MEMORY',
  geonode: 'NGINX_MEMORY',
};

/** Measures a site at rest and under so many people; notes a row for each service and each kind of process. */
export async function measured(site: Site, url: string, people: number, seconds: number) {
  const rest = await memoryOf(site);
  await noteProcesses(site, 'at rest');
  const seen = await load(site, url, people, seconds);
  await noteProcesses(site, `after ${people} people`);
  for (const [service, key] of Object.entries(LIMITS))
    if (service in rest)
      note('memory', {
        service,
        limit: Number.parseInt(site.env(key), 10),
        'at rest': rest[service] ?? 0,
        [`${people} people, most`]: seen.peak[service] ?? 0,
      });
  note('facts', { what: `${people} people for ${seconds} s: answers`, value: seen.answers });
  note('facts', { what: 'seconds an answer took, median', value: seen.median });
  note('facts', { what: 'seconds an answer took, 95 %', value: seen.p95 });
  return seen;
}

async function noteProcesses(site: Site, when: string): Promise<void> {
  for (const service of ['django', 'celery'])
    for (const [process, rss, pss, unshared] of await processesOf(site, service))
      note('processes', { service, when, process, rss, pss, unshared });
}
