/** tuning.md's names: our `development` is `dev`, our `production` is `single` (design §3). */
export type Profile = 'dev' | 'single' | 'production';

/** The machine that the site will run on, and what will run on it. */
export interface Machine {
  /** Total memory in MiB, see `memoryFromGigabytes` for a number that a person typed. */
  readonly memoryMiB: number;
  readonly cpus: number;
  readonly profile: Profile;
  readonly broker: 'redis' | 'rabbitmq';
  /** Whether this GeoNode line (>= 5.0) can run a Celery worker of its own for harvesting. */
  readonly workers: 'split-capable' | 'merged';
  readonly memcached: boolean;
  readonly letsencrypt: boolean;
  /** The container that fills GeoServer's data directory once. */
  readonly seed: boolean;
  /** The largest upload in MiB. */
  readonly maxUploadMiB: number;
}

/**
 * Memory in MiB of a machine sold as `gigabytes` GB. A "16 GB" server never shows 16384 MiB, so the decimal
 * reading is the safe one.
 */
export function memoryFromGigabytes(gigabytes: number): number {
  return Math.floor((gigabytes * 1e9) / 2 ** 20);
}

/** The same machine in whole MiB and CPUs; throws a RangeError for numbers that no machine has. */
export function checkedMachine(machine: Machine): Machine {
  return {
    ...machine,
    memoryMiB: wholeAtLeast(1, 'memoryMiB', machine.memoryMiB),
    cpus: wholeAtLeast(1, 'cpus', machine.cpus),
    maxUploadMiB: wholeAtLeast(0, 'maxUploadMiB', Math.ceil(machine.maxUploadMiB)),
  };
}

function wholeAtLeast(least: number, name: string, value: number): number {
  if (Number.isFinite(value) && value >= least) return Math.floor(value);
  throw new RangeError(`${name} must be a finite number of at least ${least}, not ${value}`);
}
