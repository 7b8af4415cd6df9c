import { describe, expect, it } from 'vitest';
import { type EnvMerge, type EnvSides, mergeEnv, newEnv } from '../../../generators/core/merge/env.ts';
import type { EnvNote } from '../../../generators/core/merge/env-notes.ts';

const secrets = [
  { name: 'password', owner: 'PASSWORD' },
  { name: 'key', owner: 'SECRET_KEY' },
];
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
const merge = (base: string | undefined, yours: string, theirs: string, rest: Partial<EnvSides> = {}): EnvMerge =>
  mergeEnv({ base, yours, theirs, secrets, version: '1.4.0', ...rest });

describe('one key of .env', () => {
  const cases: [string, string, string | undefined, string, string, string, EnvNote[]][] = [
    ['nobody changed it', 'A', 'A=1', 'A=1', 'A=1', 'A=1', []],
    [
      'its default changed',
      'A',
      'A=1',
      'A=1',
      'A=2',
      'A=2',
      [{ id: 'updated', key: 'A', was: '1', now: '2', yours: '1' }],
    ],
    ['the user chose it', 'A', 'A=1', 'A=3', 'A=1', 'A=3', []],
    [
      'the user chose it and its default changed',
      'A',
      'A=1',
      'A=3',
      'A=2',
      'A=3',
      [{ id: 'kept', key: 'A', was: '1', now: '2', yours: '3' }],
    ],
    ['the user already chose the new default', 'A', 'A=1', "A='2' # mine", 'A=2', "A='2' # mine", []],
    [
      'the user quoted it, and it did not change',
      'A',
      'A=1',
      "A='1'",
      'A=2',
      "A='1'",
      [{ id: 'kept', key: 'A', was: '1', now: '2', yours: '1' }],
    ],
    ['the template quotes it now', 'A', 'A=1', 'A=1', "A='1'", "A='1'", []],
    ['it is new', 'A', 'B=1', 'B=1', 'B=1\nA=2', 'B=1\nA=2', [{ id: 'added', key: 'A', now: '2' }]],
    ['it is the user’s own', 'A', 'B=1', 'B=1\nA=2', 'B=1', 'B=1\nA=2', []],
    ['both added it', 'A', 'B=1', 'B=1\nA=2', 'B=1\nA=3', 'B=1\nA=2', [{ id: 'kept', key: 'A', now: '3', yours: '2' }]],
    [
      'the user took it out',
      'A',
      'A=1\nB=1',
      'B=1',
      'A=2\nB=1',
      'B=1',
      [{ id: 'deleted', key: 'A', was: '1', now: '2' }],
    ],
    ['the user commented it out', 'A', 'A=1', '#A=1', 'A=2', '#A=1', [{ id: 'deleted', key: 'A', was: '1', now: '2' }]],
    [
      'the template dropped it',
      'A',
      'A=1\nB=1',
      'A=1\nB=1',
      'B=1',
      '# [obsolete since 1.4.0] A=1\nB=1',
      [{ id: 'obsolete', key: 'A', was: '1', yours: '1' }],
    ],
    [
      'the template dropped what the user chose',
      'A',
      'A=1\nB=1',
      'A=2\nB=1',
      'B=1',
      'A=2\nB=1',
      [{ id: 'unused', key: 'A', was: '1', yours: '2' }],
    ],
    ['both dropped it', 'A', 'A=1\nB=1', 'B=1', 'B=1', 'B=1', []],
    [
      'it stands there twice',
      'A',
      'A=1',
      'A=1\nA=1',
      'A=2',
      'A=1\nA=1',
      [{ id: 'duplicate', key: 'A', was: '1', now: '2', yours: '1' }],
    ],
    [
      'it has several lines',
      'A',
      "A='1\n2'\nB=1",
      "A='1\n2'\nB=1",
      'B=1',
      "# [obsolete since 1.4.0] A='1\n# 2'\nB=1",
      [{ id: 'obsolete', key: 'A', was: '1\n2', yours: '1\n2' }],
    ],
    [
      'there is no base: present values stay',
      'A',
      undefined,
      'A=1',
      'A=2',
      'A=1',
      [{ id: 'unverified', key: 'A', now: '2', yours: '1' }],
    ],
    [
      'there is no base: new keys come',
      'A',
      undefined,
      'B=1',
      'B=1\nA=2',
      'B=1\nA=2',
      [{ id: 'added', key: 'A', now: '2' }],
    ],
    ['there is no base: nothing is obsolete', 'A', undefined, 'A=1\nB=1', 'B=1', 'A=1\nB=1', []],
  ];
  it.each(cases)('%s', (_, key, base, yours, theirs, text, notes) => {
    const result = merge(base === undefined ? undefined : `${base}\n`, `${yours}\n`, `${theirs}\n`);
    expect(result).toEqual({ text: `${text}\n`, notes, fill: [] });
    expect(notes.length === 0 || notes.some((note) => note.key === key)).toBe(true);
  });
});

