import { describe, expect, it } from 'vitest';
import type { EnvNote } from '../../../generators/core/merge/env-notes.ts';
import { merge } from './env-case.ts';

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
