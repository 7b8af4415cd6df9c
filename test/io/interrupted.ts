import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { FileSystem } from '../../generators/io/file-system.ts';
import { commit } from '../../generators/io/transaction.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { CHANGING, hooked, snapshot, systemError } from './disk.ts';
import { ABOUT, SCENARIOS, STATE } from './scenarios.ts';

/** A project in which a run died. */
export interface Interrupted {
  readonly root: string;
  readonly before: ReadonlyMap<string, string>;
}

/** A project in which a run died when everything but the state was in place. */
export function interrupted(): Interrupted {
  const root = join(temporaryFolder(), 'site');
  SCENARIOS.mixed.prepare(root);
  const before = snapshot(root);
  const fs = dyingBeforeRename(join(root, STATE));
  expect(() => commit(root, SCENARIOS.mixed.changes(root), ABOUT, fs)).toThrow(/KILLED/);
  expect(readFileSync(join(root, '.yo-rc.json'), 'utf8')).toBe('{"new":1}');
  return { root, before };
}

function dyingBeforeRename(to: string): FileSystem {
  let dead = false;
  return hooked(CHANGING, (name, call, args) => {
    dead ||= name === 'renameSync' && args[1] === to;
    if (dead) throw systemError('KILLED');
    return call();
  });
}
