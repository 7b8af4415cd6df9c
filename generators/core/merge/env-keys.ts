import { type Entry, rawOf, withValue } from './env-lines.ts';
import type { EnvNote } from './env-notes.ts';
import { type Line, withoutEnds } from './lines.ts';

/** One key in the three versions, secrets filled in. */
export interface KeyFacts {
  readonly key: string;
  readonly base: Entry | undefined;
  readonly yours: Entry | undefined;
  readonly theirs: Entry | undefined;
  /** False in a clone, or after the state was lost: then nothing tells what the user changed. */
  readonly hasBase: boolean;
  /** Whether the user's file has the key more than once. */
  readonly repeated: boolean;
  /** The file in which lines of the user's need the key, although the template has dropped it. */
  readonly readBy: string | undefined;
  /** The value of the secret that the key owns, empty where none is known yet; undefined for other keys. */
  readonly secret: string | undefined;
}

/** What becomes of a key: its lines in the result (undefined: none), and what is said about it. */
export interface Verdict {
  readonly lines: readonly Line[] | undefined;
  readonly note?: EnvNote['id'];
}

type Rule = readonly [applies: (facts: KeyFacts) => boolean, verdict: (facts: KeyFacts, version: string) => Verdict];

const same = (one: Entry | undefined, other: Entry | undefined): boolean =>
  one !== undefined && other !== undefined && rawOf(one) === rawOf(other);
const says = (one: Entry | undefined, other: Entry | undefined): boolean => one?.value === other?.value;

const kept = ({ yours }: KeyFacts): Verdict => ({ lines: yours?.lines });
const taken = ({ theirs }: KeyFacts): Verdict => ({ lines: theirs && withoutEnds(theirs.lines) });
const keptWith =
  (note: EnvNote['id']) =>
  (facts: KeyFacts): Verdict => ({ ...kept(facts), note });
const takenWith =
  (note: EnvNote['id']) =>
  (facts: KeyFacts): Verdict => ({ ...taken(facts), note });

/** Keys whose value is a list with commas in which order and repetition mean nothing. */
const SETS: ReadonlySet<string> = new Set(['COMPOSE_PROFILES']);

/** What becomes of a key, by the first rule that applies; from the third on the user's file has it. */
const RULES: readonly Rule[] = [
  [({ yours, base }) => !yours && !!base, leftOut],
  [({ yours }) => !yours, takenWith('added')],
  [({ repeated }) => repeated, keptWith('duplicate')],
  // A password lives in a volume too: it never changes here, whatever the template says or drops.
  [({ secret, yours }) => secret !== undefined && yours?.value !== '', kept],
  [({ secret, theirs }) => secret !== undefined && !!theirs, filled],
  [({ theirs, base, readBy }) => !theirs && !!base && readBy !== undefined, keptWith('still-read')],
  [({ theirs, base, yours }) => !theirs && same(yours, base), commentedOut],
  [({ theirs, base }) => !theirs && !!base, keptWith('unused')],
  [({ theirs }) => !theirs, kept],
  [({ base, theirs }) => same(base, theirs), kept],
  [({ base, yours, theirs }) => same(base, yours) && says(yours, theirs), taken],
  [({ yours, theirs }) => says(yours, theirs), kept],
  [({ hasBase }) => !hasBase, keptWith('unverified')],
  [({ base, yours }) => same(base, yours), takenWith('updated')],
  [({ key, base }) => SETS.has(key) && !!base, mergedSet],
  [({ base, theirs }) => says(base, theirs), kept],
  [() => true, keptWith('kept')],
];

/** What becomes of a key in a project that is updated to this version. */
export function verdictOn(facts: KeyFacts, version: string): Verdict {
  return RULES.find(([applies]) => applies(facts))?.[1](facts, version) ?? kept(facts);
}

function leftOut({ theirs }: KeyFacts): Verdict {
  return theirs ? { lines: undefined, note: 'deleted' } : { lines: undefined };
}

function filled({ yours, secret }: KeyFacts): Verdict {
  return { lines: yours && (secret ? withValue(yours, secret) : yours.lines) };
}

function commentedOut({ yours }: KeyFacts, version: string): Verdict {
  const lines = yours?.lines.map(({ text, eol }, index) => ({
    text: index === 0 ? `# [obsolete since ${version}] ${text}` : `# ${text}`,
    eol,
  }));
  return { lines, note: 'obsolete' };
}

// Either side's additions and removals count; the user's order stays.
function mergedSet(facts: KeyFacts): Verdict {
  const [before, mine, now] = [membersOf(facts.base), membersOf(facts.yours), membersOf(facts.theirs)];
  const left = mine.filter((item) => now.includes(item) || !before.includes(item));
  const added = now.filter((item) => !before.includes(item) && !mine.includes(item));
  if (!facts.yours || (added.length === 0 && left.length === mine.length)) return kept(facts);
  return { lines: withValue(facts.yours, [...left, ...added].join(',')), note: 'merged' };
}

function membersOf(entry: Entry | undefined): readonly string[] {
  const items = (entry?.value ?? '').split(',').map((item) => item.trim());
  return items.filter((item, index) => item !== '' && items.indexOf(item) === index);
}
