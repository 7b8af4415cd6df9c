import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decide } from '../../../generators/core/merge/decide.ts';
import type { DecideOptions, Decision, FileCase, Standing } from '../../../generators/core/merge/decision.ts';
import { labelsFor } from '../../../generators/core/merge/text.ts';
import type { FileMode, Policy } from '../../../generators/core/types.ts';

const options: DecideOptions = {
  labels: labelsFor('1.3.0', '1.4.0'),
  version: '1.4.0',
  restore: new Set(),
  prune: true,
  parseYaml: (text) => parse(text),
  secrets: [{ name: 'password', owner: 'PASSWORD' }],
};
const generated = (text: string, mode: FileMode = 0o644) => ({ text, mode });
const file = (text: string, mode: Mode = 0o644): Standing => ({
  kind: 'file',
  text,
  mode: mode === 'none' ? undefined : mode,
});
type Mode = number | 'none';
const link: Standing = { kind: 'other', what: 'is a symbolic link' };

interface Versions {
  readonly base?: FileCase['base'];
  readonly yours?: Standing;
  readonly theirs?: FileCase['theirs'];
}
const run = ({ base, yours, theirs }: Versions, policy: Policy = 'text', more: Partial<DecideOptions> = {}): Decision =>
  decide({ path: 'f', policy, base, yours, theirs }, { ...options, ...more });

const [A, B] = ['a\nb\nc\n', 'a\nb\nC\n'];
const MINE = 'A\nb\nc\n';
const MERGED = 'A\nb\nC\n';
const OTHER = 'a\nb\nX\n';

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
