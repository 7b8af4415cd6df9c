import { describe, expect, it } from 'vitest';
import { labelsFor, mergeText, type TextMerge } from '../../../generators/core/merge/text.ts';

const labels = labelsFor('1.3.0', '1.4.0');
const file = (lines: string): string => lines.replaceAll(' ', '\n') + (lines === '' ? '' : '\n');
const merge = (base: string, yours: string, theirs: string): TextMerge =>
  mergeText({ base: file(base), yours: file(yours), theirs: file(theirs), labels });
const shown = (result: TextMerge): string =>
  result.kind === 'clean' ? result.text.trim().replaceAll('\n', ' ') : `${result.conflicts.length} conflicts`;

describe('a text merge', () => {
  const cases: [string, string, string, string, string][] = [
    ['nobody changed it', 'a b c', 'a b c', 'a b c', 'a b c'],
    ['the user did', 'a b c', 'a B c', 'a b c', 'a B c'],
    ['the template did', 'a b c', 'a b c', 'a B c', 'a B c'],
    ['both did, in two places', 'a b c d e', 'A b c d e', 'a b c d E', 'A b c d E'],
    ['both did the same', 'a b c', 'a X c', 'a X c', 'a X c'],
    ['both did the same among other things', 'a b c d e', 'a X c d e', 'a X c d E', 'a X c d E'],
    ['both took the same out', 'a b c d', 'a c d', 'a c D', 'a c D'],
    ['the user took out what the template left', 'a b c d e', 'a c d e', 'a b c d E', 'a c d E'],
    ['lines were moved by the template', 'a b c d', 'a b c D', 'b c a d', '1 conflicts'],
    ['both changed a line', 'a b c', 'a B c', 'a X c', '1 conflicts'],
    ['neighbouring lines, as git has it', 'a b c d', 'a B c d', 'a b C d', '1 conflicts'],
    ['both added at the end', 'a b', 'a b y', 'a b t', '1 conflicts'],
    ['one changed what the other took out', 'a b c', 'a B c', 'a c', '1 conflicts'],
    ['both added the file', '', 'a b', 'a c', '1 conflicts'],
    ['both added the same file', '', 'a b', 'a b', 'a b'],
    ['repeated lines', 'x x x x y x x', 'x x x x Y x x', 'x x x x y x x x x', 'x x x x Y x x x x'],
    ['two conflicts', 'a b c d e', 'A b c d E', '1 b c d 5', '2 conflicts'],
  ];
  it.each(cases)('%s', (_, base, yours, theirs, expected) => {
    expect(shown(merge(base, yours, theirs))).toBe(expected);
  });

  it('shows a conflict as git does, and gives each answer to it', () => {
    expect(merge('a b c d e', 'A b mine d e', 'a b new d E')).toEqual({
      kind: 'conflict',
      conflicts: [{ line: 3, lines: 1, marker: 3 }],
      markers: [
        'A',
        'b',
        '<<<<<<< your project',
        'mine',
        '||||||| last generated (1.3.0)',
        'c',
        '=======',
        'new',
        '>>>>>>> new template (1.4.0)',
        'd',
        'E',
        '',
      ].join('\n'),
      yours: file('A b mine d E'),
      theirs: file('A b new d E'),
    });
  });

  it('says where conflicts stand in the file as it is, and in the one with markers', () => {
    const result = merge('a b c d e f g', 'A x b c d f g', '1 b c d E f g');
    expect(result).toMatchObject({
      conflicts: [
        { line: 1, lines: 2, marker: 1 },
        { line: 6, lines: 0, marker: 12 },
      ],
    });
  });
});

describe('line ends', () => {
  const merged = (base: string, yours: string, theirs: string): TextMerge => mergeText({ base, yours, theirs, labels });

  it('are no change', () => {
    expect(merged('a\nb\nc\n', 'a\r\nb\r\nc\r\n', 'a\nB\nc\nd\n')).toEqual({
      kind: 'clean',
      text: 'a\r\nB\r\nc\r\nd\r\n',
    });
  });

  it("of the user's lines stay, also where they are mixed", () => {
    expect(merged('a\nb\nc\nd\n', 'a\r\nb\nC\r\nd\r\n', 'A\nb\nc\nd\n')).toEqual({
      kind: 'clean',
      text: 'A\r\nb\nC\r\nd\r\n',
    });
  });

  it('the final newline and the byte order mark are the user’s', () => {
    expect(merged('a\nb\n', '\uFEFFa\nb', 'a\nb\nc\n')).toEqual({ kind: 'clean', text: '\uFEFFa\nb\nc' });
    expect(merged('a\nb', 'a\nb\n', 'a\nb\nc')).toEqual({ kind: 'clean', text: 'a\nb\nc\n' });
  });

  it('markers get them too, and stand on lines of their own', () => {
    const result = merged('a', 'b\r\nc', 'd');
    expect(result.kind === 'conflict' && result.markers).toBe(
      [
        '<<<<<<< your project',
        'b',
        'c',
        '||||||| last generated (1.3.0)',
        'a',
        '=======',
        'd',
        '>>>>>>> new template (1.4.0)',
      ].join('\r\n'),
    );
  });
});

describe('a file that is too different to compare', () => {
  const numbers = Array.from({ length: 1500 }, (_, index) => String(index));
  const base = numbers.join('\n');
  const reversed = numbers.toReversed().join('\n');

  it('is one conflict', () => {
    const result = mergeText({ base, yours: reversed, theirs: `0\n${base}`, labels });
    expect(result).toMatchObject({
      kind: 'conflict',
      conflicts: [{ line: 1, lines: 1500, marker: 1 }],
      yours: reversed,
    });
  });

  it('follows the template when only the line ends are the user’s', () => {
    const result = mergeText({ base, yours: base.replaceAll('\n', '\r\n'), theirs: reversed, labels });
    expect(result).toEqual({ kind: 'clean', text: reversed.replaceAll('\n', '\r\n') });
  });

  it('costs nothing where it was written anew', () => {
    const anew = (tag: string): string => numbers.map((number) => `${tag} ${number}`).join('\n');
    const result = mergeText({ base, yours: anew('y'), theirs: `${base}\nend`, labels });
    expect(result).toMatchObject({ kind: 'conflict', yours: anew('y') });
  });
});
