import { describe, expect, it } from 'vitest';
import { lines, merge } from './env-case.ts';

describe('comments and order of .env', () => {
  const base = lines('# Title', '', '# --- One ---', '# About A.', 'A=1', 'B=1', '', '# --- Two ---', 'C=1');

  const cases: [string, string, string, string][] = [
    [
      'new keys come behind their predecessor, with their comments',
      base.replace('A=1', 'A=9'),
      base.replace('B=1\n', 'B=1\n# About N.\nN=1\nM=1\n'),
      base.replace('A=1', 'A=9').replace('B=1\n', 'B=1\n# About N.\nN=1\nM=1\n'),
    ],
    [
      'a new section comes whole',
      base.replace('C=1', 'C=9'),
      `${base}\n# --- Three ---\n# About D.\nD=1\n`,
      `${base.replace('C=1', 'C=9')}\n# --- Three ---\n# About D.\nD=1\n`,
    ],
    [
      'the heading of a section is not repeated for a new first key',
      base.replace('# --- Two ---', '# --- Two, mine ---'),
      base.replace('C=1', '# About N.\nN=1\nC=1'),
      base.replace('# --- Two ---', '# --- Two, mine ---').replace('B=1', 'B=1\n# About N.\nN=1'),
    ],
    [
      'comments that the user did not touch follow the template',
      base.replace('A=1', 'A=9'),
      base.replace('# About A.', '# More about A.'),
      base.replace('A=1', 'A=9').replace('# About A.', '# More about A.'),
    ],
    [
      'those that the user changed stay',
      base.replace('# About A.', '# Ask Eve first.'),
      base.replace('# About A.', '# More about A.').replace('A=1', 'A=2'),
      base.replace('# About A.', '# Ask Eve first.').replace('A=1', 'A=2'),
    ],
    [
      'those that the user added stay, and so does the order',
      lines('# mine', 'C=1', '# A is mine', 'A=1', 'B=1', '# end'),
      base.replace('B=1', 'B=2'),
      lines('# mine', 'C=1', '# A is mine', 'A=1', 'B=2', '# end'),
    ],
    [
      'a key that both moved stands once, where the user put it',
      lines('X=1', 'B=1', 'C=1', 'A=1'),
      lines('B=1', 'A=2', 'C=1'),
      lines('X=1', 'B=1', 'C=1', 'A=2'),
    ],
    [
      'a key that the template moved goes along',
      base,
      lines('# Title', '', 'B=1', '', '# --- Two ---', 'C=1', '# About A.', 'A=1'),
      lines('# Title', '', 'B=1', '', '# --- Two ---', 'C=1', '# About A.', 'A=1'),
    ],
    [
      'new keys do not get lost where both added something',
      base.replace('B=1\n', 'B=1\nMINE=1\n'),
      base.replace('B=1\n', 'B=1\n# About N.\nN=1\n'),
      base.replace('B=1\n', 'B=1\n# About N.\nN=1\nMINE=1\n'),
    ],
    [
      'new keys come before what follows, where nothing stands before them',
      lines('# mine', '# About C.', 'C=1'),
      lines('N=1', 'C=1'),
      lines('N=1', '# mine', '# About C.', 'C=1'),
    ],
    [
      'Windows ends stay',
      base.replaceAll('\n', '\r\n'),
      `${base}# About D.\nD=1\n`,
      `${base}# About D.\nD=1\n`.replaceAll('\n', '\r\n'),
    ],
    [
      'lines of a repeated key stay where they are',
      lines('A=1', '# between', 'A=3'),
      base.replace('A=1', 'A=2'),
      lines('A=1', '# between', 'A=3'),
    ],
    // Found by a property: the entry that counts went with the template, above the one that did not count.
    [
      'an entry that counts stays behind the one that does not',
      lines('C=', 'A=1', 'B=1', 'C=1'),
      lines('C=1', 'A=1', 'B=2'),
      lines('C=', 'A=1', 'B=2', 'C=1'),
    ],
  ];
  it.each(cases)('%s', (_, yours, theirs, expected) => {
    expect(merge(base, yours, theirs).text).toBe(expected);
  });

  it('without a base, new keys come with their comments and nothing else changes', () => {
    const yours = lines('# my own words', 'A=7', '', 'C=1 # mine');
    expect(merge(undefined, yours, base).text).toBe(lines('# my own words', 'A=7', 'B=1', '', 'C=1 # mine'));
    expect(merge(undefined, lines('C=1'), base).text).toBe(
      lines('# Title', '', '# --- One ---', '# About A.', 'A=1', 'B=1', 'C=1'),
    );
  });
});
