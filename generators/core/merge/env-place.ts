import { diff3 } from './diff3.ts';
import type { Item } from './env-lines.ts';
import { type Line, texts, withoutEnds } from './lines.ts';
import { neighbourOf } from './order.ts';

/** The items of three versions of a `.env` file; `base` is undefined where it is not known. */
interface ItemSides {
  readonly base: readonly Item[] | undefined;
  readonly yours: readonly Item[];
  readonly theirs: readonly Item[];
}

/** A place in the result: a comment or other line as it is, or the place of a key. */
type Place =
  | { readonly key: string; readonly from: 'yours' | 'theirs' }
  | { readonly key?: undefined; readonly lines: readonly Line[] };
type Places = readonly Place[];

/**
 * Where everything goes: comments and the order of keys are merged like text, in which a key counts as one line whatever
 * its value, and what both sides changed stays as the user has it. A key of `lines` that finds no place that way comes
 * behind its predecessor in the template, with its comments. The result holds each key of `lines` once; the user's entries
 * of other keys stay like comments.
 */
export function placed(sides: ItemSides, lines: ReadonlyMap<string, readonly Line[]>): readonly Line[] {
  const yours = placesIn(sides.yours, 'yours', (key) => lines.has(key));
  const base = sides.base && placesIn(sides.base, 'yours');
  const theirs = withHeld(placesIn(sides.theirs, 'theirs'), base ?? [], yours);
  const places = onlyOnce(base ? merged(base, yours, theirs) : yours);
  const order = keysOf(theirs).filter((key) => lines.has(key));
  const all = withMissing(places, order, sides);
  return all.flatMap((place) => (place.key === undefined ? place.lines : (lines.get(place.key) ?? [])));
}

function merged(base: Places, yours: Places, theirs: Places): Places {
  const names = [base, yours, theirs].map((places) => places.map(nameOf)) as [string[], string[], string[]];
  return diff3(...names).flatMap((chunk) =>
    chunk.kind === 'theirs'
      ? theirs.slice(chunk.theirs.from, chunk.theirs.to)
      : yours.slice(chunk.yours.from, chunk.yours.to),
  );
}

function placesIn(items: readonly Item[], from: 'yours' | 'theirs', isKey = (_key: string): boolean => true): Places {
  return items.map((item) =>
    item.kind === 'entry' && isKey(item.key)
      ? { key: item.key, from }
      : { lines: from === 'yours' ? item.lines : withoutEnds(item.lines) },
  );
}

const nameOf = (place: Place): string =>
  place.key === undefined ? `line ${texts(place.lines).join('\n')}` : `key ${place.key}`;

const keysOf = (places: Places): readonly string[] => places.flatMap(({ key }) => key ?? []);

// What the template dropped stays where it is, kept or commented out: for the merge of the order it never left.
function withHeld(theirs: Places, base: Places, yours: Places): Places {
  const [mine, left] = [new Set(keysOf(yours)), new Set(keysOf(theirs))];
  const order = keysOf(base);
  const held = order.filter((key) => mine.has(key) && !left.has(key));
  return held.reduce((places, key) => withKey(places, key, order, []), theirs);
}

// Both sides may have moved a key. The user's place wins.
function onlyOnce(places: Places): Places {
  const yours = new Set(
    places.flatMap((place) => (place.key !== undefined && place.from === 'yours' ? place.key : [])),
  );
  const seen = new Set<string>();
  return places.filter((place) => {
    if (place.key === undefined) return true;
    if (seen.has(place.key) || (place.from === 'theirs' && yours.has(place.key))) return false;
    return seen.add(place.key);
  });
}

function withMissing(places: Places, order: readonly string[], { base, theirs }: ItemSides): Places {
  const here = new Set(keysOf(places));
  const known = commentsIn(placesIn(base ?? [], 'yours'));
  return order
    .filter((key) => !here.has(key))
    .reduce(
      (all, key) => withKey(all, key, order, unheard(leadOf(key, theirs), [...known, ...commentsIn(all)])),
      places,
    );
}

// The lines above a key, down from the key before it.
function leadOf(key: string, items: readonly Item[]): readonly Line[] {
  const at = Math.max(
    0,
    items.findLastIndex((item) => item.kind === 'entry' && item.key === key),
  );
  const before = items.slice(0, at).findLastIndex(({ kind }) => kind === 'entry');
  return withoutEnds(items.slice(before + 1, at).flatMap(({ lines }) => lines));
}

// Puts a key next to its neighbour in this order: behind it, or above the comments before it.
function withKey(places: Places, key: string, order: readonly string[], lead: readonly Line[]): Places {
  const neighbour = neighbourOf(key, order, new Set(keysOf(places)));
  const next = places.findIndex((place) => place.key !== undefined && place.key === neighbour?.name);
  const at = neighbour?.side === 'before' ? aboveComments(places, next) : neighbour ? next + 1 : places.length;
  return places.toSpliced(at, 0, ...lead.map((line) => ({ lines: [line] })), { key, from: 'theirs' });
}

function aboveComments(places: Places, index: number): number {
  const isComment = (place: Place): boolean =>
    place.key === undefined && place.lines.some(({ text }) => text.trim() !== '');
  return places.slice(0, index).findLastIndex((place) => !isComment(place)) + 1;
}

// The comments that neither the file nor the last template has, each with the blank line above it.
function unheard(lead: readonly Line[], comments: readonly string[]): readonly Line[] {
  const heard = new Set(comments);
  const isNew = (line: Line | undefined): boolean =>
    line !== undefined && line.text.trim() !== '' && !heard.has(line.text);
  return lead.filter((line, index) => isNew(line) || (line.text.trim() === '' && isNew(lead[index + 1])));
}

const commentsIn = (places: Places): readonly string[] =>
  places.flatMap((place) => (place.key === undefined ? texts(place.lines) : []));
