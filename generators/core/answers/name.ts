import { UsageError } from '../errors.ts';
import { INSTALLED_PACKAGES, PYTHON_WORDS, TAKEN_WORDS } from './reserved.ts';
import { shown, text } from './values.ts';

/** Longest project name: PostgreSQL cuts identifiers at 63 bytes and `_data` and prefixes are added (design §2). */
const MAX_NAME = 50;

const EXAMPLE = 'Use lower-case letters, digits and underscores, starting with a letter: my_site.';

const RESERVED: readonly (readonly [ReadonlySet<string>, string])[] = [
  [PYTHON_WORDS, 'is a word or a standard module of Python'],
  [INSTALLED_PACKAGES, 'is a package that GeoNode installs'],
  [TAKEN_WORDS, 'has another meaning inside the project'],
];

/** Why a name is reserved, or undefined when it is free. */
function reservedBecause(name: string): string | undefined {
  return RESERVED.find(([words]) => words.has(name))?.[1];
}

/**
 * A project name: the Python package, the Compose project and the prefix of both databases.
 * @throws UsageError with the rule that it breaks
 */
export function parseName(input: unknown): string {
  const name = text(input);
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new UsageError(`${shown(name)} is not a project name.`, EXAMPLE);
  if (name.endsWith('_') || name.includes('__'))
    throw new UsageError(`${shown(name)} has an underscore too many.`, EXAMPLE);
  if (name.length > MAX_NAME)
    throw new UsageError(`${shown(name)} is longer than ${MAX_NAME} characters.`, 'Choose a shorter name.');
  const reason = reservedBecause(name);
  if (reason)
    throw new UsageError(`${shown(name)} ${reason}, so a project cannot be called that.`, `Try ${name}_site.`);
  return name;
}

/** The name that suits a directory, or undefined when nothing usable is left of it. */
export function nameFromDirectory(directory: string): string | undefined {
  const base = directory.split(/[\\/]/).findLast((part) => part !== '') ?? '';
  const plain = base.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const name = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, MAX_NAME - 5)
    .replace(/_+$/, '');
  if (name === '') return undefined;
  return reservedBecause(name) ? `${name}_site` : name;
}

/** The title that suits a name: `my_site` becomes `My site`. */
export function titleFromName(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
