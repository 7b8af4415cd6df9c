import { describe, expect, it } from 'vitest';
import type { FileMode } from '../../../generators/core/types.ts';
import { A, B, file, generated, link, MERGED, MINE, type Mode, OTHER, run } from './file-case.ts';

describe('permissions', () => {
  const cases: [string, FileMode, Mode, FileMode, number | undefined][] = [
    ['nobody changed them', 0o644, 0o644, 0o644, undefined],
    ['the template makes it a program', 0o644, 0o644, 0o755, 0o755],
    ['the template makes it a program, for the group too', 0o644, 0o664, 0o755, 0o775],
    ['the template makes it a program, for its owner alone', 0o644, 0o600, 0o755, 0o700],
    ['the template makes it a plain file', 0o755, 0o755, 0o644, 0o644],
    ['the user made it a program', 0o644, 0o755, 0o644, undefined],
    ['the user made it a plain file', 0o755, 0o644, 0o755, undefined],
    ['the user keeps it private', 0o644, 0o600, 0o644, undefined],
    ['Windows has none', 0o644, 'none', 0o755, undefined],
  ];
  it.each(cases)('%s', (_, before, yours, theirs, expected) => {
    const base = generated(A, before);
    const same = run({ base, yours: file(A, yours), theirs: generated(A, theirs) });
    expect(same).toMatchObject(expected === undefined ? { kind: 'same' } : { kind: 'update', text: A, mode: expected });
    const changed = run({ base, yours: file(MINE, yours), theirs: generated(B, theirs) });
    const kept = yours === 'none' ? theirs : yours;
    expect(changed).toMatchObject({ kind: 'merge', text: MERGED, mode: expected ?? kept });
  });

  it('programs are written with the line ends that a container needs', () => {
    const windows = MINE.replaceAll('\n', '\r\n');
    const both = { base: generated(A, 0o755), yours: file(windows, 0o755), theirs: generated(B, 0o755) };
    expect(run(both)).toMatchObject({ kind: 'merge', text: MERGED });
    expect(run({ ...both, theirs: generated(A, 0o755) })).toMatchObject({ kind: 'keep' });
    expect(run({ ...both, yours: file(OTHER.replaceAll('\n', '\r\n')) })).toMatchObject({
      kind: 'conflict',
      merge: { yours: OTHER, theirs: B },
    });
  });
});

describe('policies', () => {
  it('until-edited: follows the template until somebody edits it, then tells what changed', () => {
    const base = generated(A);
    expect(run({ base, yours: file(A), theirs: generated(B) }, 'until-edited')).toMatchObject({
      kind: 'update',
      text: B,
    });
    expect(run({ base, yours: file(A) }, 'until-edited')).toMatchObject({ kind: 'delete' });
    expect(run({ base, yours: file(`x\n${A}`), theirs: generated(A) }, 'until-edited')).toMatchObject({
      kind: 'keep',
      notes: [],
    });
    expect(run({ base, yours: file(`x\n${A}`), theirs: generated(B) }, 'until-edited')).toMatchObject({
      kind: 'keep',
      baseline: 'theirs',
      notes: [{ id: 'template-changed', changes: [{ line: 4, was: ['c'], now: ['C'] }] }],
    });
    expect(run({ base, yours: file(`x\n${B}`), theirs: generated(B) }, 'until-edited')).toMatchObject({
      kind: 'keep',
      notes: [],
    });
    expect(run({ yours: file(MINE), theirs: generated(B) }, 'until-edited')).toMatchObject({ kind: 'keep', notes: [] });
  });

  it('owned: is always as the program writes it', () => {
    expect(run({ yours: file(MINE), theirs: generated(B) }, 'owned')).toMatchObject({ kind: 'update', text: B });
    expect(run({ yours: file(B), theirs: generated(B) }, 'owned')).toMatchObject({ kind: 'same' });
    expect(run({ yours: link, theirs: generated(B) }, 'owned')).toMatchObject({ kind: 'type-conflict' });
  });

  it('compose: merges by service', () => {
    const base = 'services:\n  a:\n    image: a\n';
    const result = run(
      { base: generated(base), yours: file(`${base}  mine: {}\n`), theirs: generated(`${base}  new: {}\n`) },
      'compose',
    );
    expect(result).toMatchObject({ kind: 'merge', text: `${base}  new: {}\n  mine: {}\n` });
  });

  it('env: merges by key, never in conflict, with or without a base', () => {
    const base = generated('A=1\nPASSWORD={{secret:password}}\n', 0o600);
    const theirs = generated('A=2\nPASSWORD={{secret:password}}\n', 0o600);
    const yours = file('A=1\nPASSWORD=pw\n', 0o600);
    expect(run({ base, yours, theirs }, 'env')).toMatchObject({
      kind: 'merge',
      text: 'A=2\nPASSWORD=pw\n',
      mode: 0o600,
    });
    expect(run({ yours, theirs }, 'env')).toMatchObject({ kind: 'keep', notes: [{ id: 'unverified', key: 'A' }] });
    expect(run({ base, yours, theirs: base }, 'env')).toEqual({
      path: 'f',
      kind: 'keep',
      baseline: 'theirs',
      notes: [],
      fill: [],
    });
  });

  it('env: says which secrets are missing, and takes them', () => {
    const theirs = generated('A=1\nPASSWORD={{secret:password}}\n', 0o600);
    const values = { password: 'made' };
    expect(run({ theirs }, 'env')).toMatchObject({ kind: 'create', fill: ['password'], text: 'A=1\nPASSWORD=\n' });
    expect(run({ theirs }, 'env', { values })).toMatchObject({
      kind: 'create',
      fill: [],
      text: 'A=1\nPASSWORD=made\n',
      mode: 0o600,
    });
    const yours = file('A=1\nPASSWORD=\n', 0o600);
    expect(run({ base: theirs, yours, theirs }, 'env')).toMatchObject({ kind: 'keep', fill: ['password'] });
    expect(run({ base: theirs, yours, theirs }, 'env', { values })).toMatchObject({
      kind: 'merge',
      fill: [],
      text: 'A=1\nPASSWORD=made\n',
    });
  });

  it('env: a link to it is left as long as nothing is new', () => {
    const base = generated('A=1\n', 0o600);
    expect(run({ base, yours: link, theirs: base }, 'env')).toMatchObject({
      kind: 'keep',
      notes: [{ id: 'not-a-file' }],
    });
    expect(run({ base, yours: link, theirs: generated('A=2\n', 0o600) }, 'env')).toMatchObject({
      kind: 'type-conflict',
    });
  });
});