describe('secrets of .env', () => {
  const template = lines('PASSWORD={{secret:password}}', 'URL=db://me:{{secret:password}}@db', 'A=1');
  const mine = lines("PASSWORD='p#w $x'", "URL=db://me:'p#w $x'@db", 'A=1');

  it('never change, and what is made of them is recognised', () => {
    const next = lines('PASSWORD={{secret:password}}', 'URL=db://me:{{secret:password}}@db:5432', 'A=1');
    const result = merge(template, mine, next);
    expect(result.text).toBe(lines("PASSWORD='p#w $x'", "URL=db://me:'p#w $x'@db:5432", 'A=1'));
    expect(result.notes).toEqual([{ id: 'updated', key: 'URL' }]);
  });

  // The bug that the prototype had: the baseline, filled in with the password, equals the line.
  it('stay when the template drops them', () => {
    const { text, notes } = merge(template, mine, lines('A=1'));
    expect(text).toBe(lines("PASSWORD='p#w $x'", "# [obsolete since 1.4.0] URL=db://me:'p#w $x'@db", 'A=1'));
    expect(notes).toEqual([{ id: 'obsolete', key: 'URL' }]);
  });

  // Found by a property: its place went with lines that the template had moved, and it had no other.
  it('stay when the template drops them and moves what stood above them', () => {
    const base = lines('A=1', '# one', '#A=1', 'B=1', '# Part', 'C=1', 'SECRET_KEY={{secret:key}}', '# Part');
    const yours = lines('# one', '# one', '#A=1', 'B=1', '# Part', 'C=1', 'SECRET_KEY=mine', '# Part');
    const theirs = lines('A=1', 'C=1', 'D=2', '# one', 'B=2', '', '# Part');
    expect(merge(base, yours, theirs).text.split('\n')).toContain('SECRET_KEY=mine');
  });

  it('that stand empty are named, then filled', () => {
    const yours = lines('export PASSWORD= ', 'A=1');
    const theirs = lines('PASSWORD={{secret:password}}', 'SECRET_KEY={{secret:key}}', 'A=1');
    const first = merge(lines('PASSWORD={{secret:password}}', 'A=1'), yours, theirs);
    expect(first.fill).toEqual(['password', 'key']);
    expect(first.text).toBe(lines('export PASSWORD= ', 'SECRET_KEY=', 'A=1'));
    const values = { password: 'pw', key: 'a$b' };
    const second = merge(lines('PASSWORD={{secret:password}}', 'A=1'), yours, theirs, { values });
    expect(second).toMatchObject({ fill: [], text: lines('export PASSWORD= pw', "SECRET_KEY='a$b'", 'A=1') });
  });

  it('that have a value take no other, and an empty one that is not in the template is left', () => {
    const yours = lines('PASSWORD=mine', 'SECRET_KEY=');
    const result = merge(undefined, yours, lines('PASSWORD={{secret:password}}'), {
      values: { password: 'x', key: 'y' },
    });
    expect(result).toMatchObject({ text: yours, fill: [] });
  });

  it('that the user took out stay out', () => {
    expect(merge(template, lines('A=1'), `${template}B=1\n`)).toMatchObject({ text: lines('A=1', 'B=1'), fill: [] });
  });

  it('and addresses with passwords are in no note', () => {
    const base = lines('PASSWORD={{secret:password}}', 'HTTP_PROXY=', 'COPY=', 'API_TOKEN=');
    const yours = lines(
      'PASSWORD=hush-hush',
      'HTTP_PROXY=http://me:pw@proxy:3128',
      'COPY=hush-hush',
      'API_TOKEN=t0ken',
    );
    const theirs = lines('PASSWORD={{secret:password}}', 'HTTP_PROXY=a', 'COPY=b', 'API_TOKEN=c');
    expect(merge(base, yours, theirs).notes).toEqual([
      { id: 'kept', key: 'HTTP_PROXY', was: '', now: 'a' },
      { id: 'kept', key: 'COPY', was: '', now: 'b' },
      { id: 'kept', key: 'API_TOKEN' },
    ]);
  });

  it('a new file has those that are given', () => {
    expect(newEnv({ theirs: template, secrets, values: { password: 'pw' } })).toEqual({
      text: lines('PASSWORD=pw', 'URL=db://me:pw@db', 'A=1'),
      notes: [],
      fill: [],
    });
    expect(newEnv({ theirs: template, secrets })).toMatchObject({ fill: ['password'] });
  });
});

describe('COMPOSE_PROFILES', () => {
  const cases: [string, string, string, string, string][] = [
    ['the user added one, the template another', 'a', 'a,mine', 'a,b', 'a,mine,b'],
    ['the user added one, the template dropped another', 'a,b', 'a,b,mine', 'a', 'a,mine'],
    ['the user dropped one, the template added another', 'a,b', 'b', 'a,b,c', 'b,c'],
    ['both dropped different ones', 'a,b,c', 'a,b', 'b,c', 'b'],
    ['both added the same', 'a', 'a,b', 'a,b', 'a,b'],
    ['the user’s spelling stays', 'a', "'mine, a'", 'a', "'mine, a'"],
    ['nothing changes for the user', 'a,b', 'b,mine', 'b', 'b,mine'],
    ['an empty one', '', 'mine', 'letsencrypt', 'mine,letsencrypt'],
  ];
  it.each(cases)('%s', (_, base, yours, theirs, expected) => {
    const line = (value: string): string => `COMPOSE_PROFILES=${value}\n`;
    expect(merge(line(base), line(yours), line(theirs)).text).toBe(line(expected));
  });

  it('stays as it is without a base', () => {
    expect(merge(undefined, 'COMPOSE_PROFILES=mine\n', 'COMPOSE_PROFILES=a\n').text).toBe('COMPOSE_PROFILES=mine\n');
  });
});

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
