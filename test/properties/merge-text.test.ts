import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff3 } from '../../generators/core/merge/diff3.ts';
import { joinLines, sameButEnds, splitLines } from '../../generators/core/merge/lines.ts';
import { findMarkers } from '../../generators/core/merge/markers.ts';
import { mergeText } from '../../generators/core/merge/text.ts';
import { holds, labels, linesOf, lost, ownLines, sides, wild, windows } from './text-cases.ts';

describe('a text merge', () => {
  it('reads and writes any file byte for byte', () =>
    holds(wild, (text) => expect(joinLines(splitLines(text).lines, splitLines(text))).toBe(text)));

  it('its chunks join to each of the versions', () =>
    holds(sides, ({ base, yours, theirs }) => {
      const versions = { base: linesOf(base), yours: linesOf(yours), theirs: linesOf(theirs) };
      const chunks = diff3(versions.base, versions.yours, versions.theirs);
      for (const name of ['base', 'yours', 'theirs'] as const) {
        expect(chunks.flatMap((chunk) => versions[name].slice(chunk[name].from, chunk[name].to))).toEqual(
          versions[name],
        );
      }
    }));

  it('loses no line of the user', () =>
    holds(sides, (given) => {
      const result = mergeText({ ...given, labels });
      const kept = result.kind === 'clean' ? [result.text] : [result.markers, result.yours];
      for (const text of kept) expect(lost(ownLines(given), text)).toEqual([]);
    }));

  it('is the user’s file where the template did not change, and the template’s where the user did not', () =>
    holds(fc.tuple(wild, wild), ([one, other]) => {
      expect(mergeText({ base: one, yours: other, theirs: one, labels })).toEqual({ kind: 'clean', text: other });
      // The same lines with other ends are the user's.
      const text = sameButEnds(one, other) ? one : other;
      expect(mergeText({ base: one, yours: one, theirs: other, labels })).toEqual({ kind: 'clean', text });
    }));

  it('changes nothing when it is done again', () =>
    holds(sides, (given) => {
      const result = mergeText({ ...given, labels });
      const text = result.kind === 'clean' ? result.text : result.yours;
      const again = mergeText({ base: given.theirs, yours: text, theirs: given.theirs, labels });
      expect(again).toEqual({ kind: 'clean', text });
    }));

  it('is the same from either side', () =>
    holds(sides, ({ base, yours, theirs }) => {
      const one = mergeText({ base, yours, theirs, labels });
      const other = mergeText({ base, yours: theirs, theirs: yours, labels });
      expect(other.kind).toBe(one.kind);
      if (one.kind === 'clean') expect(other).toEqual(one);
    }));

  it('has no conflict with a copy that has other line ends', () =>
    holds(sides, ({ base, theirs }) =>
      expect(mergeText({ base, yours: windows(base), theirs, labels })).toEqual({
        kind: 'clean',
        text: base === '' ? theirs : windows(theirs),
      }),
    ));

  it('gives the same with either line ends', () =>
    holds(sides, ({ base, yours, theirs }) => {
      const one = mergeText({ base, yours, theirs, labels });
      const other = mergeText({ base, yours: windows(yours), theirs, labels });
      const changed = (text: string): string => (yours === '' ? text : windows(text));
      if (one.kind === 'clean') expect(other).toEqual({ kind: 'clean', text: changed(one.text) });
      else expect(other).toEqual({ ...one, ...pick(changed, one) });
    }));

  it('its markers can be found, and taken out they leave either answer', () =>
    holds(sides, (given) => {
      const result = mergeText({ ...given, labels });
      if (result.kind === 'clean') return;
      expect(findMarkers(result.markers).length).toBe(4 * result.conflicts.length);
      const block = /^<{7} .*\n([^]*?)^\|{7} .*\n[^]*?^={7}\n([^]*?)^>{7} .*\n/gm;
      expect(result.markers.replace(block, '$1')).toBe(result.yours);
      expect(result.markers.replace(block, '$2')).toBe(result.theirs);
      const marked = linesOf(result.markers);
      const mine = linesOf(given.yours);
      for (const { line, lines, marker } of result.conflicts) {
        expect(marked.slice(marker, marker + lines)).toEqual(mine.slice(line - 1, line - 1 + lines));
      }
    }));
});

function pick(change: (text: string) => string, merge: Record<'markers' | 'yours' | 'theirs', string>): object {
  return { markers: change(merge.markers), yours: change(merge.yours), theirs: change(merge.theirs) };
}

// --- .env --------------------------------------------------------------------------------------------------------
