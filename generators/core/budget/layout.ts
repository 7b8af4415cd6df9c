import type { ServiceName } from './service-rules.ts';

/** How the stack fits: as intended, at its smallest, or at its smallest and still larger than the machine. */
export type Fit = 'full' | 'squeezed' | 'below-floor';

/** A memory limit in MiB for each service; 0 means that the service does not run here. */
export type Limits = Readonly<Record<ServiceName, number>>;

/** How the memory is shared out: what the full algorithm and the squeeze both decide. All sizes in MiB. */
export interface Layout {
  readonly fit: Fit;
  /** Left to the operating system. */
  readonly reserve: number;
  readonly limits: Limits;
  readonly heap: number;
  readonly uwsgiProcesses: number;
  readonly celery: CelerySize;
  /** Redis' `maxmemory` or RabbitMQ's watermark. */
  readonly brokerMemory: number;
  readonly memcachedMemory: number;
  readonly maintenanceWorkMem: number;
  readonly autovacuumWorkers: number;
}

/** Celery's processes at full scale. */
export interface CelerySize {
  /** Whether harvesting has a worker of its own. */
  readonly split: boolean;
  /** Processes with database connections beside the children: workers and beat. */
  readonly parents: number;
  /** Children of the default worker. */
  readonly workers: number;
  /** Children of the harvesting worker, 0 when there is none. */
  readonly harvesters: number;
}

/** The sum of the limits in MiB. */
export function totalOf(limits: Partial<Limits>): number {
  return Object.values(limits).reduce((sum, limit) => sum + limit, 0);
}
