import { describe, expect, it } from 'vitest';
import type { DecideOptions, Standing } from '../../../generators/core/merge/decision.ts';
import { labelsFor } from '../../../generators/core/merge/text.ts';
import type { BaselineFile } from '../../../generators/core/state/read.ts';
import {
  type Migration,
  migrated,
  migratedAnswers,
  migrationsFor,
  onDisk,
} from '../../../generators/core/update/migrations.ts';
import { outcomeOf } from '../../../generators/core/update/outcome.ts';
import { decideAll, type Present } from '../../../generators/core/update/update.ts';

const MOVES: Migration = {
  to: '0.2.0',
  answers: ({ old, ...rest }) => ({ ...rest, fresh: old }),
  renames: { 'nginx.conf': 'docker/nginx.conf' },
  envRenames: { OLD_KEY: 'NEW_KEY' },
  note: 'Look at nginx.',
};
const options: DecideOptions = {
  labels: labelsFor('0.1.0', '0.2.0'),
  version: '0.2.0',
  restore: new Set(),
  prune: true,
  parseYaml: () => undefined,
  secrets: [],
};
const base = (text: string, policy: BaselineFile['policy'] = 'text'): BaselineFile => ({ text, mode: 0o644, policy });
const file = (text: string): Standing => ({ kind: 'file', text, mode: 0o644 });

/** A run over a project of 0.1.0 with these files, where the templates have the same texts under the new names. */
function run(tree: Readonly<Record<string, string>>) {
  const files = { 'nginx.conf': base('a\nb\nc\n') };
  const present: Present = {
    tree: new Map(Object.entries(tree).map(([path, text]) => [path, file(text)])),
    baseline: {
      generatorVersion: '0.1.0',
      createdWith: '0.1.0',
      files: new Map(Object.entries(files)),
      tombstones: new Set(),
    },
    envBase: {
      generatorVersion: '0.1.0',
      createdWith: '0.1.0',
      files: new Map([['.env', base('OLD_KEY=1\n', 'env')]]),
      tombstones: new Set(),
    },
  };
  const theirs = [
    { path: 'docker/nginx.conf', text: 'a\nb\nC\n', policy: 'text', mode: 0o644 },
    { path: '.env', text: 'NEW_KEY=1\n', policy: 'env', mode: 0o600 },
  ] as const;
  const after = migrated(present, [MOVES]);
  const decisions = onDisk(decideAll(theirs, after, options), present, after);
  const { writes, deletes } = outcomeOf({ decisions, choices: new Map(), files: theirs, own: [], tree: present.tree });
  return { writes: Object.fromEntries(writes.map(({ path, text }) => [path, text])), deletes };
}

describe('migrations', () => {
  it('run for a project that is older, up to this release, in order', () => {
    const all: readonly Migration[] = [{ to: '0.1.0' }, { to: '0.2.0' }, { to: '0.3.0' }, { to: '1.0.0-beta.1' }];
    expect(migrationsFor('0.1.0', '0.3.0', all).map(({ to }) => to)).toEqual(['0.2.0', '0.3.0']);
    expect(migrationsFor('0.3.0', '0.3.0', all)).toEqual([]);
    expect(migrationsFor('0.3.0', '1.0.0', all).map(({ to }) => to)).toEqual(['1.0.0-beta.1']);
  });

  it('bring stored answers into their new shape', () => {
    expect(migratedAnswers({ old: 1, name: 'x' }, [MOVES])).toEqual({ fresh: 1, name: 'x' });
  });

  it('a file that moved takes the edits of its owner along, and leaves its old place', () => {
    const { writes, deletes } = run({ 'nginx.conf': 'a mine\nb\nc\n', '.env': 'OLD_KEY=1\n' });
    expect(writes['docker/nginx.conf']).toBe('a mine\nb\nC\n');
    expect(deletes).toEqual(['nginx.conf']);
  });

  it('what stands at the new place already is merged as it is, and the old file stays its owner’s', () => {
    const { writes, deletes } = run({
      'nginx.conf': 'a\nb\nc\n',
      'docker/nginx.conf': 'a\nb\nC\n',
      '.env': 'OLD_KEY=1\n',
    });
    expect(writes['docker/nginx.conf']).toBeUndefined();
    expect(deletes).not.toContain('docker/nginx.conf');
  });

  it('a key of .env gets its new name and keeps value and comment', () => {
    const { writes } = run({ 'nginx.conf': 'a\nb\nc\n', '.env': '# why\nOLD_KEY=mine # note\nOWN=2\n' });
    expect(writes['.env']).toBe('# why\nNEW_KEY=mine # note\nOWN=2\n');
  });
});
