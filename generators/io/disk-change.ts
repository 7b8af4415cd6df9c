import { GuardError } from '../core/errors.ts';
import type { FileSystem } from './file-system.ts';
import { type Found, lookingAt, type Print, printOf } from './on-disk.ts';

interface Change<Content> {
  /** With slashes, below the root. */
  readonly path: string;
  /** What the change was made from; undefined: nothing stood there. */
  readonly before: Print | undefined;
  /** What is to stand there; undefined: nothing. Of a replaced file's permissions, only execution follows `mode`. */
  readonly after: { readonly content: Content; readonly mode: number } | undefined;
}

/** One path of the project, before and after. */
export type DiskChange = Change<string | Uint8Array>;

/** The same, of which the content may still be being made. */
export type PlannedChange = Change<string | Uint8Array | Promise<string>>;

interface Seen {
  /** What stands at the path now. */
  readonly found: Found;
}

/** A change together with what stands at its path now. */
export type CheckedChange = PlannedChange & Seen;

/** The same, when its content is there. */
export type ReadyChange = DiskChange & Seen;

/** What a check needs of a change. */
type Expected = Pick<PlannedChange, 'path' | 'before'>;

/**
 * Looks whether every path still is as it was when the changes were planned.
 * @throws GuardError that lists the paths that are not
 */
export function checked<T extends Expected>(
  root: string,
  changes: readonly T[],
  fs: FileSystem,
): readonly (T & Seen)[] {
  const look = lookingAt(root, fs);
  const found = changes.map((change) => ({ ...change, found: look(change.path) }));
  const problems = found.flatMap((change) => {
    const problem = problemOf(change.found, change.before);
    return problem === undefined ? [] : [`  ${change.path} ${problem}`];
  });
  if (problems.length === 0) return found;
  throw new GuardError(
    ['Not everything is as it was when the changes were planned:', ...problems, 'Nothing was written.'].join('\n'),
    'Run the command again.',
  );
}

function problemOf(found: Found, before: Print | undefined): string | undefined {
  if (found.kind === 'other') return found.what;
  const now = printOf(found);
  if (now === undefined) return before && 'is gone';
  if (before === undefined) return 'exists by now';
  if (now.sha256 !== before.sha256) return 'was changed';
  return (now.mode ^ before.mode) & 0o777 ? 'has other permissions' : undefined;
}
