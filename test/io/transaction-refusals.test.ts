import { execFileSync } from 'node:child_process';
import nodeFs, {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../generators/core/errors.ts';
import { recover } from '../../generators/io/recovery.ts';
import { commit } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { meanwhile, project } from './changed-project.ts';
import { failingAt, hooked, snapshot, systemError } from './disk.ts';
import { actingAsNobody, smallDisk } from './limits.ts';
import { ABOUT, create, NEW_FILES, put, SCENARIOS, STATE } from './scenarios.ts';

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
