import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BACKUPS, lastBackup, writtenByUs } from '../../generators/io/backup.ts';
import { sha256 } from '../../generators/io/on-disk.ts';
import { commit } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { hooked, snapshot } from './disk.ts';
import { ABOUT, create, NEW_FILES, ODD_BYTES, put, replace, SCENARIOS } from './scenarios.ts';

const backupsOf = (root: string): readonly string[] => readdirSync(join(root, BACKUPS)).sort();

/** Writes this text into a file of a project, as a run of its own. */
function write(root: string, path: string, text: string): void {
  commit(root, [replace(root, path, text)], ABOUT);
}

function updated(): string {
  const root = temporaryFolder();
  SCENARIOS.mixed.prepare(root);
  commit(root, SCENARIOS.mixed.changes(root), ABOUT);
  return root;
}

describe('the backup of a run', () => {
  it('a project that is created has none; one to which a file is added has', () => {
    const root = temporaryFolder();
    commit(root, NEW_FILES, ABOUT);
    expect(lastBackup(root)).toBeUndefined();
    commit(root, [create('more.txt', 'more')], ABOUT);
    expect(lastBackup(root)?.files).toEqual([{ path: 'more.txt', after: { sha256: sha256('more'), mode: 0o644 } }]);
  });

  it('holds the originals bit for bit, and is for its owner alone, whatever the umask', () => {
    const umask = process.umask(0);
    const root = updated();
    process.umask(umask);
    const { folder = '', version } = lastBackup(root) ?? {};
    expect(version).toBe('1.2.3');
    expect(readFileSync(join(folder, 'files/README.md'))).toEqual(ODD_BYTES);
    const modes = [...snapshot(join(root, BACKUPS)).values()].map((looks) => looks.split(' ').slice(0, 2).join(' '));
    expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700']);
  });

  it('tells no content, so no secret, in its manifest and journal', () => {
    const root = temporaryFolder();
    put(root, '.env', 'PASSWORD=first-secret\n', 0o600);
    const texts: string[] = [];
    const fs = hooked(['writeFileSync'], (_, call, [path, text]) => {
      if (/(?:journal|manifest)\.json$/.test(String(path))) texts.push(String(text));
      return call();
    });
    commit(root, [replace(root, '.env', 'PASSWORD=second-secret\n', 0o600)], ABOUT, fs);
    expect(texts).toEqual([expect.stringContaining('.env'), expect.stringContaining('.env')]);
    expect(texts.join()).not.toMatch(/secret|PASSWORD/);
  });

  it('the last five are kept, in their order, even if the clock was put back; nothing else is cleared away', () => {
    const root = temporaryFolder();
    put(root, 'file', '0');
    mkdirSync(join(root, BACKUPS, '2099-01-01T00-00-00.000Z'), { recursive: true });
    for (const other of ['2000-01-01T00-00-00.000Z-interrupted', 'notes of mine'])
      mkdirSync(join(root, BACKUPS, other));
    for (const text of ['1', '2', '3', '4', '5', '6', '7']) write(root, 'file', text);
    const [interrupted, ...rest] = backupsOf(root);
    expect([interrupted, rest.at(-1)]).toEqual(['2000-01-01T00-00-00.000Z-interrupted', 'notes of mine']);
    const kept = rest.slice(0, -1).map((name) => readFileSync(join(root, BACKUPS, name, 'files/file'), 'utf8'));
    expect(kept).toEqual(['2', '3', '4', '5', '6']);
    expect(lastBackup(root)?.name).toBe('2099-01-01T00-00-00.007Z');
  });

  it('its name is its time', () => {
    const earliest = Date.now();
    const { name = '' } = lastBackup(updated()) ?? {};
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/);
    expect(Date.parse(name.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'))).toBeGreaterThanOrEqual(earliest);
  });

  it.each([
    ['cut short', (path: string) => truncateSync(path, 20)],
    ['foreign', (path: string) => writeFileSync(path, '{}')],
    [
      'of a later version',
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('"schema": 1', '"schema": 2')),
    ],
  ])('a manifest that is %s is said; its files are left', (_, damage) => {
    const root = updated();
    damage(join(lastBackup(root)?.folder ?? '', 'manifest.json'));
    const found = snapshot(root);
    expect(() => lastBackup(root)).toThrow(
      expect.objectContaining({
        exitCode: 4,
        message: expect.stringMatching(/damaged: [^]*manifest\.json[^]*Nothing was changed/),
        hint: expect.stringMatching(/files: copy back/),
      }),
    );
    expect(writtenByUs(root)('README.md', sha256('new\n'))).toBe(false);
    expect(snapshot(root)).toEqual(found);
  });
});

describe('what a run wrote', () => {
  it('is known by its bytes, also when a later run wrote other files', () => {
    const root = updated();
    write(root, 'src/mine.txt', 'ours');
    const isOurs = writtenByUs(root);
    expect([
      isOurs('README.md', sha256('new\n')),
      isOurs('src/mine.txt', sha256('ours')),
      isOurs('README.md', sha256(ODD_BYTES)),
      isOurs('README.md', sha256('edited')),
      isOurs('unknown', sha256('ours')),
      isOurs('docker/old/dropped.conf', sha256('dropped')),
    ]).toEqual([true, true, false, false, false, false]);
  });

  it('is what the last of them wrote', () => {
    const root = updated();
    write(root, 'README.md', 'newer');
    expect([sha256('new\n'), sha256('newer')].map((hash) => writtenByUs(root)('README.md', hash))).toEqual([
      false,
      true,
    ]);
  });

  it('is nothing where there is no backup', () => {
    const root = temporaryFolder();
    commit(root, NEW_FILES, ABOUT);
    expect(writtenByUs(root)('README.md', sha256('read me\n'))).toBe(false);
    expect(filesBelow(root).size).toBe(NEW_FILES.length);
  });
});
