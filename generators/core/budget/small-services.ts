import { clamp, percent } from './arithmetic.ts';
import { BROKER, LETSENCRYPT, NGINX, SEED, SQUEEZE } from './constants.ts';
import type { Layout, Limits } from './layout.ts';
import type { Machine } from './machine.ts';

/** The services whose size does not depend on what the others leave, in MiB. */
interface SmallServices extends Pick<Layout, 'brokerMemory' | 'memcachedMemory'> {
  readonly limits: Pick<Limits, 'broker' | 'nginx' | 'letsencrypt' | 'seed' | 'memcached'>;
}

/** The small services of the full layout (tuning.md §1.3, step 2). */
export function smallServices(machine: Machine): SmallServices {
  const broker = BROKER[machine.broker](machine.memoryMiB);
  const memcachedMemory = machine.memcached ? clamp(percent(1, machine.memoryMiB), 64, 1024) : 0;
  const nginx = machine.memoryMiB < NGINX.largeFrom ? NGINX.small : NGINX.large;
  const memcached = machine.memcached ? memcachedMemory + Math.max(64, percent(15, memcachedMemory)) : 0;
  return {
    limits: { broker: broker.limit, nginx, memcached, ...helpers(machine) },
    brokerMemory: broker.memory,
    memcachedMemory,
  };
}

/** The small services of the squeeze: a site can do without a cache, but not without its certificate. */
export function squeezedSmallServices(machine: Machine): SmallServices {
  const broker = SQUEEZE.broker[machine.broker];
  return {
    limits: { broker: broker.limit, nginx: SQUEEZE.nginx, memcached: 0, ...helpers(machine) },
    brokerMemory: broker.memory,
    memcachedMemory: 0,
  };
}

function helpers(machine: Machine): Pick<Limits, 'letsencrypt' | 'seed'> {
  return { letsencrypt: machine.letsencrypt ? LETSENCRYPT : 0, seed: machine.seed ? SEED : 0 };
}
