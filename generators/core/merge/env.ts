import { envValue } from '../plan/env-value.ts';
import { holdsPlaceholder, withSecrets } from '../plan/placeholders.ts';
import type { SecretRow } from '../plan/secrets.ts';
import { type KeyFacts, type Verdict, verdictOn } from './env-keys.ts';
import { type Entry, entriesOf, type Item, parseEnv } from './env-lines.ts';
import { type EnvNote, type Hidden, noteOf } from './env-notes.ts';
import { placed } from './env-place.ts';
import { joinLines, texts } from './lines.ts';

/** What a merge of `.env` starts from. */
export interface EnvSides {
  /** The file as it was last generated, with placeholders (`env-base.json`); undefined in a clone or after a loss. */
  readonly base: string | undefined;
  /** The file as it stands, secrets and all. */
  readonly yours: string;
  /** The file as it is generated now, with placeholders. */
  readonly theirs: string;
  /** Which key owns which secret. */
  readonly secrets: readonly Pick<SecretRow, 'name' | 'owner'>[];
  /** Values, by the secret's name, for keys that stand empty; a key that has a value never takes one. */
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** The version that generates, for comments. */
  readonly version: string;
  /** Gives the file in which lines of the user's need a key; left out where there can be none. */
  readonly readBy?: ((key: string) => string | undefined) | undefined;
}

/** A merged `.env`. It has no conflicts: what both sides changed stays as the user has it, and is told. */
export interface EnvMerge {
  readonly text: string;
  readonly notes: readonly EnvNote[];
  /** The secrets, by name, whose keys stand empty in the result: merge again with their `values`. */
  readonly fill: readonly string[];
}

/**
 * Merges key by key. The user's lines stay, in the user's order: secrets, values that the user chose, and comments. A
 * value that the user never touched follows the template, and so do the comments that nobody changed.
 */
export function mergeEnv(sides: EnvSides): EnvMerge {
  const { items, like } = parseEnv(sides.yours);
  const known = knownSecrets(sides, entriesOf(items));
  const base = sides.base === undefined ? undefined : templateOf(sides.base, known);
  const theirs = templateOf(sides.theirs, known);
  const versions = { base: base?.items, yours: items, theirs: theirs.items };
  const decided = factsOf(versions, sides, known).map((facts) => ({
    facts,
    ...verdictOn(facts, sides.version),
  }));
  // The order of a repeated key decides which entry counts: its lines have no place of their own, they stay.
  const placeable = decided.filter(({ facts }) => !facts.repeated);
  const lines = new Map(placeable.flatMap(({ facts, lines }) => (lines ? [[facts.key, lines] as const] : [])));
  const text = joinLines(placed(versions, lines), like);
  const hidden = hiddenOf(sides.secrets, known, [...(base?.holders ?? []), ...theirs.holders]);
  // A template that did not change says nothing new about what the user took out.
  const told = decided.filter(({ note }) => note !== 'deleted' || sides.base !== sides.theirs);
  const empty = new Set(decided.filter(standsEmpty).map(({ facts }) => facts.key));
  return {
    text,
    notes: told.flatMap(noteOn(hidden)),
    fill: sides.secrets.filter(({ owner }) => empty.has(owner)).map(({ name }) => name),
  };
}

/** A `.env` where there is none yet, with the secrets that are given and the others empty. */
export function newEnv(sides: Omit<EnvSides, 'base' | 'yours' | 'version'>): EnvMerge {
  const known = knownSecrets(sides, new Map());
  const { holders } = templateOf(sides.theirs, known);
  const open = sides.secrets.filter(({ name, owner }) => holders.includes(owner) && known.get(name) === '');
  return { text: filledIn(sides.theirs, known), notes: [], fill: open.map(({ name }) => name) };
}

type Decided = Verdict & { readonly facts: KeyFacts };

/** Secrets by name; empty where the file has none and none was given. */
type Known = ReadonlyMap<string, string>;

function knownSecrets(
  { secrets, values = {} }: Pick<EnvSides, 'secrets' | 'values'>,
  mine: ReadonlyMap<string, Entry>,
): Known {
  return new Map(secrets.map(({ name, owner }) => [name, mine.get(owner)?.value || values[name] || '']));
}

const filledIn = (text: string, known: Known): string => withSecrets(text, (name) => envValue(known.get(name) ?? ''));

/** A generated `.env` with the user's own secrets, so that its lines compare with the user's; `holders` have some. */
function templateOf(
  text: string,
  known: Known,
): { readonly items: readonly Item[]; readonly holders: readonly string[] } {
  const { items } = parseEnv(text);
  const holds = (item: Item): boolean => item.kind === 'entry' && holdsPlaceholder(texts(item.lines).join());
  return {
    items: items.flatMap((item) => (holds(item) ? withSecretsIn(item, known) : item)),
    holders: items.filter(holds).flatMap((item) => (item.kind === 'entry' ? item.key : [])),
  };
}

const withSecretsIn = ({ lines }: Item, known: Known): readonly Item[] =>
  parseEnv(filledIn(`${texts(lines).join('\n')}\n`, known)).items;

interface Versions {
  readonly base: readonly Item[] | undefined;
  readonly yours: readonly Item[];
  readonly theirs: readonly Item[];
}

function factsOf({ base, yours, theirs }: Versions, { secrets, readBy }: EnvSides, known: Known): readonly KeyFacts[] {
  const [before, mine, now] = [entriesOf(base ?? []), entriesOf(yours), entriesOf(theirs)];
  const owned = new Map(secrets.map(({ name, owner }) => [owner, known.get(name)]));
  const repeated = repeatedKeys(yours);
  return [...new Set([...mine.keys(), ...now.keys(), ...before.keys()])].map((key) => ({
    key,
    base: before.get(key),
    yours: mine.get(key),
    theirs: now.get(key),
    hasBase: base !== undefined,
    repeated: repeated.has(key),
    readBy: before.has(key) && !now.has(key) ? readBy?.(key) : undefined,
    secret: owned.get(key),
  }));
}

function repeatedKeys(items: readonly Item[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const keys = items.flatMap((item) => (item.kind === 'entry' ? item.key : []));
  return new Set(keys.filter((key) => seen.size === seen.add(key).size));
}

// A key that stands there twice was left alone, and one without a sign takes its value from the shell.
function standsEmpty({ facts: { secret, yours, theirs, repeated }, lines }: Decided): boolean {
  return secret === '' && theirs !== undefined && lines !== undefined && !repeated && (!yours || yours.value === '');
}

function hiddenOf(secrets: EnvSides['secrets'], known: Known, holders: readonly string[]): Hidden {
  return {
    keys: new Set([...holders, ...secrets.map(({ owner }) => owner)]),
    values: [...known.values()].filter((value) => value !== ''),
  };
}

const noteOn =
  (hidden: Hidden) =>
  ({ facts: { key, base, yours, theirs, readBy }, note }: Decided): readonly EnvNote[] =>
    note ? [noteOf({ id: note, key, was: base?.value, now: theirs?.value, yours: yours?.value }, hidden, readBy)] : [];
