import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GuardError, UsageError } from '../core/errors.ts';
import { ANSWERS_KEY } from '../core/state/baseline.ts';
import { ANSWERS_FILE, ENV_BASE_FILE, STATE_FILE } from '../core/state/paths.ts';
import { type Baseline, parseBaseline, parseStoredAnswers, type StoredAnswers } from '../core/state/read.ts';
import type { Present } from '../core/update/update.ts';

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
 * @throws GuardError that names the command for it
 */
export function refuseUpstreamProject(directory: string): void {
  if (existsSync(join(directory, STATE_FILE))) return;
  const signs = UPSTREAM_SIGNS.filter((sign) => existsSync(join(directory, sign)));
  if (signs.length < 3) return;
  throw new GuardError(
    `${directory} holds an upstream geonode-project (${signs.join(', ')}). Nothing was written.`,
    'To take it into care, with its names, passwords and data: npx create-geonode-project adopt',
  );
}

/** Whether this is a project of ours without its `.env`: a fresh clone, or a loss. */
export const hasLostEnv = (directory: string): boolean =>
  existsSync(join(directory, STATE_FILE)) && !existsSync(join(directory, '.env'));

/** A command that works on a project, in a directory that holds none. */
export const noProject = (directory: string): UsageError =>
  new UsageError(`${directory} holds no project of this program.`, 'Name the directory of the project.');

/**
 * What the program noted in a project of its own; undefined in any other directory.
 * @throws UsageError when the file is damaged
 */
export function readStored(directory: string): StoredAnswers | undefined {
  const text = readOptional(join(directory, ANSWERS_FILE));
  return text === undefined ? undefined : parseStoredAnswers(text);
}

/** Whether the directory holds a project of this program. A `.yo-rc.json` that does not name it is another generator's. */
export const isProject = (directory: string): boolean =>
  readOptional(join(directory, ANSWERS_FILE))?.includes(`"${ANSWERS_KEY}"`) ?? false;

/**
 * What was generated last, for the tracked files and for `.env`; each undefined where its file is missing.
 * @throws UsageError when one of them is damaged, or names a path outside the project
 */
export function readBaselines(directory: string): Pick<Present, 'baseline' | 'envBase'> {
  const read = (file: typeof STATE_FILE | typeof ENV_BASE_FILE): Baseline | undefined => {
    const text = readOptional(join(directory, file));
    return text === undefined ? undefined : parseBaseline(text, file);
  };
  return { baseline: read(STATE_FILE), envBase: read(ENV_BASE_FILE) };
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`, 'Mend or remove it.', { cause: error });
  }
}
