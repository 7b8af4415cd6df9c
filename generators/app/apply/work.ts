import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../core/answers/types.ts';
import { siteOf } from '../../core/consequences/site.ts';
import { UsageError } from '../../core/errors.ts';
import { readEnv } from '../../core/plan/env-file.ts';
import { environmentIn } from '../../io/in-container.ts';
import type { Options } from '../run.ts';
import { projectIn } from '../up/project.ts';
import type { Work } from './doing.ts';

const PASSWORD = 'GEOSERVER_ADMIN_PASSWORD';

/**
 * Reads the project and what its containers were started with.
 * @throws UsageError when it has no `.env`, or one with an address that is none
 */
export async function workOn(cwd: string, directory: string, { ports }: Options): Promise<Work> {
  const { version, environment, terminal } = ports;
  const { directory: root, answers: known, secrets } = projectIn(cwd, directory, { version, environment });
  const env = envIn(root);
  const on = { cwd: root, environment, secrets };
  // Every answer is stored; only the directory is not.
  const answers = { ...known, directory: root } as Answers;
  const earlier = [environment.GEONODE_OLD_GEOSERVER_PASSWORD, (await environmentIn('geoserver', on))[PASSWORD]];
  return {
    wanted: { answers, env, site: siteOf(answers, env) },
    on: { ...on, secrets: [...secrets, ...earlier.filter((one) => one !== undefined)] },
    terminal,
    earlier: earlier.flatMap((one) => one || []),
    done: [],
  };
}

function envIn(root: string): Readonly<Record<string, string>> {
  try {
    return readEnv(readFileSync(join(root, '.env'), 'utf8'));
  } catch (error) {
    throw new UsageError(`${root} has no .env that can be read.`, 'It holds the values that the site is to take.', {
      cause: error,
    });
  }
}
