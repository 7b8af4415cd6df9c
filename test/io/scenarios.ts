import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lastBackup } from '../../generators/io/backup.ts';
import type { DiskChange } from '../../generators/io/disk-change.ts';
import { sha256 } from '../../generators/io/on-disk.ts';
import { commit } from '../../generators/io/transaction.ts';
import { undoChanges } from '../../generators/io/undo.ts';

/** A project on the disk, and what is to be done to it. */
interface Scenario {
  readonly prepare: (root: string) => void;
  readonly changes: (root: string) => readonly DiskChange[];
}

export const ABOUT = { version: '1.2.3' };

export function put(root: string, path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  chmodSync(join(root, path), mode);
}

/** What stands at a path, as a plan would have it. */
function before(root: string, path: string): DiskChange['before'] {
  return { sha256: sha256(readFileSync(join(root, path))), mode: statSync(join(root, path)).mode & 0o777 };
}

export const create = (path: string, content: string, mode = 0o644): DiskChange => ({
  path,
  before: undefined,
  after: { content, mode },
});

export const replace = (root: string, path: string, content: string | Uint8Array, mode = 0o644): DiskChange => ({
  path,
  before: before(root, path),
  after: { content, mode },
});

const remove = (root: string, path: string): DiskChange => ({
  path,
  before: before(root, path),
  after: undefined,
});

export const STATE = '.create-geonode-project/state.json';
/** Neither UTF-8 nor with one kind of line end. */
export const ODD_BYTES = Buffer.from([0xef, 0xbb, 0xbf, 0xe4, 0xff, 0x00, 0x0d, 0x0a, 0xfc, 0x0d, 0x80]);

export const NEW_FILES: readonly DiskChange[] = [
  create('README.md', 'read me\n'),
  create('.env', 'A=1\n', 0o600),
  create('src/my_site/run.sh', '#!/bin/sh\n', 0o755),
  create('src/my_site/x.py', 'pass\n'),
  create(STATE, '{}\n'),
];

function project(root: string): void {
  put(root, '.env', 'PASSWORD=old\n', 0o600);
  put(root, 'README.md', ODD_BYTES, 0o664);
  put(root, 'run.sh', '#!/bin/sh\r\n', 0o640);
  put(root, 'docker/old/dropped.conf', 'dropped', 0o604);
  put(root, 'src/Übersicht der Gemeinde.html', 'alt', 0o444);
  put(root, 'src/mine.txt', 'mine');
  put(root, '.yo-rc.json', '{"old":1}');
  put(root, STATE, '{"old":1}');
  mkdirSync(join(root, 'an empty folder'));
}

const mixed = (root: string): readonly DiskChange[] => [
  create('an empty folder/neu und schön/größe.txt', 'new\n', 0o600),
  create('src/new/run.sh', '#!/bin/sh\n', 0o755),
  create('src/new.txt', 'new\n'),
  replace(root, '.env', 'PASSWORD=new\nMORE=1\n', 0o600),
  replace(root, 'README.md', 'new\n'),
  replace(root, 'run.sh', '#!/bin/sh\r\n', 0o755),
  replace(root, 'src/Übersicht der Gemeinde.html', 'neu'),
  remove(root, 'docker/old/dropped.conf'),
  replace(root, '.yo-rc.json', '{"new":1}'),
  replace(root, STATE, '{"new":1}'),
];

function undo(root: string): readonly DiskChange[] {
  const backup = lastBackup(root);
  if (backup === undefined) throw new Error('no backup');
  return undoChanges(root, backup);
}

function updated(root: string): void {
  project(root);
  commit(root, mixed(root), ABOUT);
}

/** A new project in a folder that is not there; an update with every kind of change; taking that back. */
export const SCENARIOS = {
  create: { prepare: () => undefined, changes: () => NEW_FILES },
  mixed: { prepare: project, changes: mixed },
  undo: { prepare: updated, changes: undo },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
export const NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];
