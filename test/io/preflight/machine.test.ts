import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveHosts } from '../../../generators/io/preflight/hosts.ts';
import { emulation, freeSpace } from '../../../generators/io/preflight/machine.ts';
import { ENGINE } from '../../core/up/preflight/healthy.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const onLinux = process.platform === 'linux';

/** A folder like the kernel's, with these formats. */
function formats(...names: readonly string[]): string {
  const folder = join(temporaryFolder(), 'binfmt_misc');
  mkdirSync(folder);
  for (const name of names) writeFileSync(join(folder, name), '');
  return folder;
}

describe('the emulation of another processor', () => {
  it.runIf(onLinux)('is known to the kernel', () => {
    expect(emulation(ENGINE, formats('register', 'status', 'qemu-x86_64'))).toBe(true);
    expect(emulation(ENGINE, formats('register', 'status', 'rosetta'))).toBe(true);
    expect(emulation(ENGINE, formats('register', 'status', 'python3.12', 'qemu-aarch64'))).toBe(false);
    expect(emulation(ENGINE, join(temporaryFolder(), 'none'))).toBe(false);
  });

  it('is not known where the kernel is not this one, or does not tell', () => {
    expect(emulation(ENGINE, formats())).toBeUndefined();
    const registered = formats('status', 'qemu-x86_64');
    expect(emulation({ ...ENGINE, local: false }, registered)).toBeUndefined();
    expect(emulation({ ...ENGINE, system: 'Docker Desktop' }, registered)).toBeUndefined();
  });
});

describe('the room for images and volumes', () => {
  it.runIf(onLinux)('is that of the disk, also where the folder cannot be looked at', () => {
    const root = temporaryFolder();
    expect(freeSpace({ ...ENGINE, root })).toBeGreaterThan(0);
    expect(freeSpace({ ...ENGINE, root: join(root, 'not/there') })).toBeGreaterThan(0);
  });

  it('is not known of an engine elsewhere', () => {
    const root = temporaryFolder();
    expect(freeSpace({ ...ENGINE, root, local: false })).toBeUndefined();
    expect(freeSpace({ ...ENGINE, root, system: 'Docker Desktop' })).toBeUndefined();
    expect(freeSpace({ ...ENGINE, root: '' })).toBeUndefined();
  });
});

describe('host names', () => {
  it('resolve, or do not', async () => {
    expect(await resolveHosts(['localhost'])).toEqual([{ host: 'localhost', resolves: true }]);
    const [lost] = await resolveHosts(['no-such-name.invalid']);
    // Where no name server answers, nothing is known.
    expect(lost?.resolves).not.toBe(true);
    expect(await resolveHosts([])).toEqual([]);
  });
});
