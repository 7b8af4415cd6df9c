import { describe, expect, it } from 'vitest';
import { entriesOf, parseEnv, withValue } from '../../../generators/core/merge/env-lines.ts';
import { joinLines } from '../../../generators/core/merge/lines.ts';

const valuesOf = (text: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries([...entriesOf(parseEnv(text).items)].map(([key, { value }]) => [key, value]));

describe('a .env file', () => {
  // As compose-go's dotenv reads them.
  const cases: [string, string, Record<string, string | undefined>][] = [
    ['a bare value', 'A=1', { A: '1' }],
    ['blanks around it', '  A = one two \n', { A: 'one two' }],
    ['export', 'export A=1\nexport\tB=2\n', { A: '1', B: '2' }],
    ['an empty value', 'A=\nB=\n', { A: '', B: '' }],
    ['a comment only behind a blank', 'A=a#b\nB=a # b\nC=a #\n', { A: 'a#b', B: 'a', C: 'a' }],
    ['a value that begins with #', 'A= # no comment\n', { A: '# no comment' }],
    ['single quotes', "A='x # $y \\n'\nB='it\\'s' # c\n", { A: 'x # $y \\n', B: "it's" }],
    ['double quotes', 'A="x \\"y\\" \\$z \\\\ \\n"\n', { A: 'x "y" $z \\ \n' }],
    ['several lines', 'A="one\n# two\nB=3"\nC=4\n', { A: 'one\n# two\nB=3', C: '4' }],
    ['several lines, Windows', "A='one\r\ntwo'\r\nC=4\r\n", { A: 'one\ntwo', C: '4' }],
    ['an open quotation', 'A="one\nB=2\n', { A: '"one', B: '2' }],
    ['the last of a repeated key', 'A=1\nB=2\nA=3\n', { B: '2', A: '3' }],
    ['YAML style', 'A: 1\n', { A: '1' }],
    ['a key alone, from the shell', 'A\nB=2\n', { A: undefined, B: '2' }],
    ['dots, dashes and brackets', 'a.b-c[0]=1\n', { 'a.b-c[0]': '1' }],
    ['comments and what is none of these', '# A=1\n#B=2\nno key = 3\n=4\n', {}],
    ['a byte order mark', '\uFEFFA=1\n', { A: '1' }],
    ['names of an object', '__proto__=1\n', JSON.parse('{"__proto__":"1"}')],
  ];
  it.each(cases)('%s', (_, text, values) => {
    expect(valuesOf(text)).toEqual(values);
    const { items, like } = parseEnv(text);
    expect(
      joinLines(
        items.flatMap(({ lines }) => lines),
        like,
      ),
    ).toBe(text);
  });

  const filled: [string, string][] = [
    ['A=', "A='x y'"],
    ['export A=old', "export A='x y'"],
    ["A='' # mine", "A='x y' # mine"],
    ['A=old # mine', "A='x y' # mine"],
    ['A', "A='x y'"],
    ['  A =  ', "  A =  'x y'"],
    ['A="one\ntwo" # mine', "A='x y' # mine"],
  ];
  it.each(filled)('%j takes another value', (text, expected) => {
    const entry = entriesOf(parseEnv(text).items).get('A');
    expect(entry && withValue(entry, 'x y')).toEqual([{ text: expected, eol: expect.any(String) }]);
    expect(valuesOf(expected)).toEqual({ A: 'x y' });
  });
});
