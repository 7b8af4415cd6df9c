import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinLines, splitLines } from '../../generators/core/merge/lines.ts';
import { segmentsOf } from '../../generators/core/merge/segments.ts';
import { composed, composeSides, flat, reads, yaml } from './compose-cases.ts';
import { holds, lost, ownLines, wild, windows } from './text-cases.ts';

describe('a compose merge', () => {
  it('takes any file apart without losing a line', () =>
    holds(
      fc.oneof(
        wild,
        composeSides.map(({ yours }) => yours),
      ),
      (text) => {
        const file = splitLines(text);
        expect(joinLines(flat(segmentsOf(file.lines)), file)).toBe(text);
      },
    ));

  it('parses where both sides do, and so does each answer to its conflicts', () =>
    holds(composeSides, (given) => {
      if (!reads(given.yours) || !reads(given.theirs)) return;
      const result = composed(given);
      const answers = result.kind === 'clean' ? [result.text] : [result.yours, result.theirs];
      for (const text of answers) yaml(text);
    }));

  it('loses no line of the user', () =>
    holds(composeSides, (given) => {
      const result = composed(given);
      const kept = result.kind === 'clean' ? [result.text] : [result.markers, result.yours];
      for (const text of kept) expect(lost(ownLines(given), text)).toEqual([]);
    }));

  it('is the user’s file where the template did not change, and the template’s where the user did not', () =>
    holds(composeSides, ({ base, yours, theirs }) => {
      expect(composed({ base, yours, theirs: base })).toEqual({ kind: 'clean', text: yours, notes: [] });
      expect(composed({ base, yours: base, theirs })).toEqual({ kind: 'clean', text: theirs, notes: [] });
      expect(composed({ base, yours: windows(base), theirs }).kind).toBe('clean');
    }));

  it('changes nothing when it is done again', () =>
    holds(composeSides, (given) => {
      const result = composed(given);
      const text = result.kind === 'clean' ? result.text : result.yours;
      expect(composed({ base: given.theirs, yours: text, theirs: given.theirs })).toEqual({
        kind: 'clean',
        text,
        notes: [],
      });
    }));
});

// --- Whole files -------------------------------------------------------------------------------------------------
