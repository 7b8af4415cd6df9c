import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { shellWord } from '../../core/answers/reproduce.ts';
import type { Known } from '../../core/answers/types.ts';
import { readEnv } from '../../core/plan/env-file.ts';
import { isSecretKey, secretValues } from '../../core/up/mask.ts';
import { checkDirectory, noProject } from '../../io/project.ts';
import { storedIn } from '../stored.ts';

/** A generated project, as the commands that talk to Docker need it. */
export interface OnEngine {
  readonly directory: string;
  readonly answers: Known;
  readonly environment: NodeJS.ProcessEnv;
  /** What no output may show. */
  readonly secrets: readonly string[];
  /** The values of `.env` that are no secrets. */
  readonly open: Readonly<Record<string, string>>;
  /** `npx create-geonode-project@…`. */
  readonly program: string;
  /** The command that starts it, as a person types it here. */
  readonly command: string;
}

/**
 * Reads a project that is to be started or looked at.
 * @throws UsageError when the directory holds none; GuardError when a newer program wrote it
 */
export function projectIn(
  cwd: string,
  directory: string,
  about: { version: string; environment: NodeJS.ProcessEnv },
): OnEngine {
  const root = resolve(cwd, directory);
  checkDirectory(root);
  const stored = storedIn(root, about.version);
  if (stored === undefined) throw noProject(root);
  const env = readEnv(envText(root));
  const program = `npx create-geonode-project@${about.version}`;
  return {
    directory: root,
    answers: stored.answers,
    environment: about.environment,
    secrets: secretValues(env),
    open: Object.fromEntries(Object.entries(env).filter(([key]) => !isSecretKey(key))),
    program,
    command: `${program} up ${shellWord(relative(cwd, root) || '.')}`,
  };
}

// Without .env there is nothing to hide, and the checks say that it is missing.
function envText(directory: string): string {
  try {
    return readFileSync(join(directory, '.env'), 'utf8');
  } catch {
    return '';
  }
}
