import type { Env } from '../consequences/site.ts';

/** Two values of `.env` of which the first must not be above the second, and what would happen otherwise. */
type Pair = readonly [less: string, more: string, otherwise: string];

const PAIRS: readonly Pair[] = [
  ['GEOSERVER_HEAP_INITIAL', 'GEOSERVER_HEAP_MAX', 'Java does not start'],
  ['GEOSERVER_HEAP_MAX', 'GEOSERVER_MEMORY', 'the container is killed when it needs its heap'],
  ['POSTGRESQL_SHARED_BUFFERS', 'DB_MEMORY', 'the database does not start'],
  ['POSTGRESQL_MAINTENANCE_WORK_MEM', 'DB_SHM_SIZE', 'parallel index builds fail'],
  ['UWSGI_CHEAPER', 'UWSGI_CHEAPER_INITIAL', 'uWSGI does not start'],
  ['UWSGI_CHEAPER_INITIAL', 'UWSGI_PROCESSES', 'uWSGI does not start'],
  ['UWSGI_CHEAPER_RSS_LIMIT_SOFT', 'UWSGI_CHEAPER_RSS_LIMIT_HARD', 'uWSGI stops its processes too early'],
];

const UNITS: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** A size in bytes, or a plain number; undefined for anything else. */
function sizeOf(value: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^(\d+)\s*([kmg]?)(?:i?b)?$/i.exec(value ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
}

/** Values that do not go together: where one was kept and the other follows a new size, a site may not start. */
export function sizeWarnings(env: Env): readonly string[] {
  return PAIRS.flatMap(([less, more, otherwise]) => {
    const [low, high] = [sizeOf(env[less]), sizeOf(env[more])];
    if (low === undefined || high === undefined || low <= high) return [];
    return [`.env: ${less}=${env[less]} is above ${more}=${env[more]}: ${otherwise}. Change one of them.`];
  });
}
