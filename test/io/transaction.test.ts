import nodeFs, { cpSync, existsSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../generators/core/errors.ts';
import { commit } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { BACKUP, meanwhile, modeOf, octal, project } from './changed-project.ts';
import { hooked, snapshot, systemError } from './disk.ts';
import { ABOUT, NEW_FILES, put, replace, STATE } from './scenarios.ts';

describe('creating a project', () => {
  it('writes all files with their permissions, whatever the umask, and leaves nothing else', () => {
    const root = join(temporaryFolder(), 'new', 'Projekt Übersicht');
    const umask = process.umask(0o077);
    try {
      commit(root, NEW_FILES, ABOUT);
    } finally {
      process.umask(umask);
    }
    expect([...filesBelow(root)].map(([path, text]) => [path, text, modeOf(root, path)])).toEqual([
      [STATE, '{}\n', 0o644],
      ['.env', 'A=1\n', 0o600],
      ['README.md', 'read me\n', 0o644],
      ['src/my_site/run.sh', '#!/bin/sh\n', 0o755],
      ['src/my_site/x.py', 'pass\n', 0o644],
    ]);
  });

  it('works on a file system without hard links', () => {
    const root = temporaryFolder();
    const noLinks = hooked(['linkSync'], () => {
      throw systemError('EPERM');
    });
    commit(root, NEW_FILES, ABOUT, noLinks);
    expect(readFileSync(join(root, '.env'), 'utf8')).toBe('A=1\n');
    expect(() => commit(root, NEW_FILES, ABOUT, noLinks)).toThrow(/README\.md exists by now/);
  });

  it('a new folder comes to its place as a whole, and a file at a time where it cannot', () => {
    const root = temporaryFolder();
    const renamed: string[] = [];
    const fs = hooked(['renameSync'], (_, call, [, to]) => {
      renamed.push(String(to).slice(root.length + 1));
      return call();
    });
    commit(root, NEW_FILES, ABOUT, fs);
    expect(renamed).toContain('src');
    expect(renamed).not.toContain('src/my_site/x.py');
    const other = temporaryFolder();
    const noFolders = hooked(['renameSync'], (_, call, [, to]) => {
      if (to === join(other, 'src')) throw systemError('EXDEV');
      return call();
    });
    commit(other, NEW_FILES, ABOUT, noFolders);
    expect(snapshot(other)).toEqual(snapshot(root));
  });

  it.each(['src/mine.txt', 'src/my_site/x.py'])('a folder with %s that appears in the last moment keeps it', (path) => {
    const root = temporaryFolder();
    const fs = meanwhile('renameSync', join(root, 'src'), () => put(root, path, 'mine'));
    const isOurs = NEW_FILES.some((one) => one.path === path);
    const run = (): void => commit(root, NEW_FILES, ABOUT, fs);
    if (isOurs) expect(run).toThrow(GuardError);
    else run();
    const theirs = isOurs ? [] : NEW_FILES.map((one) => [one.path, one.after?.content]);
    expect(new Map([...filesBelow(root)])).toEqual(new Map([...theirs, [path, 'mine']] as [string, string][]));
  });

  it('a run that planned before another one finished takes nothing of it back', () => {
    const root = temporaryFolder();
    commit(root, NEW_FILES, ABOUT);
    const finished = snapshot(root);
    expect(() => commit(root, NEW_FILES, ABOUT)).toThrow(GuardError);
    expect(snapshot(root)).toEqual(finished);
  });

  it('nothing to do leaves no trace', () => {
    const root = join(temporaryFolder(), 'x');
    commit(root, [], ABOUT);
    expect(existsSync(root)).toBe(false);
  });
});

describe('changing a project', () => {
  it('creates, replaces and deletes; a folder that is empty then goes, and each original is kept', () => {
    const { root, changes } = project();
    commit(root, changes, ABOUT);
    const files = [...filesBelow(root)];
    const kept = files.flatMap(([path]) => (BACKUP.test(path) ? path.split('/').slice(3).join('/') : []));
    expect(files.filter(([path]) => !BACKUP.test(path))).toEqual([
      [STATE, '{"new":1}'],
      ['.env', 'PASSWORD=new\nMORE=1\n'],
      ['.yo-rc.json', '{"new":1}'],
      ['README.md', 'new\n'],
      ['an empty folder/neu und schön/größe.txt', 'new\n'],
      ['run.sh', '#!/bin/sh\r\n'],
      ['src/mine.txt', 'mine'],
      ['src/new.txt', 'new\n'],
      ['src/new/run.sh', '#!/bin/sh\n'],
      ['src/Übersicht der Gemeinde.html', 'neu'],
    ]);
    expect(existsSync(join(root, 'docker'))).toBe(false);
    expect(kept).toEqual([
      'files/.create-geonode-project/state.json',
      'files/.env',
      'files/.yo-rc.json',
      'files/README.md',
      'files/docker/old/dropped.conf',
      'files/run.sh',
      'files/src/Übersicht der Gemeinde.html',
      'manifest.json',
    ]);
  });

  it.each([
    ['644', '755', '755'],
    ['664', '755', '775'],
    ['640', '755', '750'],
    ['755', '644', '644'],
    ['775', '644', '664'],
    ['640', '600', '640'],
    ['600', '644', '600'],
    ['444', '644', '444'],
  ])('of a file with %s, written as %s, the user has the say but for execution: %s', (was, wanted, is) => {
    const root = temporaryFolder();
    put(root, 'file', 'old', octal(was));
    commit(root, [replace(root, 'file', 'new', octal(wanted))], ABOUT);
    expect([readFileSync(join(root, 'file'), 'utf8'), modeOf(root, 'file')]).toEqual(['new', octal(is)]);
  });

  it('a file keeps its owner, also when root runs the program', () => {
    const root = temporaryFolder();
    put(root, '.env', 'old', 0o600);
    const [uid, gid] = process.getuid?.() === 0 ? [1234, 2345] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
    nodeFs.chownSync(join(root, '.env'), uid, gid);
    commit(root, [replace(root, '.env', 'new', 0o600)], ABOUT);
    expect(statSync(join(root, '.env'))).toMatchObject({ uid, gid });
  });

  it('never follows a link that appears above a new folder', () => {
    const [{ root, changes }, elsewhere] = [project(), join(temporaryFolder(), 'src')];
    const fs = meanwhile('renameSync', join(root, '.create-geonode-project/journal.json'), () => {
      cpSync(join(root, 'src'), elsewhere, { recursive: true });
      rmSync(join(root, 'src'), { recursive: true });
      symlinkSync(elsewhere, join(root, 'src'));
    });
    expect(() => commit(root, changes, ABOUT, fs)).toThrow(/cannot be reached: src is a symbolic link/);
    expect(existsSync(join(elsewhere, 'new'))).toBe(false);
  });

  it('places the files in the given order, the state last', () => {
    const { root, changes } = project();
    const order: string[] = [];
    const watched = hooked(['linkSync', 'renameSync', 'rmSync'], (name, call, args) => {
      const path = String(args.at(name === 'rmSync' ? 0 : 1)).slice(root.length + 1);
      if (changes.some((change) => change.path === path || change.path.startsWith(`${path}/`))) order.push(path);
      return call();
    });
    commit(root, changes, ABOUT, watched);
    const folders = ['an empty folder/neu und schön', 'src/new'];
    const inTurn = changes.map(({ path }) => folders.find((folder) => path.startsWith(`${folder}/`)) ?? path);
    expect(order).toEqual(inTurn);
  });
});
