import { join } from 'node:path';
import { complete, parseGiven } from '../../generators/core/answers/resolve.ts';
import type { Answers, Facts } from '../../generators/core/answers/types.ts';
import { labelsFor } from '../../generators/core/merge/text.ts';
import { collectSecrets, type Entropy, SECRETS } from '../../generators/core/plan/secrets.ts';
import { renderProject } from '../../generators/core/render/project.ts';
import type { FileMode, RenderedFile } from '../../generators/core/types.ts';
import { outcomeOf } from '../../generators/core/update/outcome.ts';
import { ownFiles } from '../../generators/core/update/own-files.ts';
import { decideAll } from '../../generators/core/update/update.ts';
import { templatesIn } from '../../generators/io/templates.ts';

export { SCENARIOS } from './scenarios.ts';

/** This package's folder `templates`. */
export const TEMPLATES = join(import.meta.dirname, '..', '..', 'templates');

/** A machine of which everything is known. */
export const FACTS: Facts = {
  cwd: '/home/me',
  memory: 16,
  cpus: 4,
  machine: 'a test',
  timezone: 'Europe/Zurich',
  lanAddresses: ['192.168.1.20'],
  httpProxy: undefined,
  noProxy: undefined,
};

/** Secrets that are the same in every run: each names what it is for. */
export function fixedEntropy(): Entropy {
  let made = 0;
  const text = (length: number): string => `made${++made}`.padEnd(length, 'x');
  return {
    text,
    rsa: (bits) => Buffer.from(`-----BEGIN PRIVATE KEY-----\n${bits}\n`).toString('base64'),
    finished: async (whole) => whole,
  };
}

/** Complete answers from what a person would give; the rest are defaults on `FACTS`. */
export function answersFor(given: Readonly<Record<string, unknown>> = {}): Answers {
  return complete(parseGiven({ flag: { directory: 'my_site', ...given }, file: {}, stored: {} }, FACTS.cwd), FACTS);
}

/** A rendered project by path, with its secrets and the program's own files. */
export async function projectFor(
  given: Readonly<Record<string, unknown>> = {},
  environment: NodeJS.ProcessEnv = {},
): Promise<ReadonlyMap<string, RenderedFile>> {
  const version = '0.0.0-test';
  const answers = answersFor(given);
  const files = renderProject(answers, { templates: templatesIn(TEMPLATES), version });
  const values = collectSecrets(SECRETS, environment, fixedEntropy());
  const options = {
    labels: labelsFor(version, version),
    version,
    restore: new Set<string>(),
    prune: true,
    parseYaml: () => undefined,
    secrets: SECRETS,
    values,
  };
  const nothing = { tree: new Map(), baseline: undefined, envBase: undefined };
  const decisions = decideAll(files, nothing, options);
  const facts = { version, createdWith: version, answers, answersText: undefined };
  const own = ownFiles(files, decisions, facts);
  const { writes } = outcomeOf({ decisions, choices: new Map(), files, own, tree: nothing.tree });
  const policies = new Map(files.map(({ path, policy }) => [path, policy]));
  return new Map(
    writes.map((file) => [
      file.path,
      { ...file, mode: file.mode as FileMode, policy: policies.get(file.path) ?? 'owned' },
    ]),
  );
}
