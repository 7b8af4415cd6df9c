import nodeFs, { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError, GuardError } from '../../generators/core/errors.ts';
import type { RenderedFile } from '../../generators/core/types.ts';
import { recover } from '../../generators/io/recovery.ts';
import type { FileSystem } from '../../generators/io/rollback.ts';
import { writeNewFiles } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

const file = (path: string, text: string, mode: RenderedFile['mode'] = 0o644): RenderedFile => ({
  path,
  text,
  mode,
  policy: 'text',
});
const FILES = [
  file('README.md', 'read me\n'),
  file('.env', 'A=1\n', 0o600),
  file('src/my_site/run.sh', '#!/bin/sh\n', 0o755),
  file('src/my_site/x.py', 'pass\n'),
];
const DEAD = 2 ** 22 + 1; // above the largest process id that Linux gives

/** A file system that fails at its n-th change, as a full disk would. */
function failingAt(n: number, code = 'ENOSPC'): FileSystem {
  let calls = 0;
  const changing = ['mkdirSync', 'writeFileSync', 'chmodSync', 'linkSync'];
  return new Proxy(nodeFs, {
    get(target, name: keyof typeof nodeFs) {
      if (!changing.includes(name)) return target[name];
      return (...args: unknown[]) => {
        if (++calls === n) throw Object.assign(new Error(`${code}: no space left on device`), { code });
        return (target[name] as (...all: unknown[]) => unknown)(...args);
      };
    },
  }) as FileSystem;
}

describe('writing new files', () => {
  it('writes all of them with their permissions, whatever the umask, and leaves nothing else', () => {
    const root = join(temporaryFolder(), 'new', 'Projekt Übersicht');
    const before = process.umask(0o077);
    try {
      writeNewFiles(root, FILES);
    } finally {
      process.umask(before);
    }
    expect([...filesBelow(root).keys()]).toEqual(['.env', 'README.md', 'src/my_site/run.sh', 'src/my_site/x.py']);
    expect(FILES.map(({ path }) => statSync(join(root, path)).mode & 0o777)).toEqual([0o644, 0o600, 0o755, 0o644]);
  });

  it('takes everything back when any step fails, and keeps what was there', () => {
    let failures = 0;
    for (let n = 1; n < 40; n++) {
      const parent = temporaryFolder();
      const root = join(parent, 'site');
      if (n % 2) {
        mkdirSync(join(root, 'src'), { recursive: true });
        writeFileSync(join(root, 'src/mine.txt'), 'mine');
      }
      const before = [...filesBelow(parent)];
      try {
        writeNewFiles(root, FILES, failingAt(n));
      } catch (error) {
        failures++;
        expect(error).toBeInstanceOf(Error);
        expect([...filesBelow(parent)], `call ${n}`).toEqual(before);
        expect(existsSync(join(root, 'src/my_site'))).toBe(false);
        if (n % 2 === 0) expect(existsSync(root), `call ${n}`).toBe(false);
      }
    }
    expect(failures).toBeGreaterThan(12);
  });

  it('says what the disk said, and that it took everything back', () => {
    expect(() => writeNewFiles(join(temporaryFolder(), 'x'), FILES, failingAt(5))).toThrow(
      /no space left[^]*taken back/,
    );
  });

  it('never replaces a file that appears meanwhile', () => {
    const root = temporaryFolder();
    const racing = {
      ...nodeFs,
      linkSync: ((from: string, to: string) => {
        if (to.endsWith('.env')) writeFileSync(to, 'mine');
        nodeFs.linkSync(from, to);
      }) as typeof nodeFs.linkSync,
    };
    expect(() => writeNewFiles(root, FILES, racing)).toThrow(AppError);
    expect([...filesBelow(root)]).toEqual([['.env', 'mine']]);
  });

  it('a run that planned before another one finished takes nothing of it back', () => {
    const root = temporaryFolder();
    writeNewFiles(root, FILES);
    const before = [...filesBelow(root)];
    expect(() => writeNewFiles(root, FILES)).toThrow(GuardError);
    expect([...filesBelow(root)]).toEqual(before);
  });

  it('works on a file system without hard links', () => {
    const root = temporaryFolder();
    const noLinks = {
      ...nodeFs,
      linkSync: () => {
        throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      },
    };
    writeNewFiles(root, FILES, noLinks);
    expect(readFileSync(join(root, '.env'), 'utf8')).toBe('A=1\n');
    expect(() => writeNewFiles(root, FILES, noLinks)).toThrow(/exists/);
  });

  it('reports a folder without write permission', () => {
    expect(() => writeNewFiles(join(temporaryFolder(), 'x'), FILES, failingAt(1, 'EACCES'))).toThrow(/EACCES/);
  });
});

describe('two runs at once, and a run that was killed', () => {
  const locked = (owner: unknown): string => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.create-geonode-project'));
    writeFileSync(
      join(root, '.create-geonode-project/lock'),
      typeof owner === 'string' ? owner : JSON.stringify(owner),
    );
    return root;
  };

  it('a live run keeps others out', () => {
    const root = locked({ pid: process.pid, host: hostname() });
    expect(() => recover(root)).toThrow(GuardError);
    expect(() => writeNewFiles(root, FILES)).toThrow(/Another run/);
    expect([...filesBelow(root).keys()]).toEqual(['.create-geonode-project/lock']);
  });

  it('a lock from another machine is not judged', () => {
    expect(() => recover(locked({ pid: 1, host: 'elsewhere' }))).toThrow(/elsewhere/);
  });

  it('nothing to recover is nothing done', () => {
    expect(recover(join(temporaryFolder(), 'not', 'there'))).toBe(false);
  });

  it.each([0, -1, DEAD])('a dead run (pid %d) leaves nothing behind once the next one has cleaned up', (pid) => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'mine.txt'), 'mine');
    const crash = {
      ...nodeFs,
      rmSync: () => {
        throw new Error('killed');
      },
    } as unknown as FileSystem;
    // Everything is in place, the leftovers are not yet removed; then the user edits one file.
    expect(() => writeNewFiles(root, FILES, crash)).toThrow();
    writeFileSync(join(root, 'README.md'), 'edited\n');
    writeFileSync(join(root, '.create-geonode-project/lock'), JSON.stringify({ pid, host: hostname() }));
    expect(recover(root)).toBe(true);
    expect([...filesBelow(root)]).toEqual([
      ['README.md', 'edited\n'],
      ['mine.txt', 'mine'],
    ]);
  });

  it('a lock that was cut short is a dead one', () => {
    const root = locked('{"pid":');
    expect(recover(root)).toBe(true);
    expect([...filesBelow(root).keys()]).toEqual([]);
  });
});
