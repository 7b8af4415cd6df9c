import type { Evidence } from '../evidence.ts';
import { databaseOf } from '../preflight/database.ts';
import { type Clue, type ContainerRow, containerSign, type Sign } from './sign.ts';

const DATABASE_ROWS: readonly ContainerRow[] = [
  {
    cause: 'postgres-version',
    in: 'log',
    services: ['db'],
    pattern:
      /data directory was initialized by PostgreSQL version (?<have>[\d.]+), which is not compatible with this version (?<want>\d+)/,
    details: ({ groups, evidence }) => ({ ...groups, volume: databaseVolume(evidence) }),
  },
  {
    // PostgreSQL tells the client that the password is wrong, and its log that there is no such role.
    cause: 'database-missing',
    in: 'log',
    pattern: /Role "(?<role>[^"]+)" does not exist\.$/,
    details: ({ groups, evidence }) => ({
      database: databaseOfRole(groups.role ?? '', evidence),
      volume: databaseVolume(evidence),
    }),
  },
  {
    cause: 'database-missing',
    in: 'both',
    pattern: /database "(?<database>[^"]+)" does not exist/,
    details: ({ groups, evidence }) => ({ ...groups, volume: databaseVolume(evidence) }),
  },
  {
    cause: 'database-password',
    in: 'both',
    // Not "password": it may be the very word that is masked.
    pattern: /FATAL: +\S+ authentication failed for user "(?<role>[^"]+)"/,
    details: ({ groups, evidence }) => ({ ...groups, volume: databaseVolume(evidence) }),
  },
];

/** What the database refuses, in its own words or in those of the service that it refused. */
export const DATABASE_SIGNS: readonly Sign[] = DATABASE_ROWS.map(containerSign);

const databaseVolume = ({ model }: Evidence): string => databaseOf(model)?.volume ?? `${model.name}_dbdata`;

function databaseOfRole(role: string, { env }: Pick<Clue['evidence'], 'env'>): string {
  const key = Object.keys(env).find((one) => one.endsWith('_USER') && env[one] === role) ?? '';
  return env[key.slice(0, -'_USER'.length)] ?? role;
}
