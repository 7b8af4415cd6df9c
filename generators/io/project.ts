import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GuardError, UsageError } from '../core/errors.ts';
import { ANSWERS_FILE, STATE_FILE } from '../core/state/baseline.ts';
import type { Existing, Tree } from '../core/types.ts';

/** What stands at these paths of a project; links and folders are never followed or entered. */
export function readTree(root: string, paths: readonly string[]): Tree {
  const found = paths.flatMap((path): readonly [string, Existing][] => {
    const existing = blockedParent(root, path) ?? readOne(join(root, path));
    return existing === undefined ? [] : [[path, existing]];
  });
  return new Map(found);
}

function readOne(path: string): Existing | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isFile()) return { kind: 'file', text: readFileSync(path, 'utf8') };
  return {
    kind: 'other',
    what: stat.isDirectory() ? 'is a directory' : stat.isSymbolicLink() ? 'is a symbolic link' : 'is no regular file',
  };
}

// A parent folder that is a file, or a link that leads out of the project.
function blockedParent(root: string, path: string): Existing | undefined {
  const parents = path.split('/').slice(0, -1);
  for (let depth = 1; depth <= parents.length; depth++) {
    const parent = parents.slice(0, depth).join('/');
    const stat = lstatSync(join(root, parent), { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (!stat.isDirectory()) return { kind: 'other', what: `cannot be made: ${parent} is not a directory` };
  }
  return undefined;
}

/**
 * Checks that a project can stand in the directory: it is one, or its nearest existing parent is one.
 * @throws UsageError when something else is in the way
 */
export function checkDirectory(directory: string): void {
  const kind = kindOf(directory);
  if (kind === 'directory') return;
  if (kind === 'other') throw new UsageError(`${directory} is not a directory.`, 'Choose another directory.');
  if (kind === 'dangling') {
    throw new UsageError(`${directory} is a link that leads nowhere.`, 'Remove the link, or choose another directory.');
  }
  if (directory !== dirname(directory)) checkDirectory(dirname(directory));
}

function kindOf(path: string): 'directory' | 'other' | 'dangling' | 'nothing' {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined) return stat.isDirectory() ? 'directory' : 'other';
    return lstatSync(path, { throwIfNoEntry: false }) ? 'dangling' : 'nothing';
  } catch (error) {
    // Below a file there is nothing; the file itself is judged when its turn comes.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return 'nothing';
    throw new UsageError(`${path} cannot be used: ${(error as Error).message}`, 'Choose another directory.', {
      cause: error,
    });
  }
}

// Any three of these tell an upstream project; ours has none of the first two.
const UPSTREAM_SIGNS = [
  'create-envfile.py',
  '.env.sample',
  'src/tasks.py',
  'src/celery-cmd',
  'src/wait-for-databases.sh',
  'docker/nginx/Dockerfile',
];

/**
 * Recognises a clone of GeoNode's own geonode-project.
 * @throws GuardError that says that it cannot be taken over yet
 */
export function refuseUpstreamProject(directory: string): void {
  if (existsSync(join(directory, STATE_FILE))) return;
  const signs = UPSTREAM_SIGNS.filter((sign) => existsSync(join(directory, sign)));
  if (signs.length < 3) return;
  throw new GuardError(
    `${directory} holds an upstream geonode-project (${signs.join(', ')}). It cannot be adopted yet. Nothing was written.`,
    'Generate into a new directory, or wait for the version that has the command adopt.',
  );
}

/**
 * A project that has lost its `.env`, or a fresh clone: new passwords would not fit the volumes of the old ones.
 * @throws GuardError that says where to get the file
 */
export function refuseLostEnv(directory: string): void {
  if (!existsSync(join(directory, STATE_FILE)) || existsSync(join(directory, '.env'))) return;
  throw new GuardError(
    `${directory} is a generated project without its .env. New passwords would not fit the data in its volumes. Nothing was written.`,
    'Copy .env from the machine where the project runs, or from a backup. If there is no data yet, copy .env.example to .env and fill in the passwords.',
  );
}

/** The answers stored in a project, by key; empty where there is no project of ours. */
export function readStoredAnswers(directory: string): Readonly<Record<string, unknown>> {
  const path = join(directory, ANSWERS_FILE);
  if (!existsSync(path)) return {};
  const stored = parseJson(path)?.['create-geonode-project'];
  return isRecord(stored) && isRecord(stored.answers) ? stored.answers : {};
}

function parseJson(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(content) ? content : undefined;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, 'Mend or remove the file.', {
      cause: error,
    });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
