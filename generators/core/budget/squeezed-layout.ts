import { clamp, floorTo } from './arithmetic.ts';
import { SQUEEZE } from './constants.ts';
import { type Layout, totalOf } from './layout.ts';
import type { Machine } from './machine.ts';
import { squeezedSmallServices } from './small-services.ts';

/**
 * tuning.md §1.7 as settled in design §3: the smallest stack that starts, for any machine. Where not even that
 * fits, the values are those of the floor and the limits add up to more than there is.
 */
export function squeezedLayout(machine: Machine): Layout {
  const small = squeezedSmallServices(machine);
  const fixed = { ...small.limits, db: SQUEEZE.db, django: SQUEEZE.django, celery: SQUEEZE.celery };
  const heapRoom = machine.memoryMiB - SQUEEZE.reserve - totalOf(fixed) - SQUEEZE.heap.native;
  const heap = clamp(floorTo(SQUEEZE.heap.step, heapRoom), SQUEEZE.heap.least, SQUEEZE.heap.most);
  return {
    ...small,
    fit: heapRoom < SQUEEZE.heap.least ? 'below-floor' : 'squeezed',
    reserve: SQUEEZE.reserve,
    limits: { ...fixed, geoserver: heap + SQUEEZE.heap.native },
    heap,
    uwsgiProcesses: SQUEEZE.processes,
    celery: { split: false, parents: 2, workers: 1, harvesters: 0 },
    maintenanceWorkMem: SQUEEZE.maintenanceWorkMem,
    autovacuumWorkers: SQUEEZE.autovacuumWorkers,
  };
}

/** The least memory in MiB from which the squeeze of this machine's stack adds up. */
export function floorOf(machine: Machine): number {
  const { limits } = squeezedLayout({ ...machine, memoryMiB: 1 });
  return SQUEEZE.reserve + totalOf(limits);
}
