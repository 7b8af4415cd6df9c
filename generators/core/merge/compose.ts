import { sameButEnds, splitLines, texts } from './lines.ts';
import { mergedOrder } from './order.ts';
import { hasTwins, type Segment, segmentsOf } from './segments.ts';
import {
  type ConflictedMerge,
  conflictOf,
  type Labels,
  mergeLines,
  mergeText,
  type Piece,
  present,
  type Sides,
  settle,
  type TextMerge,
} from './text.ts';

/**
 * A part of a Compose file that stays as the user has it. `part-kept`: the template dropped it, the user had changed it.
 * `part-left-out`: the template changed it, the user had taken it out.
 */
export interface ComposeNote {
  readonly id: 'part-kept' | 'part-left-out';
  /** Its keys, with slashes: `services/redis`. */
  readonly part: string;
}

/** Reads YAML; throws where it cannot be read. */
export type YamlParser = (text: string) => unknown;

/** A merge of a Compose file, and what a person should know about it. */
export type ComposeMerge = TextMerge & { readonly notes: readonly ComposeNote[] };

type Task = Sides & { readonly labels: Labels; readonly parse: YamlParser };

/**
 * Merges service by service, volume by volume, each as text: both sides may add to the same list without a conflict. A
 * clean result that does not parse although both sides do is replaced by a plain text merge, or one conflict of the file.
 */
export function mergeCompose(task: Task): ComposeMerge {
  if (settle(task) !== undefined || sameButEnds(task.base, task.yours)) return byLines(task);
  const merged = bySegments(task) ?? byLines(task);
  // Parsing takes longer than merging: a good result is read once, and nothing else.
  if (holds(merged, task) || !reads(task.yours, task) || !reads(task.theirs, task)) return merged;
  if (merged.kind === 'conflict') return withSoundAnswers(merged, task);
  const plain = byLines(task);
  if (plain.kind === 'conflict') return withSoundAnswers(plain, task);
  return holds(plain, task) ? plain : { ...conflictOf(task), notes: [] };
}

const byLines = (task: Task): ComposeMerge => ({ ...mergeText(task), notes: [] });

function bySegments({ base, yours, theirs, labels }: Task): ComposeMerge | undefined {
  const { lines, ...like } = splitLines(yours);
  const [b, y, t] = [splitLines(base).lines, lines, splitLines(theirs).lines].map(segmentsOf) as [Level, Level, Level];
  if ([b, y, t].some(hasTwins)) return undefined;
  const { pieces, notes } = mergedLevel([b, y, t], '');
  return { ...present(pieces, like, labels), notes };
}

function reads(text: string, { parse }: Task): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

const holds = (merge: ComposeMerge, task: Task): boolean =>
  (merge.kind === 'clean' ? [merge.text] : [merge.yours, merge.theirs]).every((text) => reads(text, task));

// An answer to all conflicts that does not parse helps nobody: then it is the whole file of that side.
function withSoundAnswers<T extends ConflictedMerge>(merge: T, task: Task): T {
  const yours = reads(merge.yours, task) ? merge.yours : task.yours;
  return { ...merge, yours, theirs: reads(merge.theirs, task) ? merge.theirs : task.theirs };
}

type Level = readonly Segment[];
type Part = Segment | undefined;

interface Outcome {
  readonly pieces: readonly Piece[];
  readonly notes: readonly ComposeNote[];
}

function mergedLevel(versions: readonly [Level, Level, Level], path: string): Outcome {
  const [b, y, t] = versions.map((level) => new Map(level.map((segment) => [segment.name, segment])));
  const outcomes = mergedOrder([...(y?.keys() ?? [])], [...(t?.keys() ?? [])]).map((name) =>
    mergedPart([b?.get(name), y?.get(name), t?.get(name)], path === '' ? name : `${path}/${name}`),
  );
  return { pieces: outcomes.flatMap(({ pieces }) => pieces), notes: outcomes.flatMap(({ notes }) => notes) };
}

function mergedPart([b, y, t]: readonly [Part, Part, Part], path: string): Outcome {
  const below = mergedLevel([b?.children ?? [], y?.children ?? [], t?.children ?? []], path);
  const own = ownPieces(b, y, t);
  // What is left below a key needs the key.
  const pieces = own.length === 0 && below.pieces.length > 0 ? ownPieces(undefined, y, y ? undefined : t) : own;
  return { pieces: [...pieces, ...below.pieces], notes: [...noteOn(b, y, t, path), ...below.notes] };
}

// The same table as for whole files (decide.ts): what only one side touched follows that side.
function ownPieces(b: Part, y: Part, t: Part): readonly Piece[] {
  if (b && (!y || !t)) return y && !isSame(y, b) ? [{ kind: 'lines', lines: y.lines }] : [];
  if (y && t) return mergeLines(b?.lines ?? [], y.lines, t.lines, y.at);
  return mergeLines([], y?.lines ?? [], t?.lines ?? [], y?.at);
}

function noteOn(b: Part, y: Part, t: Part, part: string): readonly ComposeNote[] {
  if (b && y && !t && !isSame(y, b)) return [{ id: 'part-kept', part }];
  return b && t && !y && !isSame(t, b) ? [{ id: 'part-left-out', part }] : [];
}

const isSame = (one: Segment, other: Segment): boolean => texts(one.lines).join('\n') === texts(other.lines).join('\n');
