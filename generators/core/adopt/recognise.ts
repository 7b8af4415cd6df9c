import type { YamlParser } from '../merge/compose.ts';
import { parseEnv } from '../merge/env-lines.ts';
import { type ComposeFacts, composeFacts } from './compose-facts.ts';
import { envValues, type Values } from './interpolate.ts';
import { refusal } from './refusal.ts';
import type { Sources } from './sources.ts';

/** An upstream project, read. */
export interface Recognised {
  readonly values: Values;
  readonly compose: ComposeFacts;
  /** The Python package of its settings. */
  readonly package: string;
}

/** Services without which a project is no GeoNode. */
const NEEDED = ['db', 'django', 'celery', 'geoserver'];

/**
 * Recognises a GeoNode project of upstream's kind: one file of Compose with its services, a `.env`, a Django package.
 * @throws GuardError that says what it lacks, and what to do
 */
export function recognise(sources: Sources, parseYaml: YamlParser): Recognised {
  refuseBlueprint(sources);
  const [file] = onlyFiles(sources);
  const parsed = [file, sources.overrideFiles[0]].flatMap((path) =>
    path === undefined ? [] : [parsedYaml(path, sources.texts[path] ?? '', parseYaml)],
  );
  refuseIncludes(file ?? '', parsed);
  const compose = composeFacts(parsed, {});
  const missing = NEEDED.filter((name) => !compose.services.has(name));
  if (missing.join() === 'db')
    throw refusal(
      `${file} has no service db: the databases of ${sources.directory} run elsewhere, and this program runs them as a service.`,
      'Such a project cannot be adopted yet. Begin a new one, and bring both databases over with pg_dump and pg_restore.',
    );
  if (missing.length > 0)
    throw refusal(
      `${sources.directory} is not a GeoNode project: ${file} has no service ${missing.join(', ')}.`,
      'Name the directory of a project made with geonode-project, or begin a new one: npm create geonode-project@latest',
    );
  const values = environmentOf(sources);
  return { values, compose: composeFacts(parsed, values), package: packageOf(sources, values) };
}

// Its settings and apps are mounted into GeoNode's own package: there is no package of the project's whose name could be kept.
function refuseBlueprint({ directory, texts }: Sources): void {
  if (texts['geonode/geonode/settings_override.py'] === undefined) return;
  throw refusal(
    `${directory} is a blueprint project: its code lies in GeoNode's own package, and not in one of its own under src.`,
    'Begin a new project of the same line beside it, and bring the data over: a dump of both databases, and the files of its volumes.',
  );
}

function onlyFiles({ directory, composeFiles, overrideFiles }: Sources): readonly string[] {
  if (composeFiles.length === 0)
    throw refusal(
      `${directory} is not a GeoNode project: it has no docker-compose.yml.`,
      'Name the directory of a project made with geonode-project, or begin a new one: npm create geonode-project@latest',
    );
  for (const files of [composeFiles, overrideFiles])
    if (files.length > 1)
      throw refusal(
        `${directory} has two files for the same: ${files.join(' and ')}. Compose reads the first one only.`,
        'Move the one away that the site does not run with, then adopt it.',
      );
  const [override] = overrideFiles;
  if (override !== undefined && override !== 'docker-compose.override.yml')
    throw refusal(
      `The override is called ${override}; here it is docker-compose.override.yml.`,
      `Rename it: mv ${override} docker-compose.override.yml`,
    );
  return composeFiles;
}

// What they hold would be lost with the file that names them.
function refuseIncludes(file: string, parsed: readonly unknown[]): void {
  const isIncluding = (one: unknown): boolean => typeof one === 'object' && one !== null && 'include' in one;
  if (!parsed.some(isIncluding)) return;
  throw refusal(
    `${file} includes other files, which this program does not read.`,
    'Write what they say into one file: docker compose config --no-interpolate',
  );
}

function parsedYaml(path: string, text: string, parseYaml: YamlParser): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw refusal(
      `${path} cannot be read: ${(error as Error).message.split('\n')[0]}`,
      'Mend it: docker compose config -q',
    );
  }
}

// A mistake in it would lose a password, so it has to be read as Compose reads it.
function environmentOf({ directory, texts }: Sources): Values {
  const text = texts['.env'];
  if (text === undefined)
    throw refusal(
      `${directory} has no .env: the names and passwords of its data stand there.`,
      'Copy the one of the running site, or restore it from a backup.',
    );
  const bad = badLines(text);
  if (bad.length > 0)
    throw refusal(
      `.env is damaged: line ${bad.join(', ')} ${bad.length === 1 ? 'is' : 'are'} neither KEY=value nor a comment, or a quotation does not end.`,
      'Mend it: docker compose config -q says what Compose thinks of it.',
    );
  const values = envValues(text);
  if (values.COMPOSE_FILE)
    throw refusal(
      'COMPOSE_FILE in .env names the files of Compose, and this program writes docker-compose.yml and its override.',
      'Put what the other files say into docker-compose.override.yml, and take COMPOSE_FILE out of .env.',
    );
  return values;
}

/** The lines of a `.env`, from 1, that Compose would refuse. */
export function badLines(text: string): readonly number[] {
  let line = 1;
  return parseEnv(text).items.flatMap((item) => {
    const at = line;
    line += item.lines.length;
    const [first] = item.lines;
    if (item.kind === 'rest') return /^\s*(?:#.*)?$/.test(first.text) ? [] : [at];
    const open = /^["']/.exec(first?.text.slice(item.head.length) ?? '');
    const closed =
      open === null || item.value === undefined || !item.value.startsWith(open[0]) || item.lines.length > 1;
    return closed ? [] : [at];
  });
}

function packageOf({ packages, directory }: Sources, values: Values): string {
  const named = values.DJANGO_SETTINGS_MODULE?.split('.')[0];
  const found = packages.find((one) => one === named) ?? (packages.length === 1 ? packages[0] : undefined);
  if (found !== undefined) return found;
  throw refusal(
    packages.length === 0
      ? `${directory} is not a GeoNode project: no folder below src holds a settings.py.`
      : `Several folders below src hold a settings.py: ${packages.join(', ')}.`,
    packages.length === 0
      ? 'Name the directory of a project made with geonode-project.'
      : 'Say which one is the project: DJANGO_SETTINGS_MODULE=NAME.settings in .env',
  );
}
