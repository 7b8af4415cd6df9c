import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FileSystem } from '../../generators/io/file-system.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hooked, systemError } from './disk.ts';

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

/** Lets something be done by a user with no other rights than those over this folder; root may do everything. */
export function actingAsNobody(folder: string): (action: () => void) => void {
  if (!isRoot) return (action) => action();
  for (const path of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
    chownSync(join(folder, path), NOBODY, NOBODY);
  chmodSync(join(folder, '..'), 0o755);
  return (action) => {
    process.seteuid?.(NOBODY);
    try {
      action();
    } finally {
      process.seteuid?.(0);
    }
  };
}

/** A folder on a disk with so few KiB: a real one where one may be mounted, else writes that are refused. */
export function smallDisk(size: number): { root: string; fs: FileSystem } {
  const root = temporaryFolder();
  const fs = isMounted(root, size) ? hooked([], () => undefined) : full(size * 1024);
  return { root, fs };
}

function isMounted(root: string, size: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', root], { stdio: 'ignore' });
    onTestFinished(() => void execFileSync('umount', [root]));
    return true;
  } catch {
    return false;
  }
}

function full(size: number): FileSystem {
  return hooked(['writeFileSync'], (_, call, [, content]) => {
    if (Buffer.byteLength(content as string) > size) throw systemError('ENOSPC');
    return call();
  });
}
