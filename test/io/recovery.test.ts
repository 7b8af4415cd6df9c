import { existsSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../generators/core/errors.ts';
import { lastBackup } from '../../generators/io/backup.ts';
import { recover, recoveredText } from '../../generators/io/recovery.ts';
import { commit } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { dyingAt, hooked, snapshot, systemError } from './disk.ts';
import { type Interrupted, interrupted } from './interrupted.ts';
import { ABOUT, NEW_FILES, ODD_BYTES, put, SCENARIOS, STATE } from './scenarios.ts';

const FOLDER = '.create-geonode-project';
const GENTLY = { breakLock: false };
const HARD = { breakLock: true };

/** The paths that differ. */
const differences = (one: Interrupted['before'], other: Interrupted['before']): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path)).sort();

describe('after a run that was killed', () => {
  it('a non-UTF-8 original is back bit for bit, with its permissions and nothing beside it', () => {
    const { root, before } = interrupted();
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('new\n');
    const recovered = recover(root, GENTLY);
    expect(recovered).toEqual({ outcome: 'old', left: [], originals: undefined });
    expect(recovered && recoveredText(recovered)).toMatch(/Cleaned up[^]*as it was before/);
    expect(readFileSync(join(root, 'README.md'))).toEqual(ODD_BYTES);
    expect(snapshot(root)).toEqual(before);
  });

  it.each([
    ['edited, after it was replaced', 'README.md', (path: string) => writeFileSync(path, 'edited')],
    ['deleted, after it was replaced', 'README.md', (path: string) => rmSync(path)],
    ['edited, before it was replaced', STATE, (path: string) => writeFileSync(path, 'edited')],
    ['made anew, after it was deleted', 'docker/old/dropped.conf', (path: string) => writeFileSync(path, 'edited')],
    [
      'made a link',
      'README.md',
      (path: string) => {
        rmSync(path);
        symlinkSync('run.sh', path);
      },
    ],
  ])('a file that somebody has %s: it stays, is named, and its original is kept', (_, path, action) => {
    const { root, before } = interrupted();
    action(join(root, path));
    const mine = snapshot(root).get(path);
    const recovered = recover(root, GENTLY);
    expect(recovered).toMatchObject({ outcome: 'old', left: [path] });
    const originals = recovered?.originals ?? '';
    expect(`file ${before.get(path)?.split(' ')[1]} ${readFileSync(join(originals, path), 'latin1')}`).toBe(
      before.get(path),
    );
    expect(snapshot(root).get(path)).toBe(mine);
    expect(differences(before, snapshot(root)).filter((other) => !other.includes('/backup'))).toEqual([path]);
    expect(recovered && recoveredText(recovered)).toContain(
      `left as they are: ${path}. Their originals are in ${originals}`,
    );
    expect(lastBackup(root)).toBeUndefined();
    expect(recover(root, GENTLY)).toBeUndefined();
  });

  it('an original that is damaged does not replace the new file', () => {
    const { root } = interrupted();
    writeFileSync(join(root, FOLDER, 'staging/backup/files/README.md'), 'half of');
    const recovered = recover(root, GENTLY);
    expect(recovered).toMatchObject({ outcome: 'old', left: ['README.md'] });
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('new\n');
    expect(readFileSync(join(recovered?.originals ?? '', 'README.md'), 'utf8')).toBe('half of');
  });

  it('a new file that somebody has edited stays', () => {
    const root = temporaryFolder();
    put(root, 'mine.txt', 'mine');
    expect(() => commit(root, NEW_FILES, ABOUT, dyingAt(27).fs)).toThrow();
    writeFileSync(join(root, 'README.md'), 'edited\n');
    expect(recover(root, GENTLY)).toMatchObject({ outcome: 'old', left: ['README.md'], originals: undefined });
    expect([...filesBelow(root)]).toEqual([
      ['README.md', 'edited\n'],
      ['mine.txt', 'mine'],
    ]);
  });

  it('a lock that was removed by hand does not hide it', () => {
    const { root, before } = interrupted();
    rmSync(join(root, FOLDER, 'lock'));
    expect(() => commit(root, SCENARIOS.create.changes(), ABOUT)).toThrow(/was interrupted[^]*Nothing was written/);
    expect(recover(root, GENTLY)).toMatchObject({ outcome: 'old' });
    expect(snapshot(root)).toEqual(before);
  });

  it('an error in clearing up is one for people, and the next try comes through', () => {
    const { root, before } = interrupted();
    const fs = hooked(['renameSync'], () => {
      throw systemError('EROFS');
    });
    expect(() => recover(root, GENTLY, fs)).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringMatching(/EROFS/),
        hint: expect.stringMatching(/permissions/),
      }),
    );
    expect(recover(root, GENTLY)).toMatchObject({ outcome: 'old' });
    expect(snapshot(root)).toEqual(before);
  });
});

describe('a damaged journal', () => {
  const damage = (path: string): void => truncateSync(path, 100);

  it('is read from the backup instead', () => {
    const { root, before } = interrupted();
    damage(join(root, FOLDER, 'journal.json'));
    expect(recover(root, GENTLY)).toMatchObject({ outcome: 'old' });
    expect(snapshot(root)).toEqual(before);
  });

  it('is said when there is no other; nothing is touched', () => {
    const { root } = interrupted();
    damage(join(root, FOLDER, 'journal.json'));
    damage(join(root, FOLDER, 'staging/backup/manifest.json'));
    const found = snapshot(root);
    expect(() => recover(root, GENTLY)).toThrow(GuardError);
    expect(() => recover(root, GENTLY)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/journal\.json is damaged[^]*nothing was touched/),
        hint: expect.stringMatching(/staging\/backup\/files[^]*--break-lock/),
      }),
    );
    expect(snapshot(root)).toEqual(found);
  });

  it('--break-lock keeps the originals and goes on', () => {
    const { root } = interrupted();
    damage(join(root, FOLDER, 'journal.json'));
    damage(join(root, FOLDER, 'staging/backup/manifest.json'));
    const recovered = recover(root, HARD);
    expect(recovered).toMatchObject({ outcome: 'unknown', left: [] });
    expect(recovered && recoveredText(recovered)).toMatch(/some files may be old[^]*originals are in/);
    expect(readFileSync(join(recovered?.originals ?? '', 'README.md'))).toEqual(ODD_BYTES);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('new\n');
    expect(recover(root, GENTLY)).toBeUndefined();
  });

  it.each([
    ['leads out of the project', '../outside'],
    ['is the lock', `${FOLDER}/lock`],
  ])('a path that %s makes it one', (_, path) => {
    const root = temporaryFolder();
    const outside = join(root, '../outside');
    writeFileSync(outside, 'x');
    const files = [
      { path, after: { sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', mode: 0o644 } },
    ];
    put(root, `${FOLDER}/journal.json`, JSON.stringify({ schema: 1, version: '1', folders: [], files }));
    expect(() => recover(root, GENTLY)).toThrow(/is damaged/);
    expect(existsSync(outside)).toBe(true);
    rmSync(outside);
  });
});
