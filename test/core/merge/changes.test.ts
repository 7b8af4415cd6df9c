import { describe, expect, it } from 'vitest';
import { GuardError } from '../../../generators/core/errors.ts';
import { changesFor, refuseCollisions } from '../../../generators/core/merge/changes.ts';
import type { Existing, RenderedFile } from '../../../generators/core/types.ts';

const theirs = ['a', 'b', 'c', 'd'].map((path): RenderedFile => ({ path, text: 'new\n', mode: 0o644, policy: 'text' }));
const yours = new Map<string, Existing>([
  ['b', { kind: 'file', text: 'new\n' }],
  ['c', { kind: 'file', text: 'mine\n' }],
  ['d', { kind: 'other', what: 'is a directory' }],
]);

describe('changes', () => {
  it('creates what is free, adopts what is equal, replaces nothing', () => {
    expect(changesFor(theirs, yours).map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'a create',
      'b same',
      'c collision',
      'd collision',
    ]);
  });

  it('names every collision and what is in the way', () => {
    expect(() => refuseCollisions(changesFor(theirs, yours), '/x')).toThrow(GuardError);
    expect(() => refuseCollisions(changesFor(theirs, yours), '/x')).toThrow(
      /c: differs[^]*d: is a directory[^]*Nothing was written/,
    );
  });

  it('lets a free directory pass', () => {
    expect(() => refuseCollisions(changesFor(theirs, new Map()), '/x')).not.toThrow();
  });
});
