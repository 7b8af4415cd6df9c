import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GuardError } from '../../generators/core/errors.ts';
import { recover } from '../../generators/io/recovery.ts';
import { commit } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { hooked, snapshot } from './disk.ts';
import { type Interrupted, interrupted } from './interrupted.ts';
import { ABOUT, NEW_FILES, SCENARIOS } from './scenarios.ts';

const FOLDER = '.create-geonode-project';
const DEAD = 2 ** 22 + 1; // above the largest process id that Linux gives
const GENTLY = { breakLock: false };
const HARD = { breakLock: true };

/** A project whose lock was taken by this owner, or has this text. */
function locked(owner: object | string): string {
  const root = temporaryFolder();
  mkdirSync(join(root, FOLDER));
  writeFileSync(join(root, FOLDER, 'lock'), typeof owner === 'string' ? owner : JSON.stringify(owner));
  return root;
}

/** A process that lives until the test ends. */
function living(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

/** A project in which a run died whose lock names this process and machine. */
function deadRun(pid: number, host = hostname()): Interrupted {
  const project = interrupted();
  const lock = join(project.root, FOLDER, 'lock');
  const owner = JSON.parse(readFileSync(lock, 'utf8')) as object;
  writeFileSync(lock, JSON.stringify({ ...owner, pid, host }));
  return project;
}

describe('two runs at once', () => {
  it('a living run keeps others out, and says who and since when', () => {
    const pid = living();
    const root = locked({ pid, host: hostname(), time: '2026-01-02T03:04:05.678Z' });
    for (const action of [() => recover(root, GENTLY), () => commit(root, NEW_FILES, ABOUT)]) {
      expect(action).toThrow(GuardError);
      expect(action).toThrow(
        expect.objectContaining({
          message: expect.stringMatching(new RegExp(`Another run \\(process ${pid}, since 2026-01-02T03:04:05`)),
          hint: expect.stringContaining('--break-lock'),
        }),
      );
    }
    expect([...filesBelow(root).keys()]).toEqual([`${FOLDER}/lock`]);
  });

  it('a run in the midst of writing keeps others out, and is not disturbed', () => {
    const root = temporaryFolder();
    let refusals = 0;
    const fs = hooked(['linkSync', 'writeFileSync', 'renameSync'], (_, call) => {
      const result = call();
      expect(() => commit(root, NEW_FILES, ABOUT)).toThrow(GuardError);
      refusals++;
      return result;
    });
    commit(root, NEW_FILES, ABOUT, fs);
    expect(refusals).toBeGreaterThan(10);
    expect([...filesBelow(root).keys()].sort()).toEqual(NEW_FILES.map(({ path }) => path).sort());
  });

  it('a run that ends just now was not interrupted', () => {
    const root = locked({ pid: process.ppid, host: hostname() });
    const fs = hooked(['readFileSync'], (_, call, [path]) => {
      rmSync(String(path), { force: true });
      return call();
    });
    expect(recover(root, GENTLY, fs)).toBeUndefined();
    expect([...filesBelow(root).keys()]).toEqual([]);
  });

  it('a lock from another machine is not judged', () => {
    const root = locked({ pid: 1, host: 'elsewhere', time: '2026-01-02T03:04:05.678Z' });
    expect(() => recover(root, GENTLY)).toThrow(/on elsewhere, since 2026-01-02[^]*holds the lock/);
    expect(existsSync(join(root, FOLDER, 'lock'))).toBe(true);
  });

  it('of two that find the same dead run, one clears up, and the other does not touch what follows', () => {
    const { root, before } = deadRun(DEAD);
    let inner: unknown;
    // The second one comes while the first has read the lock, but has not taken it over.
    const fs = hooked(['writeFileSync'], (_, call, [path]) => {
      if (inner === undefined && /lock\.\w+$/.test(String(path))) {
        inner = recover(root, GENTLY);
        commit(root, SCENARIOS.mixed.changes(root), ABOUT);
      }
      return call();
    });
    expect(() => recover(root, GENTLY, fs)).toThrow(GuardError);
    expect(inner).toMatchObject({ outcome: 'old' });
    expect(snapshot(root)).not.toEqual(before);
    expect(readFileSync(join(root, '.yo-rc.json'), 'utf8')).toBe('{"new":1}');
    expect(filesBelow(join(root, FOLDER)).has('lock')).toBe(false);
  });

  it('while one clears up, another one is refused', () => {
    const { root, before } = deadRun(DEAD);
    const pid = living();
    let refused = 0;
    const fs = hooked(['renameSync'], (_, call) => {
      // The one who clears up is this process, which it would take for dead.
      const claim = [...filesBelow(join(root, FOLDER)).keys()].find((path) => path.startsWith('lock.')) ?? '';
      const text = readFileSync(join(root, FOLDER, claim), 'utf8');
      writeFileSync(join(root, FOLDER, claim), text.replace(/"pid":\d+/, `"pid":${pid}`));
      expect(() => recover(root, GENTLY)).toThrow(/Another run/);
      refused++;
      return call();
    });
    expect(recover(root, GENTLY, fs)).toMatchObject({ outcome: 'old' });
    expect(refused).toBeGreaterThan(0);
    expect(snapshot(root)).toEqual(before);
  });
});

describe('a lock whose run is gone', () => {
  it('nothing to recover is nothing done', () => {
    expect(recover(join(temporaryFolder(), 'not', 'there'), GENTLY)).toBeUndefined();
  });

  it.each([0, -1, DEAD, process.pid])('process %d is dead, or was an earlier one of that number', (pid) => {
    const { root, before } = deadRun(pid);
    expect(recover(root, GENTLY)).toEqual({ outcome: 'old', left: [], originals: undefined });
    expect(snapshot(root)).toEqual(before);
  });

  it.each(['', '{"pid":', '{"pid":"x"}', 'null'])('a lock that was cut short (%j) is a dead one', (text) => {
    const root = locked(text);
    expect(recover(root, GENTLY)).toMatchObject({ outcome: 'nothing' });
    expect([...filesBelow(root).keys()]).toEqual([]);
  });

  it('a lock that is empty for a moment only is not', () => {
    const root = locked('');
    let reads = 0;
    const fs = hooked(['readFileSync', 'writeFileSync'], (name, call, [path]) => {
      expect(name).toBe('readFileSync');
      if (String(path).endsWith('lock') && ++reads === 2)
        writeFileSync(String(path), JSON.stringify({ pid: process.ppid, host: hostname() }));
      return call();
    });
    expect(() => recover(root, GENTLY, fs)).toThrow(/Another run/);
  });

  it.each([
    ['of a living run', process.ppid, hostname()],
    ['of another machine', 1, 'elsewhere'],
  ])('--break-lock takes over the lock %s', (_, pid, host) => {
    const { root, before } = deadRun(pid, host);
    expect(() => recover(root, GENTLY)).toThrow(GuardError);
    expect(recover(root, HARD)).toMatchObject({ outcome: 'old', left: [] });
    expect(snapshot(root)).toEqual(before);
  });
});
