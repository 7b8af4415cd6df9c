import { readdirSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EngineInfo } from '../../core/up/preflight/facts.ts';
import { codeOf } from '../file-system.ts';

// Elsewhere the engine runs in a virtual machine, which has its own kernel and disk.
const onThisKernel = ({ local, system }: EngineInfo): boolean =>
  process.platform === 'linux' && local && !/docker desktop/i.test(system);

const FORMATS = '/proc/sys/fs/binfmt_misc';

/** Whether the kernel below the engine runs programs for amd64 on another processor; undefined where it cannot be seen. */
export function emulation(engine: EngineInfo, formats = FORMATS): boolean | undefined {
  if (!onThisKernel(engine)) return undefined;
  try {
    const names = readdirSync(formats);
    // Not mounted, it is an empty folder.
    return names.includes('status')
      ? names.some((name) => /qemu-x86_64|rosetta|fex-x86_64|box64/i.test(name))
      : undefined;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? false : undefined;
  }
}

/** Bytes that are free for images and volumes; undefined where the engine's disk is not one of this machine. */
export function freeSpace(engine: EngineInfo): number | undefined {
  return onThisKernel(engine) && engine.root !== '' ? freeAt(engine.root) : undefined;
}

// The folder itself may be closed to this user; its parent mostly is on the same disk.
function freeAt(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return path === dirname(path) ? undefined : freeAt(dirname(path));
  }
}
