import { type CelerySettings, celerySettings, type UwsgiSettings, uwsgiSettings } from './django.ts';
import { fullLayout } from './full-layout.ts';
import { type GeoserverSettings, geoserverSettings } from './geoserver.ts';
import { type Fit, type Layout, type Limits, totalOf } from './layout.ts';
import { checkedMachine, type Machine } from './machine.ts';
import { type PostgresSettings, postgresSettings } from './postgres.ts';
import { squeezedLayout } from './squeezed-layout.ts';
import { warningsFor } from './warnings.ts';

/** Every number of the generated project that depends on the machine. Memory in MiB unless a name says otherwise. */
export interface Budget extends GeoserverSettings {
  readonly fit: Fit;
  /** Left to the operating system. */
  readonly reserve: number;
  readonly limits: Limits;
  /** The sum of `limits`: at most the machine's memory less `reserve`, except when `fit` is `below-floor`. */
  readonly total: number;
  /** What nobody needs; the system uses it as page cache. */
  readonly unassigned: number;
  /** `cpus` of the celery container in development; 0 means no limit. */
  readonly celeryCpus: number;
  readonly uwsgi: UwsgiSettings;
  /** nginx' read and send timeouts, a little above harakiri so that uWSGI answers first. */
  readonly proxyTimeoutSeconds: number;
  readonly celery: CelerySettings;
  readonly postgres: PostgresSettings;
  /** 0 when the broker is RabbitMQ. */
  readonly redis: { readonly maxmemory: number };
  /** 0 when the broker is Redis. */
  readonly rabbitmq: { readonly watermark: number };
  /** 0 when there is no cache. */
  readonly memcached: { readonly memory: number };
  readonly nginxWorkers: number;
  /** Concurrently active users that the uWSGI processes can serve. */
  readonly usersServed: number;
  /** Plain sentences for the person, each with what to do. */
  readonly warnings: readonly string[];
}

/** An active user keeps a fifth of a process busy, and GeoServer's own calls keep two. */
const USERS = { perProcess: 5, processesForGeoserver: 2 } as const;

/**
 * The budget of a machine (tuning.md §1): one algorithm decides all sizes, so that they fit together. Throws a
 * RangeError for numbers that no machine has; no machine is refused.
 */
export function budget(given: Machine): Budget {
  const machine = checkedMachine(given);
  const layout = fullLayout(machine) ?? squeezedLayout(machine);
  const uwsgi = uwsgiSettings(layout, machine);
  return {
    ...sums(layout, machine),
    ...geoserverSettings(layout, machine),
    ...smallSettings(layout, machine),
    uwsgi,
    proxyTimeoutSeconds: uwsgi.harakiriSeconds + 30,
    celery: celerySettings(layout, machine),
    postgres: postgresSettings(layout, machine),
    usersServed: USERS.perProcess * (uwsgi.processes - USERS.processesForGeoserver),
    warnings: warningsFor({ machine, fit: layout.fit }),
  };
}

function sums({ fit, reserve, limits }: Layout, { memoryMiB }: Machine) {
  const total = totalOf(limits);
  return { fit, reserve, limits, total, unassigned: Math.max(0, memoryMiB - reserve - total) };
}

function smallSettings({ brokerMemory, memcachedMemory }: Layout, { broker, cpus, profile }: Machine) {
  return {
    redis: { maxmemory: broker === 'redis' ? brokerMemory : 0 },
    rabbitmq: { watermark: broker === 'rabbitmq' ? brokerMemory : 0 },
    memcached: { memory: memcachedMemory },
    // `auto` would count the CPUs of the host.
    nginxWorkers: Math.min(cpus, 4),
    celeryCpus: profile === 'dev' ? Math.ceil(cpus / 2) : 0,
  };
}
