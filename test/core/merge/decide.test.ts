import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../generators/core/merge/decision.ts';
import { A, B, file, generated, link, MERGED, MINE, OTHER, run, type Versions } from './file-case.ts';

describe('the table', () => {
  const cases: [string, Versions, Partial<Decision> & Record<string, unknown>][] = [
    ['nothing anywhere', {}, { kind: 'none', baseline: 'none' }],
    ['new', { theirs: generated(A) }, { kind: 'create', text: A, mode: 0o644, baseline: 'theirs' }],
    ['already there', { yours: file(A), theirs: generated(A) }, { kind: 'adopt', baseline: 'theirs' }],
    ['already there, Windows ends', { yours: file('a\r\nb\r\nc\r\n'), theirs: generated(A) }, { kind: 'adopt' }],
    ['both added it', { yours: file(MINE), theirs: generated(A) }, { kind: 'conflict', baseline: 'theirs' }],
    ['nothing new', { base: generated(A), yours: file(A), theirs: generated(A) }, { kind: 'same', baseline: 'theirs' }],
    [
      'a new template',
      { base: generated(A), yours: file(A), theirs: generated(B) },
      { kind: 'update', text: B, mode: 0o644 },
    ],
    [
      'a new template, Windows ends',
      { base: generated(A), yours: file('a\r\nb\r\nc\r\n'), theirs: generated(B) },
      { kind: 'update', text: 'a\r\nb\r\nC\r\n' },
    ],
    ['edited', { base: generated(A), yours: file(MINE), theirs: generated(A) }, { kind: 'keep', baseline: 'theirs' }],
    [
      'edited as the template was',
      { base: generated(A), yours: file(B), theirs: generated(B) },
      { kind: 'same', baseline: 'theirs' },
    ],
    [
      'both changed it',
      { base: generated(A), yours: file(MINE), theirs: generated(B) },
      { kind: 'merge', text: MERGED, baseline: 'theirs' },
    ],
    [
      'the user has more than the template now brings',
      { base: generated(A), yours: file(MERGED), theirs: generated(B) },
      { kind: 'keep', baseline: 'theirs' },
    ],
    [
      'in conflict',
      { base: generated(A), yours: file(OTHER), theirs: generated(B) },
      { kind: 'conflict', mode: 0o644, baseline: 'theirs' },
    ],
    [
      'deleted by the user',
      { base: generated(A), theirs: generated(B) },
      { kind: 'left-out', baseline: 'deleted', notes: [{ id: 'file-left-out' }] },
    ],
    [
      'deleted by the user before',
      { base: 'deleted', theirs: generated(B) },
      { kind: 'left-out', baseline: 'deleted', notes: [] },
    ],
    [
      'deleted, and made again as it would be',
      { base: 'deleted', yours: file(B), theirs: generated(B) },
      { kind: 'same', baseline: 'theirs' },
    ],
    [
      'deleted, and made again in another way',
      { base: 'deleted', yours: file(OTHER), theirs: generated(B) },
      { kind: 'conflict' },
    ],
    ['dropped by the template', { base: generated(A), yours: file(A) }, { kind: 'delete', baseline: 'none' }],
    [
      'dropped by the template, Windows ends',
      { base: generated(A), yours: file('a\r\nb\r\nc\r\n') },
      { kind: 'delete' },
    ],
    [
      'dropped by the template, edited',
      { base: generated(A), yours: file(MINE) },
      { kind: 'unmanaged', baseline: 'none', notes: [{ id: 'no-longer-managed' }] },
    ],
    ['dropped by both', { base: generated(A) }, { kind: 'none', baseline: 'none' }],
    ['a tombstone of what the template dropped', { base: 'deleted' }, { kind: 'none', baseline: 'none' }],
    [
      "the user's own, in the place of a tombstone",
      { base: 'deleted', yours: file(A) },
      { kind: 'none', baseline: 'none' },
    ],
    ['a link in the way', { yours: link, theirs: generated(A) }, { kind: 'type-conflict', what: 'is a symbolic link' }],
    [
      'a link instead of the file',
      { base: generated(A), yours: link, theirs: generated(B) },
      { kind: 'type-conflict', baseline: 'theirs' },
    ],
    [
      'a link, and nothing new',
      { base: generated(A), yours: link, theirs: generated(A) },
      { kind: 'keep', notes: [{ id: 'not-a-file', what: 'is a symbolic link' }] },
    ],
    [
      'a link, and the template dropped the file',
      { base: generated(A), yours: link },
      { kind: 'unmanaged', baseline: 'none', notes: [{ id: 'no-longer-managed' }] },
    ],
  ];
  it.each(cases)('%s', (_, versions, expected) => {
    expect(run(versions)).toMatchObject({ path: 'f', notes: [], fill: [], ...expected });
  });

  it('--restore brings back what the user deleted, and touches nothing else', () => {
    const restore = new Set(['f']);
    expect(run({ base: 'deleted', theirs: generated(B) }, 'text', { restore })).toMatchObject({
      kind: 'create',
      text: B,
    });
    expect(run({ base: generated(A), theirs: generated(B) }, 'text', { restore })).toMatchObject({ kind: 'create' });
    expect(run({ base: generated(A) }, 'text', { restore })).toMatchObject({ kind: 'none' });
    const edited = { base: generated(A), yours: file(MINE), theirs: generated(B) };
    expect(run(edited, 'text', { restore })).toEqual(run(edited));
  });

  it('--no-prune leaves what the template dropped', () => {
    expect(run({ base: generated(A), yours: file(A) }, 'text', { prune: false })).toMatchObject({
      kind: 'unmanaged',
      baseline: 'none',
      notes: [{ id: 'no-longer-managed' }],
    });
  });
});
