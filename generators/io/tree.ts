import { isUtf8 } from 'node:buffer';
import nodeFs from 'node:fs';
import type { Standing } from '../core/merge/decision.ts';
import type { Entropy } from '../core/plan/secrets.ts';
import { OWN_PATHS } from '../core/update/own-files.ts';
import type { Written } from '../core/update/resolve.ts';
import type { PlannedChange } from './disk-change.ts';
import { lookingAt, type Print, type Found as Seen } from './on-disk.ts';

/** What stands at a path, and by which print it is recognised later; absent for what is no file. */
type Found = Standing & { readonly print?: Print };

/** What stands in the project, by path; paths that are free are absent. */
export type Tree = ReadonlyMap<string, Found>;

/** What stands at these paths of a project; links and folders are never followed or entered. */
export function readTree(root: string, paths: readonly string[]): Tree {
  const look = lookingAt(root, nodeFs);
  const found = paths.flatMap((path): readonly [string, Found][] => {
    const standing = standingOf(look(path));
    return standing === undefined ? [] : [[path, standing]];
  });
  return new Map(found);
}

function standingOf(found: Seen): Found | undefined {
  if (found.kind === 'nothing') return undefined;
  if (found.kind === 'other') return found;
  const { content, print } = found;
  if (!isUtf8(content)) return { kind: 'other', what: 'is not UTF-8 text', print };
  // Windows has no such permissions: those that it shows were made up.
  const mode = process.platform === 'win32' ? undefined : print.mode & 0o777;
  return { kind: 'file', text: content.toString('utf8'), mode, print };
}

/** What a run does to the disk: files to write, in this order, and files to delete. */
interface Intended {
  readonly writes: readonly Written[];
  readonly deletes: readonly string[];
}

/**
 * The same as changes for the transaction: made from what the plan saw, and with the keys that were still being made. Deletions
 * stand before the program's own files.
 */
export function diskChanges(
  { writes, deletes }: Intended,
  tree: Tree,
  { finished }: Pick<Entropy, 'finished'>,
): readonly PlannedChange[] {
  const before = (path: string): Print | undefined => tree.get(path)?.print;
  const removed = deletes.map((path) => ({ path, before: before(path), after: undefined }));
  const written = writes.map(({ path, text, mode }) => ({
    path,
    before: before(path),
    after: { content: finished(text), mode },
  }));
  const isOwn = ({ path }: PlannedChange): boolean => OWN_PATHS.includes(path);
  return [...written.filter((one) => !isOwn(one)), ...removed, ...written.filter(isOwn)];
}
