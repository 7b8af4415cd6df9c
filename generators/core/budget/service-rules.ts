import type { Profile } from './machine.ts';

/** What a service's container may do besides using its memory limit (tuning.md §1.4). */
export interface ServiceRule {
  /** The profiles in which `memswap_limit` equals the memory limit, so that the container cannot swap. */
  readonly noSwapIn: readonly Profile[];
  /** `pids_limit`: a fork bomb stops here; a healthy service never comes near. */
  readonly pids: number;
  /** `stop_grace_period` in seconds. Docker's default of 10 kills the larger services in the middle of their work. */
  readonly stopSeconds: number;
}

/**
 * The rules of every service with a limit in `Budget.limits`, by the same names. A swapped Java heap or database
 * cache is worse than a restart; on a laptop GeoServer may swap, because nobody waits for it. Django's 90 s outlast uWSGI's
 * `worker-reload-mercy` of 60, Celery's 300 let a task end.
 */
export const SERVICE_RULES = {
  geoserver: { noSwapIn: ['single', 'production'], pids: 2048, stopSeconds: 60 },
  db: { noSwapIn: ['dev', 'single', 'production'], pids: 1024, stopSeconds: 120 },
  django: { noSwapIn: [], pids: 1024, stopSeconds: 90 },
  celery: { noSwapIn: [], pids: 1024, stopSeconds: 300 },
  broker: { noSwapIn: [], pids: 512, stopSeconds: 30 },
  nginx: { noSwapIn: [], pids: 512, stopSeconds: 30 },
  letsencrypt: { noSwapIn: [], pids: 128, stopSeconds: 10 },
  seed: { noSwapIn: [], pids: 128, stopSeconds: 10 },
  memcached: { noSwapIn: [], pids: 128, stopSeconds: 10 },
} as const satisfies Record<string, ServiceRule>;

/** A service that has a memory limit. */
export type ServiceName = keyof typeof SERVICE_RULES;
