import { CELERY_CHILD, SPLIT_FROM } from './constants.ts';
import type { CelerySize } from './layout.ts';
import type { Machine } from './machine.ts';

/** One way to run Celery. */
interface CeleryMode {
  /** Children at least, of all workers together. */
  readonly leastChildren: number;
  /** The container's limit in MiB: parent processes, unshared memory of the children, and 128 to spare. */
  readonly limit: (children: number) => number;
  /** So many children, dealt out to the workers. */
  readonly size: (children: number, most: CeleryCaps) => CelerySize;
}

/** The largest useful number of children of each worker. */
export type CeleryCaps = Pick<CelerySize, 'workers' | 'harvesters'>;

/** Default worker, harvesting worker and beat: three parents of 230 MiB. Two children in three are for the default worker. */
const SPLIT: CeleryMode = {
  leastChildren: 3,
  limit: (children) => 690 + CELERY_CHILD * children + 128,
  size: (children, most) => {
    const workers = Math.ceil((2 * children) / 3);
    return {
      split: true,
      parents: 3,
      workers: Math.min(workers, most.workers),
      harvesters: Math.max(1, Math.min(children - workers, most.harvesters)),
    };
  },
};

/** One worker with an embedded beat, counted as two parents, of 300 MiB together. */
const MERGED: CeleryMode = {
  leastChildren: 2,
  limit: (children) => 300 + CELERY_CHILD * children + 128,
  size: (children, most) => ({ split: false, parents: 2, workers: Math.min(children, most.workers), harvesters: 0 }),
};

/** How this machine runs Celery; GeoNode 4.4 has no worker for harvesting. */
export function celeryMode(machine: Machine): CeleryMode {
  return machine.workers === 'split-capable' && machine.memoryMiB >= SPLIT_FROM ? SPLIT : MERGED;
}
