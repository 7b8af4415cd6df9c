import { type Chunk, diff3, type Span, wholeConflict } from './diff3.ts';
import { joinLines, type Line, type Lines, sameButEnds, splitLines, texts, withoutEnds } from './lines.ts';

/** Three versions of one file: as it was last generated, as it stands in the project, as it is generated now. */
export interface Sides {
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
}

/** What stands behind the markers of a conflict. None says which side is right. */
export type Labels = Readonly<Record<keyof Sides, string>>;

/** The labels of an update from one version of this program to another. */
export function labelsFor(from: string, to: string): Labels {
  return { yours: 'your project', base: `last generated (${from})`, theirs: `new template (${to})` };
}

/** A place that both sides changed in different ways. Lines are counted from 1. */
interface Conflict {
  /** Where it begins in the file as it stands in the project; behind its end where the file is shorter. */
  readonly line: number;
  /** How many lines of that file it covers; 0 where the user has taken lines out or has none. */
  readonly lines: number;
  /** Where its first marker stands in the text with markers. */
  readonly marker: number;
}

/** A file whose conflicts are open, with the three texts that a person can choose from. */
export interface ConflictedMerge {
  readonly kind: 'conflict';
  readonly conflicts: readonly Conflict[];
  /** The merge with git's markers around each conflict, the base in the middle. */
  readonly markers: string;
  /** The merge with each conflict answered by the user's lines. */
  readonly yours: string;
  /** The merge with each conflict answered by the template's lines. */
  readonly theirs: string;
}

/** The outcome of a merge. */
export type TextMerge = { readonly kind: 'clean'; readonly text: string } | ConflictedMerge;

/**
 * Merges line by line, whatever the line ends: the result has those of `yours`, its byte order mark and its final
 * newline. A line of `yours` keeps the very bytes that it has. `base` is empty where both sides added the file.
 */
export function mergeText({ base, yours, theirs, labels }: Sides & { readonly labels: Labels }): TextMerge {
  const settled = settle({ base, yours, theirs });
  if (settled !== undefined) return { kind: 'clean', text: settled };
  const file = splitLines(yours);
  const pieces = mergeLines(splitLines(base).lines, file.lines, splitLines(theirs).lines);
  return present(pieces, file, labels);
}

/** The result where only one side differs from another, byte for byte; undefined where there is something to merge. */
export function settle({ base, yours, theirs }: Sides): string | undefined {
  if (theirs === base || sameButEnds(theirs, yours)) return yours;
  return yours === base ? theirs : undefined;
}

/** The whole file as one conflict, for a merge that cannot be trusted. */
export function conflictOf({ base, yours, theirs, labels }: Sides & { readonly labels: Labels }): TextMerge {
  const file = splitLines(yours);
  const versions = { base: splitLines(base).lines, yours: file.lines, theirs: splitLines(theirs).lines };
  return present([pieceOf(wholeConflict(versions), versions)], file, labels);
}

/** A stretch of a result: lines, or the three versions that are in conflict. */
export type Piece =
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | (Readonly<Record<keyof Sides, readonly Line[]>> & { readonly kind: 'conflict'; readonly at: number });

type Versions = Readonly<Record<keyof Sides, readonly Line[]>>;

/** Merges lines that begin at line `at` (from 0) of the user's file. */
export function mergeLines(
  base: readonly Line[],
  yours: readonly Line[],
  theirs: readonly Line[],
  at = 0,
): readonly Piece[] {
  return diff3(texts(base), texts(yours), texts(theirs)).map((chunk) => pieceOf(chunk, { base, yours, theirs }, at));
}

function pieceOf(chunk: Chunk, versions: Versions, at = 0): Piece {
  const cut = (lines: readonly Line[], { from, to }: Span): readonly Line[] => lines.slice(from, to);
  const yours = cut(versions.yours, chunk.yours);
  const theirs = withoutEnds(cut(versions.theirs, chunk.theirs));
  if (chunk.kind !== 'conflict') return { kind: 'lines', lines: chunk.kind === 'theirs' ? theirs : yours };
  const base = withoutEnds(cut(versions.base, chunk.base));
  return { kind: 'conflict', base, yours, theirs, at: at + chunk.yours.from };
}

/** Puts the pieces of a file together, written like the user's file. */
export function present(pieces: readonly Piece[], like: Omit<Lines, 'lines'>, labels: Labels): TextMerge {
  const resolved = (side: 'yours' | 'theirs'): string =>
    joinLines(
      pieces.flatMap((piece) => (piece.kind === 'lines' ? piece.lines : piece[side])),
      like,
    );
  if (pieces.every(({ kind }) => kind === 'lines')) return { kind: 'clean', text: resolved('yours') };
  const { lines, conflicts } = marked(pieces, labels);
  return {
    kind: 'conflict',
    conflicts,
    markers: joinLines(lines, like),
    yours: resolved('yours'),
    theirs: resolved('theirs'),
  };
}

function marked(pieces: readonly Piece[], labels: Labels): { lines: readonly Line[]; conflicts: readonly Conflict[] } {
  const conflicts: Conflict[] = [];
  let above = 0;
  const blocks = pieces.map((piece) => {
    if (piece.kind === 'conflict') conflicts.push({ line: piece.at + 1, lines: piece.yours.length, marker: above + 1 });
    const block = piece.kind === 'conflict' ? withMarkers(piece, labels) : piece.lines;
    above += block.length;
    return block;
  });
  return { lines: blocks.flat(), conflicts };
}

function withMarkers({ base, yours, theirs }: Versions, labels: Labels): readonly Line[] {
  const mark = (text: string): Line => ({ text, eol: '' });
  return [
    mark(`<<<<<<< ${labels.yours}`),
    ...yours,
    mark(`||||||| ${labels.base}`),
    ...base,
    mark('======='),
    ...theirs,
    mark(`>>>>>>> ${labels.theirs}`),
  ];
}
