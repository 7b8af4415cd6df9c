import { parse } from 'yaml';
import type { Sources } from '../../../generators/core/adopt/sources.ts';
import { COMPOSE_NAMES, OVERRIDE_NAMES } from '../../../generators/core/adopt/sources.ts';
import type { YamlParser } from '../../../generators/core/merge/compose.ts';
import { type Upstream, upstreamFiles } from '../../support/upstream.ts';

export const parseYaml: YamlParser = (text) =>
  parse(text, { merge: true, uniqueKeys: true, logLevel: 'error' }) as unknown;

const DIRECTORY = '/home/ada/my-maps';

/** An upstream project as it is read; `edit` changes its files, undefined takes one out. */
export function sourcesOf(
  given: Partial<Upstream> = {},
  edit: Readonly<Record<string, string | undefined>> = {},
): Sources {
  const files: Readonly<Record<string, string | undefined>> = {
    ...upstreamFiles({ line: '5.0', project: 'my-maps', ...given }),
    ...edit,
  };
  const has = (path: string): boolean => files[path] !== undefined;
  return {
    directory: DIRECTORY,
    composeFiles: COMPOSE_NAMES.filter(has),
    overrideFiles: OVERRIDE_NAMES.filter(has),
    texts: files,
    packages: Object.keys(files)
      .filter(has)
      .flatMap((path) => /^src\/(\w+)\/settings\.py$/.exec(path)?.[1] ?? []),
  };
}
