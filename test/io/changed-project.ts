import type nodeFs from 'node:fs';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskChange } from '../../generators/io/disk-change.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hooked } from './disk.ts';
import { SCENARIOS } from './scenarios.ts';

export const BACKUP = /^\.create-geonode-project\/backup\//;
export const octal = (digits: string): number => Number.parseInt(digits, 8);
export const modeOf = (root: string, path: string): number => statSync(join(root, path)).mode & 0o7777;

/** A project that has every kind of file, and what is to change in it. */
export function project(): { root: string; changes: readonly DiskChange[] } {
  const root = join(temporaryFolder(), 'site');
  SCENARIOS.mixed.prepare(root);
  return { root, changes: SCENARIOS.mixed.changes(root) };
}

/** A file system in which something else happens before the first call of this kind for this path. */
export function meanwhile(
  name: 'linkSync' | 'renameSync' | 'lstatSync',
  path: string,
  action: () => void,
): typeof nodeFs {
  let done = false;
  return hooked([name], (_, call, args) => {
    if (!done && args.at(name === 'lstatSync' ? 0 : 1) === path) {
      done = true;
      action();
    }
    return call();
  }) as typeof nodeFs;
}
