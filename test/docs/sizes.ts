import { type Budget, budget } from '../../generators/core/budget/budget.ts';
import { memoryFromGigabytes } from '../../generators/core/budget/machine.ts';

/** What people rent and buy, in GB and CPUs. */
const MACHINES = [
  [4, 2],
  [8, 4],
  [16, 4],
  [32, 8],
  [64, 16],
] as const;

const PROFILES = [
  ['production', 'single'],
  ['development', 'dev'],
] as const;

/** The columns of docs/sizing.md after the machine itself. */
const COLUMNS: Readonly<Record<string, (sizes: Budget) => string | number>> = {
  system: ({ reserve }) => reserve,
  'GeoServer (heap)': ({ limits, heap }) => `${limits.geoserver} (${heap})`,
  db: ({ limits }) => limits.db,
  'django (processes)': ({ limits, uwsgi }) => `${limits.django} (${uwsgi.processes})`,
  'celery (tasks + harvesting)': ({ limits, celery }) => `${limits.celery} (${celery.workers} + ${celery.harvesters})`,
  redis: ({ limits }) => limits.broker,
  nginx: ({ limits }) => limits.nginx,
  unassigned: ({ unassigned }) => unassigned,
  connections: ({ postgres }) => postgres.maxConnections,
  people: ({ usersServed }) => usersServed,
};

/** The tables of docs/sizing.md, one a profile. */
export function sizeTables(): string {
  return PROFILES.map(([name, profile]) =>
    [`### ${name}`, '', ...HEAD, ...MACHINES.map(([memory, cpus]) => rowOf(memory, cpus, profile))].join('\n'),
  ).join('\n\n');
}

const cells = (values: readonly (string | number)[]): string => `| ${values.join(' | ')} |`;
const HEAD = [
  cells(['machine', ...Object.keys(COLUMNS)]),
  cells(['---', ...Object.keys(COLUMNS).map(() => '---:')]).replaceAll(' ', ''),
];

function rowOf(memory: number, cpus: number, profile: 'single' | 'dev'): string {
  const sizes = budget({
    memoryMiB: memoryFromGigabytes(memory),
    cpus,
    profile,
    broker: 'redis',
    workers: 'split-capable',
    memcached: false,
    // A site with a domain has it, a laptop has not.
    letsencrypt: profile === 'single',
    seed: true,
    maxUploadMiB: 5120,
  });
  return cells([`${memory} GB, ${cpus} CPUs`, ...Object.values(COLUMNS).map((column) => column(sizes))]);
}
