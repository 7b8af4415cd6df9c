import type { Fit } from './layout.ts';
import type { Machine } from './machine.ts';
import { floorOf } from './squeezed-layout.ts';

interface Facts {
  readonly machine: Machine;
  readonly fit: Fit;
}

/** A reason to warn, and a sentence that also says what to do. */
interface Warning {
  readonly when: (facts: Facts) => boolean;
  readonly text: (machine: Machine) => string;
}

/** GeoNode's documented minimum of 8 GB and its preferred 16 GB, in MiB, less what firmware and rounding take. */
const DOCUMENTED = { least: 7600, preferred: 14_300, cpus: 4 } as const;

/** Worst first: of the lines of one group only the first that applies is said, because it contains the others. */
const GROUPS: readonly (readonly Warning[])[] = [
  [
    {
      when: ({ fit }) => fit === 'below-floor',
      text: (machine) =>
        `${memory(machine)} of memory cannot hold this stack: even at its smallest it needs ${smallest(machine)}. ` +
        "Expect services to be killed and uploads to fail. Use a machine with at least 8 GB, GeoNode's minimum.",
    },
    {
      when: ({ fit }) => fit === 'squeezed',
      text: (machine) =>
        `${memory(machine)} of memory is too little for GeoNode, so every service has its smallest size: ` +
        "demo only, 1-2 users, swap >= 2 GB needed. Use a machine with at least 8 GB, GeoNode's minimum.",
    },
    {
      when: ({ machine }) => machine.memoryMiB < DOCUMENTED.least,
      text: (machine) =>
        `${memory(machine)} of memory is below GeoNode's minimum of 8 GB: large uploads will swap. ` +
        'Add memory, or at least 2 GB of swap.',
    },
    {
      when: ({ machine }) => machine.profile !== 'dev' && machine.memoryMiB < DOCUMENTED.preferred,
      text: (machine) =>
        `${memory(machine)} of memory is enough, but GeoNode prefers 16 GB in production. ` +
        'Add memory before the site gets busy.',
    },
  ],
  [
    {
      when: ({ machine, fit }) => machine.memcached && fit !== 'full',
      text: () => 'There is no memory for the cache, so memcached is left out. Turn the cache off, or add memory.',
    },
  ],
  [
    {
      when: ({ machine }) => machine.cpus === 1,
      text: () =>
        'With one CPU, maps, uploads and background tasks wait for each other. Use a machine with at least 4 CPUs.',
    },
    {
      when: ({ machine }) => machine.cpus < DOCUMENTED.cpus,
      text: ({ cpus }) => `${cpus} CPUs are fewer than GeoNode's minimum of 4: maps will be slow. Add CPUs.`,
    },
  ],
];

/** What a person should know about this machine: plain sentences, each with what to do (tuning.md §1.7). */
export function warningsFor(facts: Facts): readonly string[] {
  return GROUPS.flatMap((group) => group.find(({ when }) => when(facts)) ?? []).map(({ text }) => text(facts.machine));
}

function memory(machine: Machine): string {
  return `${Number(gigabytes(machine.memoryMiB).toFixed(2))} GB`;
}

/** Rounded up, so that a machine of this size is large enough. */
function smallest(machine: Machine): string {
  return `${Math.ceil(10 * gigabytes(floorOf(machine))) / 10} GB`;
}

function gigabytes(mib: number): number {
  return (mib * 2 ** 20) / 1e9;
}
