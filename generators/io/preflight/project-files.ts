import { readFileSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readEnv } from '../../core/plan/env-file.ts';
import { secretValues } from '../../core/up/mask.ts';
import { demoKeys, emptyKeys } from '../../core/up/preflight/env-keys.ts';
import type { EnvFacts, MissingFiles } from '../../core/up/preflight/facts.ts';
import { type Site, siteOf } from '../../core/up/preflight/site.ts';
import { codeOf } from '../file-system.ts';
import type { Circumstances } from './question.ts';

/** What the files of a project say without anybody else. */
interface ProjectFiles {
  readonly env: EnvFacts | undefined;
  readonly site: Site;
  /** Values that no message may show: for masking, and never a part of the facts. */
  readonly secrets: readonly string[];
}

const COMPOSE_FILES = ['docker-compose.yml', 'docker-compose.override.yml'];

/** Reads `.env` and looks into the Compose files for what they demand of it. */
export function projectFiles(directory: string, { answers, environment }: Circumstances): ProjectFiles {
  const path = join(directory, '.env');
  const text = textAt(path);
  const values = readEnv(text ?? '');
  const files = COMPOSE_FILES.map((file) => textAt(join(directory, file)) ?? '');
  const read = { kind: 'read', empty: emptyKeys(values, environment, files), demo: demoKeys(values) } as const;
  const closed = statAt(path) === 'nothing' ? ({ kind: 'missing' } as const) : undefined;
  return {
    env: text === undefined ? closed : read,
    site: siteOf(values, answers),
    secrets: secretValues(values),
  };
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Files of this machine that containers are to see and that are not there. Of a path that may not be looked at, none. */
export function missingFiles(
  directory: string,
  binds: readonly string[],
  certificates: readonly string[],
): MissingFiles {
  const files = certificates.filter((file) => !file.includes('$')).map((file) => absolute(directory, file));
  const mounts = [...new Set(binds)].filter((path) => !files.includes(path));
  return {
    mounts: mounts.filter((path) => statAt(path) === 'nothing'),
    certificates: files.filter((path) => !isFile(statAt(path))),
  };
}

// As Compose reads it.
const absolute = (directory: string, path: string): string => resolve(directory, path.replace(/^~(?=\/)/, homedir()));

// Docker makes a folder where a mounted file is missing.
const isFile = (found: Stats | 'nothing' | 'closed'): boolean =>
  found === 'closed' || (found !== 'nothing' && !found.isDirectory());

function statAt(path: string): Stats | 'nothing' | 'closed' {
  try {
    return statSync(path);
  } catch (error) {
    return isNothing(error) ? 'nothing' : 'closed';
  }
}

const isNothing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
