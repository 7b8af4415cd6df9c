import { execFileSync } from 'node:child_process';
import nodeFs, {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../generators/core/errors.ts';
import type { DiskChange } from '../../generators/io/disk-change.ts';
import { recover } from '../../generators/io/recovery.ts';
import { commit } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { failingAt, hooked, snapshot, systemError } from './disk.ts';
import { actingAsNobody, smallDisk } from './limits.ts';
import { ABOUT, create, NEW_FILES, put, replace, SCENARIOS, STATE } from './scenarios.ts';

const BACKUP = /^\.create-geonode-project\/backup\//;
const octal = (digits: string): number => Number.parseInt(digits, 8);
const modeOf = (root: string, path: string): number => statSync(join(root, path)).mode & 0o7777;

/** A project that has every kind of file, and what is to change in it. */
function project(): { root: string; changes: readonly DiskChange[] } {
  const root = join(temporaryFolder(), 'site');
  SCENARIOS.mixed.prepare(root);
  return { root, changes: SCENARIOS.mixed.changes(root) };
}

/** A file system in which something else happens before the first call of this kind for this path. */
function meanwhile(name: 'linkSync' | 'renameSync' | 'lstatSync', path: string, action: () => void): typeof nodeFs {
  let done = false;
  return hooked([name], (_, call, args) => {
    if (!done && args.at(name === 'lstatSync' ? 0 : 1) === path) {
      done = true;
      action();
    }
    return call();
  }) as typeof nodeFs;
}

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

  it('places the files in the given order, the state last', () => {
    const { root, changes } = project();
    const order: string[] = [];
    const watched = hooked(['linkSync', 'renameSync', 'rmSync'], (name, call, args) => {
      const path = String(args.at(name === 'rmSync' ? 0 : 1)).slice(root.length + 1);
      if (changes.some((change) => change.path === path)) order.push(path);
      return call();
    });
    commit(root, changes, ABOUT, watched);
    expect(order).toEqual(changes.map(({ path }) => path));
  });
});

describe('what is not as it was planned', () => {
  const refused: readonly (readonly [string, RegExp, (root: string) => void])[] = [
    ['changed', /README\.md was changed/, (root) => writeFileSync(join(root, 'README.md'), 'edited')],
    ['gone', /README\.md is gone/, (root) => unlinkSync(join(root, 'README.md'))],
    ['made executable', /README\.md has other permissions/, (root) => chmodSync(join(root, 'README.md'), 0o755)],
    ['appeared', /src\/new\/run\.sh exists by now/, (root) => put(root, 'src/new/run.sh', 'mine')],
    [
      'a symbolic link now',
      /README\.md is a symbolic link/,
      (root) => {
        rmSync(join(root, 'README.md'));
        symlinkSync('src/mine.txt', join(root, 'README.md'));
      },
    ],
    [
      'below a symbolic link now',
      /run\.sh cannot be reached: src is a symbolic link/,
      (root) => {
        nodeFs.renameSync(join(root, 'src'), join(root, 'elsewhere'));
        symlinkSync('elsewhere', join(root, 'src'));
      },
    ],
    [
      'a folder now',
      /src\/new\/run\.sh is a directory/,
      (root) => mkdirSync(join(root, 'src/new/run.sh'), { recursive: true }),
    ],
    ['below a file now', /cannot be reached: src\/new is a file/, (root) => put(root, 'src/new', '')],
    [
      'no file of the usual kind',
      /README\.md is no regular file/,
      (root) => {
        rmSync(join(root, 'README.md'));
        execFileSync('mkfifo', [join(root, 'README.md')]);
      },
    ],
  ];

  it.each(refused)('%s: exit 4, nothing is written', (_, message, action) => {
    const { root, changes } = project();
    action(root);
    const found = snapshot(root);
    expect(() => commit(root, changes, ABOUT)).toThrow(GuardError);
    expect(() => commit(root, changes, ABOUT)).toThrow(message);
    expect(snapshot(root)).toEqual(found);
  });

  it('changed while everything was made ready: exit 4, what was placed is taken back, the change stays', () => {
    const { root, changes } = project();
    const expected = new Map([...snapshot(root), [STATE, 'file 644 {"mine":1}']]);
    const fs = meanwhile('renameSync', join(root, '.create-geonode-project/journal.json'), () =>
      writeFileSync(join(root, STATE), '{"mine":1}'),
    );
    expect(() => commit(root, changes, ABOUT, fs)).toThrow(/state\.json was changed/);
    expect(snapshot(root)).toEqual(expected);
  });

  it('never replaces a file that appears in the last moment', () => {
    const root = temporaryFolder();
    const fs = meanwhile('linkSync', join(root, '.env'), () => writeFileSync(join(root, '.env'), 'mine'));
    expect(() => commit(root, NEW_FILES, ABOUT, fs)).toThrow(GuardError);
    expect([...filesBelow(root)]).toEqual([['.env', 'mine']]);
  });

  it.each(['../outside', '/etc/x', 'a/../../b', 'a//b', '', 'C:/x', 'a\\b', 'a/./b', '.create-geonode-project/lock'])(
    'the path %j is none of the project',
    (path) => {
      const root = join(temporaryFolder(), 'site');
      expect(() => commit(root, [create(path, '')], ABOUT)).toThrow(/is no path of the project/);
      expect(existsSync(root)).toBe(false);
    },
  );

  it.each(['.create-geonode-project', '.create-geonode-project/backup'])('%s as a link is not followed', (path) => {
    const { root, changes } = project();
    const outside = temporaryFolder();
    if (existsSync(join(root, path))) nodeFs.renameSync(join(root, path), join(outside, 'moved'));
    symlinkSync(outside, join(root, path));
    const found = snapshot(outside);
    expect(() => commit(root, changes, ABOUT)).toThrow(/is a symbolic link/);
    expect(snapshot(outside)).toEqual(found);
  });
});

