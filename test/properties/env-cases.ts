import fc from 'fast-check';
import { mergeEnv, newEnv } from '../../generators/core/merge/env.ts';
import { type Entry, entriesOf, parseEnv } from '../../generators/core/merge/env-lines.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { ENV_BASE_FILE } from '../../generators/core/state/paths.ts';
import { edited, edits, projects, SELDOM } from './text-cases.ts';

interface EnvCase {
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
}

const withPlaceholders = (project: (typeof projects)[number]): string => {
  const { files } = JSON.parse(project.get(ENV_BASE_FILE)?.text ?? '') as {
    files: Record<string, { lines: readonly string[] }>;
  };
  return files['.env']?.lines.join('\n') ?? '';
};
const templates = projects.map(withPlaceholders);
export const filledIn = Object.fromEntries(SECRETS.map(({ name }) => [name, `${name}-$#'value`]));
export const filled = (template: string): string =>
  newEnv({ theirs: template, secrets: SECRETS, values: filledIn }).text;

const KEYS = ['A', 'B', 'C', 'D', 'COMPOSE_PROFILES', 'ADMIN_PASSWORD', 'SECRET_KEY', 'URL'];
const value = fc.constantFrom('', '1', '2', "'a b'", '"x\\"y"', 'a#b', 'a # c', 'p,q', 'q,r,p', "'one\ntwo'");
const entry = fc.tuple(fc.constantFrom(...KEYS), value).map(([key, text]) => `${key}=${text}`);
const templateEntry = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom('1', '2', "'a b'", 'p', 'p,q'))
  .map(([key, text]) => {
    if (key === 'ADMIN_PASSWORD') return `${key}={{secret:adminPassword}}`;
    if (key === 'SECRET_KEY') return `${key}={{secret:secretKey}}`;
    return key === 'URL' ? `${key}=db://{{secret:adminPassword}}@${text}` : `${key}=${text}`;
  });
const remark = fc.constantFrom('# one', '# two', '', '#A=1', '# --- Part ---');
const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const unique = (lines: readonly string[]): readonly string[] => {
  const keyOf = (line: string): string => /^(\w+)=/.exec(line)?.[1] ?? line;
  return lines.filter(
    (line, index) => !/^\w+=/.test(line) || lines.findIndex((other) => keyOf(other) === keyOf(line)) === index,
  );
};
// What is made of a secret stands with the key that owns it.
const smallTemplate = fc
  .array(fc.oneof(templateEntry, remark), { maxLength: 12 })
  .map((lines) => joined(unique(['ADMIN_PASSWORD={{secret:adminPassword}}', ...lines])));
const userLine = fc.oneof(
  entry,
  remark,
  fc.constantFrom(
    '# mine',
    'export MINE=1',
    'ADMIN_PASSWORD=other-secret',
    'no key',
    'EMAIL_ENABLE=True',
    'DEBUG=True',
    'HTTP_PORT=8080',
  ),
);

export const envCases: fc.Arbitrary<EnvCase> = fc
  .oneof(
    { weight: SELDOM, arbitrary: fc.tuple(smallTemplate, smallTemplate) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...templates), fc.constantFrom(...templates)) },
  )
  .chain(([base, theirs]) =>
    fc.record({
      base: fc.constant(base),
      theirs: fc.constant(theirs),
      yours: edits(userLine).map((all) => edited(filled(base), all)),
    }),
  );

export const merged = (
  given: Omit<EnvCase, 'base'> & { readonly base: string | undefined },
  values?: Record<string, string>,
) => mergeEnv({ ...given, secrets: SECRETS, version: '1.4.0', values });
export const entriesIn = (text: string): ReadonlyMap<string, Entry> => entriesOf(parseEnv(text).items);
export type Entries = ReadonlyMap<string, Entry>;
export const owners = new Set(SECRETS.map(({ owner }) => owner));
export const keysIn = (text: string): readonly string[] =>
  parseEnv(text).items.flatMap((item) => (item.kind === 'entry' ? item.key : []));
export const twice = (keys: readonly string[]): readonly string[] =>
  keys.filter((key, index) => keys.indexOf(key) !== index);

/** The template with the secrets of that file. */
export function withSecretsOf(yours: string, template: string): string {
  const mine = entriesIn(yours);
  const values = Object.fromEntries(SECRETS.map(({ name, owner }) => [name, mine.get(owner)?.value ?? '']));
  return newEnv({ theirs: template, secrets: SECRETS, values }).text;
}
