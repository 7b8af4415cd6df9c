import { clamp, floorTo, percent } from './arithmetic.ts';
import { type CeleryCaps, celeryMode } from './celery.ts';
import {
  CELERY_CHILD,
  DATABASE,
  DJANGO_PROCESS,
  djangoLimit,
  geoserverLimit,
  HEAP,
  LEAST_PROCESSES,
  SHARE,
} from './constants.ts';
import { type Layout, type Limits, totalOf } from './layout.ts';
import type { Machine } from './machine.ts';

/** What the four large services get. */
interface Shares extends Pick<Layout, 'heap' | 'uwsgiProcesses' | 'celery'> {
  readonly limits: Pick<Limits, 'geoserver' | 'db' | 'django' | 'celery'>;
}

/** What there is for the four large services, and how much of it lies above their minimums, in MiB. */
interface Room {
  readonly memory: number;
  readonly spare: number;
}

/** The largest useful sizes, heap in MiB: beyond them the CPUs, or the one user of a laptop, are the limit. */
interface Caps extends CeleryCaps {
  readonly heap: number;
  readonly uwsgiProcesses: number;
}

/** tuning.md §1.3, steps 5 to 9: the room for the four large services, shared out. */
export function sharesOf(machine: Machine, room: Room): Shares {
  const caps = capsOf(machine);
  return withLeftOver(machine, room, caps, firstShares(machine, room, caps));
}

function capsOf({ profile, cpus }: Machine): Caps {
  if (profile === 'dev') return { heap: 2048, uwsgiProcesses: 6, workers: 2, harvesters: 1 };
  return {
    // GetMap is fastest with two requests a core, so more heap than the cores can fill is of no use.
    heap: clamp(1024 + 1024 * cpus, 2048, 16_384),
    uwsgiProcesses: Math.max(LEAST_PROCESSES, Math.min(4 * cpus, 32)),
    workers: clamp(2 * cpus, 2, 16),
    harvesters: clamp(cpus, 1, 8),
  };
}

function firstShares(machine: Machine, { spare }: Room, caps: Caps): Shares {
  const mode = celeryMode(machine);
  const heap = Math.min(firstHeap(spare), caps.heap);
  const uwsgiProcesses = Math.min(LEAST_PROCESSES + more(SHARE.django, DJANGO_PROCESS, spare), caps.uwsgiProcesses);
  const celery = mode.size(mode.leastChildren + more(SHARE.celery, CELERY_CHILD, spare), caps);
  const db = DATABASE.least + percent(SHARE.db, spare);
  const limits = {
    geoserver: geoserverLimit(heap),
    db: machine.profile === 'dev' ? Math.min(db, DATABASE.devMost) : db,
    django: djangoLimit(uwsgiProcesses),
    celery: mode.limit(celery.workers + celery.harvesters),
  };
  return { heap, uwsgiProcesses, celery, limits };
}

/** How many processes of `size` MiB so many per cent of the spare memory pay for. */
function more(rate: number, size: number, spare: number): number {
  return Math.floor((rate * spare) / (100 * size));
}

function firstHeap(spare: number): number {
  const limit = geoserverLimit(HEAP.least) + (SHARE.geoserver * spare) / 100;
  return floorTo(HEAP.step, Math.min(0.75 * limit, limit - 512));
}

/** Rounding and caps leave memory over: GeoServer takes it first, then, on a server, the database's page cache. */
function withLeftOver(machine: Machine, room: Room, caps: Caps, first: Shares): Shares {
  const left = room.memory - totalOf(first.limits);
  const heap = grownHeap(first.heap, caps.heap, left);
  const geoserver = geoserverLimit(heap);
  const stillLeft = left - (geoserver - first.limits.geoserver);
  const db = first.limits.db + (machine.profile === 'dev' ? 0 : databaseExtra(first.limits.db, stillLeft, room));
  return { ...first, heap, limits: { ...first.limits, geoserver, db: floorTo(DATABASE.step, db) } };
}

function grownHeap(heap: number, most: number, left: number): number {
  const grown = heap + HEAP.step;
  const price = geoserverLimit(grown) - geoserverLimit(heap);
  return grown <= most && price <= left ? grownHeap(grown, most, left - price) : heap;
}

/** The database never gets more than half: what is still left then stays unassigned on purpose. */
function databaseExtra(db: number, left: number, room: Room): number {
  return Math.min(left, Math.max(0, percent(50, room.memory) - db));
}
