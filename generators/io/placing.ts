import { dirname, join } from 'node:path';
import { GuardError } from '../core/errors.ts';
import { checked } from './disk-change.ts';
import { codeOf, type FileSystem, foldersOf, patiently } from './file-system.ts';
import type { Entry, Journal } from './journal.ts';
import { lookAt } from './on-disk.ts';
import { stagedPath } from './staging.ts';

/** What is put in place, and what of it is. */
interface Placing {
  readonly journal: Journal;
  /** Grows with each path that is in its place. */
  readonly placed: Entry[];
}

/**
 * Puts what `prepare` made ready in place, in the order of the journal; a new folder together with all that belongs into it,
 * at the turn of its first file.
 * @throws GuardError when a path is not as it was when the changes were planned
 */
export function placeAll(root: string, { journal, placed }: Placing, fs: FileSystem): void {
  const done = new Set<Entry>();
  for (const entry of journal.files) {
    if (done.has(entry)) continue;
    const together = placeFolder(root, { entry, journal }, fs) ?? [placeFile(root, entry, fs)];
    for (const one of together) done.add(one);
    placed.push(...together);
  }
}

// A new project is a few folders and a dozen files, and not sixty files, each of which needs checks and a link of its own.
function placeFolder(
  root: string,
  { entry, journal }: { readonly entry: Entry; readonly journal: Journal },
  fs: FileSystem,
): readonly Entry[] | undefined {
  const folder = foldersOf(entry.path).find((one) => journal.folders.includes(one));
  // Made by somebody meanwhile, or behind a link, it may hold what is not ours: then each file is looked at.
  if (folder === undefined || lookAt(root, folder, fs).kind !== 'nothing') return undefined;
  try {
    patiently(() => fs.renameSync(join(root, stagedPath(folder)), join(root, folder)));
  } catch (error) {
    if (codeOf(error) === '') throw error;
    return undefined; // what stands in the way is said by the first file that it stops
  }
  return journal.files.filter(({ path }) => path.startsWith(`${folder}/`));
}

function placeFile(root: string, entry: Entry, fs: FileSystem): Entry {
  // Making ready took its time: what has changed meanwhile is not replaced.
  checked(root, [entry], fs);
  const [staged, target] = [join(root, stagedPath(entry.path)), join(root, entry.path)];
  if (entry.after === undefined) patiently(() => fs.rmSync(target, { force: true }));
  else if (entry.before === undefined) placeNew(target, staged, fs);
  else patiently(() => fs.renameSync(staged, target));
  return entry;
}

// File systems such as exFAT and some network shares have no hard links.
const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

// A link, unlike a rename, fails where something stands.
function placeNew(target: string, staged: string, fs: FileSystem): void {
  fs.mkdirSync(dirname(target), { recursive: true });
  try {
    fs.linkSync(staged, target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      throw new GuardError(`${target} exists by now. Nothing was written.`, 'Run the command again.', { cause: error });
    }
    if (!NO_HARD_LINKS.has(codeOf(error))) throw error;
    patiently(() => fs.renameSync(staged, target));
  }
}
