import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../generators/core/errors.ts';
import { keepFilledSecrets } from '../../generators/core/merge/env-secrets.ts';
import { BACKUPS, type Backup, lastBackup } from '../../generators/io/backup.ts';
import { commit } from '../../generators/io/transaction.ts';
import { undoChanges } from '../../generators/io/undo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { snapshot } from './disk.ts';
import { ABOUT, create, put, replace, SCENARIOS } from './scenarios.ts';

/** The project without its backups. */
const projectAt = (root: string): ReadonlyMap<string, string> =>
  new Map([...snapshot(root)].filter(([path]) => !path.startsWith(BACKUPS)));

function backupOf(root: string): Backup {
  const backup = lastBackup(root);
  if (backup === undefined) throw new Error('no backup');
  return backup;
}

const undo = (root: string): void => commit(root, undoChanges(root, backupOf(root)), ABOUT);

function updated(): { root: string; before: ReadonlyMap<string, string> } {
  const root = temporaryFolder();
  SCENARIOS.mixed.prepare(root);
  // An empty folder is no file, and goes with the last file that a run put there.
  rmSync(join(root, 'an empty folder'), { recursive: true });
  const before = projectAt(root);
  commit(root, SCENARIOS.mixed.changes(root), ABOUT);
  return { root, before };
}

describe('undo', () => {
  it('puts every byte and permission back; twice does it again; three times undoes it again', () => {
    const { root, before } = updated();
    const after = projectAt(root);
    undo(root);
    expect(projectAt(root)).toEqual(before);
    undo(root);
    expect(projectAt(root)).toEqual(after);
    undo(root);
    expect(projectAt(root)).toEqual(before);
  });

  it('what it would do can be asked for without doing it', () => {
    const { root } = updated();
    const found = snapshot(root);
    const changes = undoChanges(root, backupOf(root));
    expect(changes.map(({ path, before, after }) => [path, Boolean(before), Boolean(after)])).toEqual([
      ['an empty folder/neu und schön/größe.txt', true, false],
      ['src/new/run.sh', true, false],
      ['src/new.txt', true, false],
      ['.env', true, true],
      ['README.md', true, true],
      ['run.sh', true, true],
      ['src/Übersicht der Gemeinde.html', true, true],
      ['docker/old/dropped.conf', false, true],
      ['.yo-rc.json', true, true],
      ['.create-geonode-project/state.json', true, true],
    ]);
    expect(snapshot(root)).toEqual(found);
  });

  it('refuses when files were changed since, and names each', () => {
    const { root } = updated();
    appendFileSync(join(root, 'README.md'), 'edited');
    rmSync(join(root, 'src/new/run.sh'));
    put(root, 'docker/old/dropped.conf', 'mine');
    const found = snapshot(root);
    expect(() => undo(root)).toThrow(GuardError);
    expect(() => undo(root)).toThrow(
      expect.objectContaining({
        exitCode: 4,
        message: expect.stringMatching(
          /changed since[^]*\n {2}src\/new\/run\.sh\n {2}README\.md\n {2}docker\/old\/dropped\.conf\nNothing was written/,
        ),
      }),
    );
    expect(snapshot(root)).toEqual(found);
  });

  it('permissions that the user has given since stay', () => {
    const { root } = updated();
    chmodSync(join(root, 'README.md'), 0o600);
    undo(root);
    expect(statSync(join(root, 'README.md')).mode & 0o777).toBe(0o600);
  });

  it('refuses when an original is lost or was changed', () => {
    const { root } = updated();
    const original = join(backupOf(root).folder, 'files/README.md');
    writeFileSync(original, 'other');
    expect(() => undo(root)).toThrow(/backup is damaged: [^]*README\.md/);
    rmSync(original);
    expect(() => undo(root)).toThrow(/backup is damaged: [^]*README\.md/);
  });

  it('never deletes a .env', () => {
    const root = temporaryFolder();
    put(root, 'a.txt', 'old');
    commit(root, [create('.env', 'SECRET_KEY=abc\n', 0o600), replace(root, 'a.txt', 'new')], ABOUT);
    undo(root);
    expect([readFileSync(join(root, 'a.txt'), 'utf8'), existsSync(join(root, '.env'))]).toEqual(['old', true]);
  });

  it('keeps secrets that were filled by the run, and all else of .env as it was', () => {
    const root = temporaryFolder();
    put(root, '.env', 'A=1\r\nSECRET_KEY=\r\nBROKER_PASSWORD=old\r\n', 0o600);
    commit(
      root,
      [replace(root, '.env', 'A=2\nSECRET_KEY=abc\nBROKER_PASSWORD=old\nADMIN_PASSWORD=new\n', 0o600)],
      ABOUT,
    );
    undo(root);
    expect(readFileSync(join(root, '.env'), 'utf8')).toBe(
      'A=1\r\nSECRET_KEY=abc\r\nBROKER_PASSWORD=old\r\nADMIN_PASSWORD=new\r\n',
    );
    expect(statSync(join(root, '.env')).mode & 0o777).toBe(0o600);
  });

  it('keeps them in a .env that is not UTF-8, too', () => {
    const root = temporaryFolder();
    const old = Buffer.from('# gr\xfc\xdfe \xa0\nSECRET_KEY=\nX=\xe0\xa0', 'latin1');
    put(root, '.env', old, 0o600);
    commit(root, [replace(root, '.env', 'SECRET_KEY=abc\n', 0o600)], ABOUT);
    undo(root);
    expect(readFileSync(join(root, '.env'), 'latin1')).toBe(old.toString('latin1').replace('KEY=', 'KEY=abc'));
  });
});

describe('secrets that are filled', () => {
  const SECRETS = [{ owner: 'ONE' }, { owner: 'TWO' }];
  it.each([
    ['nothing filled', 'ONE=\nA=1', 'ONE=\n', 'ONE=\nA=1'],
    ['filled now', 'ONE=\nA=1\n', 'ONE=x\n', 'ONE=x\nA=1\n'],
    ['filled then: that value is what the data was made with', 'ONE=old\n', 'ONE=new\n', 'ONE=old\n'],
    ['absent then', 'A=1\n', 'TWO=y\nONE=x', 'A=1\nONE=x\nTWO=y\n'],
    ['absent then, no newline at the end', 'A=1', 'ONE=x\n', 'A=1\nONE=x'],
    ['no other key', 'A=1\n', 'A=2\nB=3\n', 'A=1\n'],
    ['a comment and export stay', 'export ONE="" # mine\n', 'ONE=x\n', 'export ONE=x # mine\n'],
    ['a value that needs quotes', 'ONE=\n', `ONE='a$b #c'\n`, `ONE='a$b #c'\n`],
    ['the last of a repeated key counts', 'ONE=a\nONE=\n', 'ONE=x\n', 'ONE=a\nONE=x\n'],
    ['a key alone', 'ONE\n', 'ONE=x\n', 'ONE=x\n'],
    ['an empty file', '', 'ONE=x\n', 'ONE=x\n'],
    ['Windows', '\uFEFFONE=\r\nA=1\r\n', 'ONE=x\nTWO=y\n', '\uFEFFONE=x\r\nA=1\r\nTWO=y\r\n'],
  ])('%s', (_, earlier, now, result) => {
    expect(keepFilledSecrets(earlier, now, SECRETS)).toBe(result);
  });
});
