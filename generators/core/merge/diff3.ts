import { diffArrays } from 'diff';

/** Lines `from` to `to` (not included), counted from 0. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A stretch of three versions of a file. `same`: nobody changed it; `yours`, `theirs`: one side did; `both`: both sides
 * made the same change; `conflict`: they made different ones. The chunks of a file join to each version of it.
 */
export interface Chunk {
  readonly kind: 'same' | 'yours' | 'theirs' | 'both' | 'conflict';
  readonly base: Span;
  readonly yours: Span;
  readonly theirs: Span;
}

type Texts = readonly string[];
type Side = 'yours' | 'theirs';

/** A change of one side: these lines of the base were replaced, and how many lines that made. */
interface Hunk {
  readonly side: Side;
  readonly from: number;
  readonly to: number;
  readonly added: number;
}

/** The changes of a side; undefined where the search for them was given up. */
type Hunks = readonly Hunk[] | undefined;

// The search takes time by the square of this. A file of ours has some hundred lines; what differs in more than so many
// is another file, and is shown as one conflict.
const MAX_EDITS = 2000;

/** Three versions compared line by line; what either side changed next to or over a change of the other is one chunk. */
export function diff3(base: Texts, yours: Texts, theirs: Texts): readonly Chunk[] {
  const ours = hunksOf('yours', base, yours);
  const others = hunksOf('theirs', base, theirs);
  if (ours === undefined || others === undefined) return [whole({ base, yours, theirs }, ours, others)];
  return chunksOf(groupsOf([...ours, ...others]), { base, yours, theirs });
}

/** One conflict over all lines. */
export function wholeConflict({ base, yours, theirs }: Record<Side | 'base', Pick<Texts, 'length'>>): Chunk {
  const all = ({ length }: Pick<Texts, 'length'>): Span => ({ from: 0, to: length });
  return { kind: 'conflict', base: all(base), yours: all(yours), theirs: all(theirs) };
}

// Too much to search through: where a side has changes at all, nothing is known but that.
function whole(versions: Record<Side | 'base', Texts>, ours: Hunks, others: Hunks): Chunk {
  const conflict = wholeConflict(versions);
  if (ours?.length === 0) return { ...conflict, kind: 'theirs' };
  return others?.length === 0 ? { ...conflict, kind: 'yours' } : conflict;
}

// What lies between two lines that stayed was replaced.
function hunksOf(side: Side, base: Texts, version: Texts): Hunks {
  let after = { base: 0, version: 0 };
  return matchesOf(base, version)?.flatMap((match) => {
    const hunk = { side, from: after.base, to: match.base, added: match.version - after.version };
    after = { base: match.base + 1, version: match.version + 1 };
    return hunk.from < hunk.to || hunk.added > 0 ? [hunk] : [];
  });
}

/** A line that stayed, by its number in the base and in the version. */
interface Match {
  readonly base: number;
  readonly version: number;
}

// Lines that only one of the two has are left out of the search: none of them can match, and a file that was written anew
// costs no more than one that stayed. The end of both counts as a line that stayed.
function matchesOf(base: Texts, version: Texts): readonly Match[] | undefined {
  const old = linesAmong(base, version);
  const now = linesAmong(version, base);
  const changes = diffArrays(textsOf(base, old), textsOf(version, now), { maxEditLength: MAX_EDITS });
  let at = { old: 0, now: 0 };
  const matches = changes?.flatMap(({ added, removed, count }) => {
    const { old: first, now: other } = at;
    at = { old: first + (added ? 0 : count), now: other + (removed ? 0 : count) };
    if (added || removed) return [];
    return old.slice(first, at.old).map((line, index) => ({ base: line, version: now[other + index] ?? 0 }));
  });
  return matches && [...matches, { base: base.length, version: version.length }];
}

function linesAmong(lines: Texts, others: Texts): readonly number[] {
  const known = new Set(others);
  return [...lines.keys()].filter((line) => known.has(lines[line] ?? ''));
}

const textsOf = (lines: Texts, numbers: readonly number[]): string[] => numbers.map((line) => lines[line] ?? '');

// Hunks that overlap or touch belong together, as git has it: who changed a line had the next one in view.
function groupsOf(hunks: readonly Hunk[]): readonly Hunk[][] {
  const groups: Hunk[][] = [];
  let reach = -1;
  for (const hunk of hunks.toSorted((a, b) => a.from - b.from)) {
    if (hunk.from <= reach) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
    reach = Math.max(reach, hunk.to);
  }
  return groups;
}

/** A number for each version. */
type Each = Readonly<Record<Side | 'base', number>>;

function chunksOf(groups: readonly Hunk[][], versions: Record<Side | 'base', Texts>): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let at: Each = { base: 0, yours: 0, theirs: 0 };
  const advance = (kind: Chunk['kind'], by: Each): void => {
    const span = (version: Side | 'base'): Span => ({ from: at[version], to: at[version] + by[version] });
    const chunk = { kind, base: span('base'), yours: span('yours'), theirs: span('theirs') };
    at = { base: chunk.base.to, yours: chunk.yours.to, theirs: chunk.theirs.to };
    if (by.base + by.yours + by.theirs > 0) chunks.push(isAgreed(chunk, versions) ? { ...chunk, kind: 'both' } : chunk);
  };
  const keep = (lines: number): void => advance('same', { base: lines, yours: lines, theirs: lines });
  for (const group of groups) {
    keep((group[0]?.from ?? 0) - at.base);
    advance(kindOf(group), sizesOf(group));
  }
  keep(versions.base.length - at.base);
  return chunks;
}

function kindOf(group: readonly Hunk[]): Chunk['kind'] {
  const first = group[0]?.side ?? 'yours';
  return group.every(({ side }) => side === first) ? first : 'conflict';
}

// How many lines a group takes up in each version.
function sizesOf(group: readonly Hunk[]): Each {
  const base = Math.max(...group.map(({ to }) => to)) - (group[0]?.from ?? 0);
  const growth = (wanted: Side): number =>
    group.reduce((sum, { side, from, to, added }) => sum + (side === wanted ? added - (to - from) : 0), 0);
  return { base, yours: base + growth('yours'), theirs: base + growth('theirs') };
}

// Both sides made the same change: no conflict.
function isAgreed({ kind, yours, theirs }: Chunk, versions: Record<Side, Texts>): boolean {
  if (kind !== 'conflict' || yours.to - yours.from !== theirs.to - theirs.from) return false;
  const lines = versions.yours.slice(yours.from, yours.to);
  return lines.every((text, index) => text === versions.theirs[theirs.from + index]);
}
