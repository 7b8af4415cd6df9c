import { hostname } from 'node:os';
import { join } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { STATE_FOLDER } from '../core/state/paths.ts';
import { codeOf, type FileSystem, pause } from './file-system.ts';

/** Held while a run writes; it names the process. */
export const LOCK = `${STATE_FOLDER}/lock`;

/** Who holds a lock. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly time?: string;
  /** The outermost folder that the run had to make for the project, if any. */
  readonly made?: string;
}

/** A lock as it stands there. */
export interface Lock {
  readonly path: string;
  readonly text: string;
  readonly owner: Owner;
}

/**
 * Refuses to work beside another run.
 * @throws GuardError when it is alive, or ran on another machine and cannot be judged from here
 */
export function refuseLiving(root: string, owner: Owner): void {
  if (owner.host !== hostname()) {
    throw new GuardError(
      `A run on ${owner.host}${since(owner)} holds the lock ${join(root, LOCK)}.`,
      'If it has ended, run the command again with --break-lock.',
    );
  }
  if (isAlive(owner.pid)) throw busy(root, owner);
}

/** The error for a run that has to wait for another one. */
export function busy(root: string, owner: Owner | undefined): GuardError {
  const who = owner && owner.pid > 0 ? ` (process ${owner.pid}${since(owner)})` : '';
  return new GuardError(
    `Another run${who} is writing into ${root}.`,
    'Wait until it has ended, then run the command again. If there is none, run it with --break-lock.',
  );
}

const since = ({ time }: Owner): string => (time === undefined ? '' : `, since ${time}`);

function isAlive(pid: number): boolean {
  // 0 and below would mean whole groups of processes. This process makes one run: its number on a lock that it meets is that of
  // an earlier process, as happens in containers.
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** What this process writes into a lock. */
export const ownText = (made: string | undefined): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), time: new Date().toISOString(), made });

// A lock without content is looked at again: its run may be about to fill it. After that it was killed there.
const LOOKS = 3;

/** Reads a lock; undefined where there is none. */
export function readLock(root: string, path: string, fs: FileSystem, looks = LOOKS): Lock | undefined {
  const text = textAt(join(root, path), fs);
  if (text === undefined) return undefined;
  const owner = parseOwner(text);
  if (owner !== undefined) return { path, text, owner };
  if (looks === 0) return { path, text, owner: { pid: 0, host: hostname() } };
  pause(20);
  return readLock(root, path, fs, looks - 1);
}

function textAt(path: string, fs: FileSystem): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, host, time, made } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof host !== 'string') return undefined;
    return { pid, host, ...(typeof time === 'string' && { time }), ...(typeof made === 'string' && { made }) };
  } catch {
    return undefined;
  }
}
