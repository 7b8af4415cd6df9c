import { type Machine, memoryFromGigabytes } from '../../../generators/core/budget/machine.ts';

/** The machine of tuning.md §1.5's golden rows, apart from what a test names. */
export function machine(differs: Partial<Machine> = {}): Machine {
  return {
    memoryMiB: memoryFromGigabytes(16),
    cpus: 4,
    profile: 'single',
    broker: 'redis',
    workers: 'split-capable',
    memcached: false,
    letsencrypt: true,
    seed: true,
    maxUploadMiB: 5120,
    ...differs,
  };
}
