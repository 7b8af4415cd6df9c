import { clamp, percent } from './arithmetic.ts';
import type { Machine, Profile } from './machine.ts';

// Every size is in MiB. Origins are those of tuning.md §1.2 and §1.3.

/** nginx; machines from `largeFrom` on have traffic that is worth the larger one. */
export const NGINX = { small: 96, large: 192, largeFrom: 12_000 } as const;

/** certbot while it renews. */
export const LETSENCRYPT = 128;

/** Copying GeoServer's data directory once. */
export const SEED = 32;

/** The machine from which a second Celery worker and a beat process of its own fit beside the rest. */
export const SPLIT_FROM = 7000;

/** The machine from which each Celery worker keeps two children at rest instead of one. */
export const TWO_CHILDREN_FROM = 12_000;

/** GeoServer's smallest heap, and the step in which it grows. */
export const HEAP = { least: 768, step: 128 } as const;

/** The database's smallest limit; on a laptop, where data is small, `devMost` is enough. */
export const DATABASE = { least: 640, devMost: 1024, step: 32 } as const;

/**
 * With fewer uWSGI processes Django and GeoServer can wait for each other: a request waits for GeoServer while GeoServer
 * asks Django who the user is. The squeeze dares 3.
 */
export const LEAST_PROCESSES = 4;

/** Per cent of what is left above the minimums. At 16 GB and 4 CPUs this gives upstream's fixed heap of 4 GB. */
export const SHARE = { geoserver: 50, db: 22, django: 16, celery: 12 } as const;

/** One more uWSGI process: what it does not share with the others of its ~270 MiB (the Helm chart's number). */
export const DJANGO_PROCESS = 200;

/** One more Celery child, likewise; calibrated on the Helm chart's 4 + 2 children in 2048 MiB. */
export const CELERY_CHILD = 220;

/** Django's container: shared pages, the processes, and room for one on its way to `reload-on-rss` or a migration. */
export const djangoLimit = (processes: number): number => 320 + DJANGO_PROCESS * processes + 256;

/** GeoServer's container: metaspace, code cache, threads and native memory come on top, so the heap is <= 75 %. */
export const geoserverLimit = (heap: number): number => heap + Math.max(512, Math.ceil(heap / 3));

/** What the system and everything outside the stack keep of `memory`. On a laptop other programs run too. */
export const RESERVE: Readonly<Record<Profile, (memory: number) => number>> = {
  dev: (memory) => Math.max(1536, percent(25, memory)),
  single: (memory) => clamp(percent(12, memory), 640, 6144),
  production: (memory) => clamp(percent(15, memory), 768, 8192),
};

/** A broker's container, and what it may keep inside: Redis' `maxmemory`, RabbitMQ's watermark. */
interface BrokerSize {
  readonly limit: number;
  readonly memory: number;
}

/** The brokers on a machine with `memory`. */
export const BROKER: Readonly<Record<Machine['broker'], (memory: number) => BrokerSize>> = {
  redis: (memory) => redis(clamp(percent(1, memory), 64, 256)),
  rabbitmq: (memory) => rabbitmq(clamp(percent(3, memory), 512, 1024)),
};

/** The values of the squeeze, tuning.md §1.7; on machines this small nothing but the heap varies. */
export const SQUEEZE = {
  reserve: 512,
  nginx: 64,
  broker: { redis: { limit: 160, memory: 64 }, rabbitmq: rabbitmq(384) },
  django: 832,
  processes: 3,
  celery: 584,
  db: 448,
  maintenanceWorkMem: 32,
  autovacuumWorkers: 1,
  heap: { least: 512, most: 768, step: 64, native: 512 },
} as const;

/** Twice the data, because a fork that saves can double it. */
function redis(memory: number): BrokerSize {
  return { limit: 2 * memory + 64, memory };
}

/** RabbitMQ blocks publishers at the watermark; the rest is for what it does not count. */
function rabbitmq(limit: number): BrokerSize {
  return { limit, memory: percent(60, limit) };
}