describe('what the disk refuses', () => {
  const HINTS = {
    ENOSPC: /Free some space/,
    EROFS: /Mend the permissions/,
    EBUSY: /Close what has the file open/,
    EXDEV: /another file system/,
    EIO: /Run the command again/,
  };

  it.each(Object.entries(HINTS))('%s: its own words, that all was taken back, and what to do', (code, hint) => {
    const { root, changes } = project();
    const found = snapshot(root);
    const fs = hooked(['renameSync'], (_, call, args) => {
      if (args[1] === join(root, 'README.md') && String(args[0]).includes('/new/')) throw systemError(code);
      return call();
    });
    expect(() => commit(root, changes, ABOUT, fs)).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringMatching(new RegExp(`${code}[^]*taken back`)),
        hint: expect.stringMatching(hint),
      }),
    );
    expect(snapshot(root)).toEqual(found);
  });

  it.each(['EPERM', 'EBUSY'])('%s five times: it waits, and goes on', (code) => {
    const { root, changes } = project();
    let refusals = 0;
    const fs = hooked(['renameSync'], (_, call, args) => {
      if (args[1] === join(root, 'README.md') && refusals++ < 5) throw systemError(code);
      return call();
    });
    commit(root, changes, ABOUT, fs);
    expect([refusals, readFileSync(join(root, 'README.md'), 'utf8')]).toEqual([6, 'new\n']);
  });

  it('what cannot be taken back is said, and the next run takes it back', () => {
    const { root, changes } = project();
    const found = snapshot(root);
    const fs = hooked(['renameSync'], (_, call, args) => {
      if (args[1] === join(root, STATE) || String(args[0]).endsWith('files/.env')) throw systemError('EIO');
      return call();
    });
    expect(() => commit(root, changes, ABOUT, fs)).toThrow(/Not everything could be taken back: EIO/);
    expect(recover(root, { breakLock: false })).toMatchObject({ outcome: 'old', left: [] });
    expect(snapshot(root)).toEqual(found);
  });

  it('a full disk: all old, and complete once there is space', () => {
    const { root, fs } = smallDisk(256);
    SCENARIOS.mixed.prepare(root);
    const found = snapshot(root);
    const big = create('big.txt', 'x'.repeat(300_000));
    expect(() => commit(root, [...SCENARIOS.mixed.changes(root), big], ABOUT, fs)).toThrow(/ENOSPC[^]*taken back/);
    expect(snapshot(root)).toEqual(found);
    commit(root, SCENARIOS.mixed.changes(root), ABOUT, fs);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('new\n');
  });

  it('a folder that may not be written to: all old', () => {
    const { root, changes } = project();
    const found = snapshot(root);
    const asNobody = actingAsNobody(root);
    chmodSync(join(root, 'src'), 0o555);
    try {
      expect(() => asNobody(() => commit(root, changes, ABOUT))).toThrow(/EACCES[^]*taken back/);
    } finally {
      chmodSync(join(root, 'src'), 0o755);
    }
    expect(snapshot(root)).toEqual(found);
  });

  it('a project that may not be written to at all: an error for people', () => {
    expect(() =>
      commit(join(temporaryFolder(), 'x'), NEW_FILES, ABOUT, failingAt(1, 'EACCES', ['mkdirSync']).fs),
    ).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/EACCES/), hint: expect.stringMatching(/permissions/) }),
    );
  });

  it('a mistake of ours is not dressed up as one of the disk', () => {
    const { root, changes } = project();
    const found = snapshot(root);
    const fs = hooked(['linkSync'], () => {
      throw new TypeError('a mistake');
    });
    expect(() => commit(root, changes, ABOUT, fs)).toThrow(TypeError);
    expect(snapshot(root)).toEqual(found);
  });
});
