import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { STATE_FOLDER } from '../../generators/core/state/paths.ts';
import { BACKUPS } from '../../generators/io/backup.ts';
import type { FileSystem } from '../../generators/io/file-system.ts';
import { commit } from '../../generators/io/transaction.ts';
import { snapshot } from './disk.ts';
import { ABOUT, SCENARIOS, type ScenarioName } from './scenarios.ts';

// Thousands of small transactions are quick in memory.
const QUICK = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A folder for what is repeated very often; gone after the test. */
export function quickFolder(): string {
  const folder = mkdtempSync(join(QUICK, 'cgp-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A scenario to be tried again and again, in one place or, side by side, in several. */
export interface Trial {
  readonly folder: string;
  readonly root: string;
  /** Lays the project out as it was. */
  readonly reset: (root?: string) => void;
  readonly commit: (fs?: FileSystem) => void;
  /** Demands the project before the run, to the last byte and bit, with nothing beside it. */
  readonly expectOld: (when: string) => void;
  /** Demands the project after the run, with one backup more where there has to be one. */
  readonly expectNew: (when: string, root?: string) => void;
  /** Which of the two it is; anything else fails. */
  readonly state: (when: string, root?: string) => 'old' | 'new';
}

export function trialOf(name: ScenarioName): Trial {
  const folder = quickFolder();
  const [site, original] = [join(folder, 'site'), join(folder, 'original')];
  const { prepare, changes } = SCENARIOS[name];
  prepare(original);
  const run = (fs?: FileSystem): void => commit(site, changes(site), ABOUT, fs);
  const reset = (root = site): void => {
    rmSync(root, { recursive: true, force: true });
    if (existsSync(original)) cpSync(original, root, { recursive: true });
  };
  reset();
  const old = snapshot(site);
  run();
  const [fresh, backups] = [withoutBackups(snapshot(site)), backupsIn(snapshot(site))];
  reset();
  const expectOld = (when: string): void => expect(snapshot(site), when).toEqual(old);
  const expectNew = (when: string, root = site): void => {
    const now = snapshot(root);
    expect(withoutBackups(now), when).toEqual(fresh);
    expect(backupsIn(now).length, when).toBe(backups.length);
  };
  const state = (when: string, root = site): 'old' | 'new' => {
    const now = snapshot(root);
    // A run killed before it could note that it made the folder leaves it there, empty.
    const isEmpty = old.size === 0 && [...now.keys()].every((path) => path === '' || path === STATE_FOLDER);
    if (isEmpty || JSON.stringify([...now]) === JSON.stringify([...old])) return 'old';
    expectNew(when, root);
    return 'new';
  };
  return { folder, root: site, reset, commit: run, expectOld, expectNew, state };
}

type Snapshot = ReadonlyMap<string, string>;

const withoutBackups = (all: Snapshot): Snapshot =>
  new Map([...all].filter(([path]) => !path.startsWith(`${BACKUPS}/`)));

/** The manifests: a backup without one is none. */
const backupsIn = (all: Snapshot): readonly string[] =>
  [...all.keys()].filter((path) => path.endsWith('/manifest.json'));
