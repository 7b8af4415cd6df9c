import { describe, expect, it } from 'vitest';
import { joinLines, sameButEnds, splitLines, withoutEnds } from '../../../generators/core/merge/lines.ts';

describe('lines', () => {
  const cases: [string, string, object][] = [
    ['an empty file', '', { eol: '\n', bom: false, finalNewline: true }],
    ['a mark alone', '\uFEFF', { eol: '\n', bom: true, finalNewline: true }],
    ['Unix', 'a\nb\n', { eol: '\n', bom: false, finalNewline: true }],
    ['Windows', '\uFEFFa\r\nb\r\n', { eol: '\r\n', bom: true, finalNewline: true }],
    ['no final newline', 'a\nb', { eol: '\n', bom: false, finalNewline: false }],
    ['mixed', 'a\r\nb\nc\r\n', { eol: '\r\n', bom: false, finalNewline: true }],
    ['a tie', 'a\r\nb\n', { eol: '\n', bom: false, finalNewline: true }],
    ['lone carriage returns', 'a\rb\n\rc\r', { eol: '\n', bom: false, finalNewline: false }],
    ['blank lines', '\n\n\r\n', { eol: '\n', bom: false, finalNewline: true }],
  ];
  it.each(cases)('%s: read and written back', (_, text, traits) => {
    const file = splitLines(text);
    expect(file).toMatchObject(traits);
    expect(joinLines(file.lines, file)).toBe(text);
  });

  it('from elsewhere get the ends of the file that they are put into', () => {
    const file = splitLines('a\r\nb');
    const added = withoutEnds(splitLines('c\nd\n').lines);
    expect(joinLines([...file.lines, ...added], file)).toBe('a\r\nb\r\nc\r\nd');
  });

  it('are the same whatever their ends', () => {
    expect(sameButEnds('a\r\nb\n', 'a\nb\r\n')).toBe(true);
    expect(sameButEnds('a\n', 'a')).toBe(false);
    expect(sameButEnds('\uFEFFa\n', 'a\n')).toBe(false);
  });
});
