import { ceilTo, clamp, floorTo, percent } from './arithmetic.ts';
import type { Layout } from './layout.ts';
import type { Machine } from './machine.ts';

/** PostgreSQL's settings that depend on the machine, memory in MiB. The container's limit stands for "RAM". */
export interface PostgresSettings {
  readonly maxConnections: number;
  /** Connections that can be open at worst: always <= `maxConnections`. */
  readonly need: number;
  readonly sharedBuffers: number;
  readonly effectiveCacheSize: number;
  readonly maintenanceWorkMem: number;
  readonly autovacuumWorkMem: number;
  readonly autovacuumWorkers: number;
  readonly workMem: number;
  /** The container's `shm_size`: Docker's 64 MB break parallel queries and index builds. */
  readonly shmSize: number;
  readonly maxWorkerProcesses: number;
  readonly maxParallelWorkers: number;
  readonly maxParallelWorkersPerGather: number;
  readonly maxParallelMaintenanceWorkers: number;
}

/**
 * Two connections per Django or Celery process, one for each DATABASES alias; GeoServer's pools for the datastore,
 * GeoFence and one more store; cron and manage.py; superuser, backup and a psql.
 */
const CONNECTIONS = { perProcess: 2, geoserver: 30, commands: 8, reserved: 10 } as const;

/** The settings as PGTune gives them, with lower caps where Docker's shared memory counts (tuning.md §1.3). */
export function postgresSettings(layout: Layout, { cpus }: Machine): PostgresSettings {
  const { maintenanceWorkMem, autovacuumWorkers } = layout;
  const { db } = layout.limits;
  const need = connectionsNeeded(layout);
  const maxConnections = clamp(ceilTo(10, Math.ceil((11 * need) / 10)), 60, 500);
  const sharedBuffers = clamp(floorTo(16, db / 4), 96, 16_384);
  const sorts = 3 * (maxConnections + Math.max(8, cpus));
  return {
    maxConnections,
    need,
    sharedBuffers,
    effectiveCacheSize: percent(75, db),
    maintenanceWorkMem,
    autovacuumWorkMem: Math.min(maintenanceWorkMem, 256),
    autovacuumWorkers,
    workMem: Math.floor(clamp((db - sharedBuffers) / sorts, 4, 64)),
    shmSize: Math.max(Math.min(ceilTo(32, db / 4), 2048), 128, ceilTo(32, maintenanceWorkMem + 64)),
    ...parallelism(cpus),
  };
}

function connectionsNeeded({ uwsgiProcesses, celery }: Layout): number {
  const processes = uwsgiProcesses + celery.workers + celery.harvesters + celery.parents;
  return CONNECTIONS.perProcess * processes + CONNECTIONS.commands + CONNECTIONS.geoserver + CONNECTIONS.reserved;
}

function parallelism(cpus: number) {
  const half = Math.min(4, Math.ceil(cpus / 2));
  return {
    maxWorkerProcesses: Math.max(8, cpus),
    maxParallelWorkers: cpus,
    maxParallelWorkersPerGather: cpus >= 4 ? half : 1,
    maxParallelMaintenanceWorkers: half,
  };
}
