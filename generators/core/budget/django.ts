import { clamp } from './arithmetic.ts';
import { TWO_CHILDREN_FROM } from './constants.ts';
import type { CelerySize, Layout } from './layout.ts';
import type { Machine } from './machine.ts';

/** uWSGI's settings that depend on the machine. */
export interface UwsgiSettings {
  readonly processes: number;
  /** Processes at rest. Always < `processes`, or uWSGI refuses to start. */
  readonly cheaper: number;
  readonly initial: number;
  readonly step: number;
  /** No more processes above so many bytes of RSS, and processes are ended above the hard limit. */
  readonly rssSoftBytes: number;
  readonly rssHardBytes: number;
  /** Waiting requests that make uWSGI start emergency processes. */
  readonly backlogAlert: number;
  /** The longest that a request may take. */
  readonly harakiriSeconds: number;
}

/** Celery's settings that depend on the machine. */
export interface CelerySettings extends CelerySize {
  /** Children of the default worker at rest. */
  readonly minWorkers: number;
  /** Children of the harvesting worker at rest, 0 when there is none. */
  readonly minHarvesters: number;
}

/** Above the ~270 MiB of a process, because RSS counts shared pages in each of them. */
const RSS_PER_PROCESS_MIB = 330;

const MIB = 2 ** 20;

/** uWSGI's settings (tuning.md §1.3). An upload of any size arrives in harakiri's time because nginx buffers it. */
export function uwsgiSettings({ uwsgiProcesses: processes }: Layout, { maxUploadMiB }: Machine): UwsgiSettings {
  const cheaper = Math.max(processes < 4 ? 1 : 2, Math.floor(processes / 4));
  return {
    processes,
    cheaper,
    initial: clamp(Math.ceil(processes / 2), cheaper, processes - 1),
    step: Math.max(1, Math.floor(processes / 8)),
    rssSoftBytes: processes * RSS_PER_PROCESS_MIB * MIB,
    rssHardBytes: (processes * RSS_PER_PROCESS_MIB + 512) * MIB,
    backlogAlert: processes,
    harakiriSeconds: clamp(120 + Math.ceil(maxUploadMiB / 20), 300, 1800),
  };
}

/** Celery's settings (tuning.md §1.3): `--autoscale` is `workers,minWorkers`, and `harvesters,minHarvesters`. */
export function celerySettings({ celery }: Layout, { memoryMiB }: Machine): CelerySettings {
  return {
    ...celery,
    minWorkers: memoryMiB < TWO_CHILDREN_FROM ? 1 : 2,
    minHarvesters: celery.split ? 1 : 0,
  };
}
