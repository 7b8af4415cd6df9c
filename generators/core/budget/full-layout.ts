import { clamp } from './arithmetic.ts';
import { celeryMode } from './celery.ts';
import { DATABASE, djangoLimit, geoserverLimit, HEAP, LEAST_PROCESSES, RESERVE } from './constants.ts';
import { type Layout, totalOf } from './layout.ts';
import type { Machine } from './machine.ts';
import { sharesOf } from './shares.ts';
import { smallServices } from './small-services.ts';

/** tuning.md §1.3: the layout of a machine on which the stack runs as intended, else undefined. */
export function fullLayout(machine: Machine): Layout | undefined {
  const reserve = RESERVE[machine.profile](machine.memoryMiB);
  const small = smallServices(machine);
  const memory = machine.memoryMiB - reserve - totalOf(small.limits);
  const spare = memory - leastMemory(machine);
  if (spare < 0) return undefined;
  const { limits, ...shares } = sharesOf(machine, { memory, spare });
  return {
    ...small,
    ...shares,
    fit: 'full',
    reserve,
    limits: { ...limits, ...small.limits },
    maintenanceWorkMem: clamp(Math.floor(limits.db / 16), 64, 1024),
    autovacuumWorkers: limits.db < 1024 ? 2 : 3,
  };
}

/** What the four large services need at least, in MiB. */
function leastMemory(machine: Machine): number {
  const celery = celeryMode(machine);
  const smallest = [geoserverLimit(HEAP.least), DATABASE.least, djangoLimit(LEAST_PROCESSES)];
  return smallest.reduce((sum, limit) => sum + limit, celery.limit(celery.leastChildren));
}
