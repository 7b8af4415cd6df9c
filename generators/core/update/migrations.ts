import type { Decision, Standing } from '../merge/decision.ts';
import { entriesOf, parseEnv } from '../merge/env-lines.ts';
import { joinLines } from '../merge/lines.ts';
import type { Baseline, BaselineFile } from '../state/read.ts';
import type { Present } from './update.ts';
import { isNewer } from './version.ts';

/** What a release changed that no merge can find out by itself. */
export interface Migration {
  /** The first release that needs it. */
  readonly to: string;
  /** Stored answers in the shape of that release. */
  answers?(stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** Files that moved: the user's edits move with them. */
  readonly renames?: Readonly<Record<string, string>>;
  /** Keys of `.env` that have another name: their values stay. */
  readonly envRenames?: Readonly<Record<string, string>>;
  /** What is left to do by hand, in one sentence. */
  readonly note?: string;
}

/** Every migration, oldest first. A release that renames something adds one here. */
const MIGRATIONS: readonly Migration[] = [];

/** The migrations that a project needs on its way from one release to another. */
export const migrationsFor = (from: string, to: string, all = MIGRATIONS): readonly Migration[] =>
  all.filter((one) => isNewer(one.to, from) && !isNewer(one.to, to));

/** Stored answers after these migrations. */
export const migratedAnswers = (
  stored: Readonly<Record<string, unknown>>,
  steps: readonly Migration[],
): Readonly<Record<string, unknown>> => steps.reduce((answers, step) => step.answers?.(answers) ?? answers, stored);

/** A project after these migrations: its baseline and its files alike, so that none of it looks like an edit. */
export function migrated(present: Present, steps: readonly Migration[]): Present {
  return steps.reduce(
    ({ tree, baseline, envBase }, { renames = {}, envRenames = {} }) => ({
      tree: moved(tree, renames, (file) => renamedIn(file, envRenames)),
      baseline: baseline && movedBaseline(baseline, renames),
      envBase: envBase && movedBaseline(envBase, renames, (file) => renamedIn(file, envRenames)),
    }),
    present,
  );
}

type Change<T> = (file: T, path: string) => T;

function moved<T>(
  files: ReadonlyMap<string, T>,
  renames: Readonly<Record<string, string>>,
  change: (file: T) => T,
): ReadonlyMap<string, T> {
  const isTaken = (path: string): boolean => files.has(path);
  return new Map(
    [...files].map(([path, file]): [string, T] => {
      const target = renames[path];
      // What stands at the new place already is not overwritten by the old one.
      const place = target === undefined || isTaken(target) ? path : target;
      return [place, path === '.env' ? change(file) : file];
    }),
  );
}

function movedBaseline(
  baseline: Baseline,
  renames: Readonly<Record<string, string>>,
  change: Change<BaselineFile> = (file) => file,
): Baseline {
  const files = moved(baseline.files, renames, (file) => change(file, '.env'));
  return { ...baseline, files, tombstones: new Set([...baseline.tombstones].map((path) => renames[path] ?? path)) };
}

function renamedIn<T extends Standing | BaselineFile>(file: T, renames: Readonly<Record<string, string>>): T {
  if (!('text' in file)) return file;
  const { items, like } = parseEnv(file.text);
  const taken = entriesOf(items);
  const lines = items.flatMap((item) => {
    const name = item.kind === 'entry' ? renames[item.key] : undefined;
    if (item.kind !== 'entry' || name === undefined || taken.has(name)) return item.lines;
    const [first, ...rest] = item.lines;
    return first === undefined ? item.lines : [{ ...first, text: first.text.replace(item.key, name) }, ...rest];
  });
  return { ...file, text: joinLines(lines, like) };
}

const QUIET = new Set<Decision['kind']>(['keep', 'same', 'adopt']);

/**
 * The decisions about a migrated project, for the disk as it is: what a migration changed is written even where no merge had
 * anything to do, and what it moved away is deleted from its old place.
 */
export function onDisk(decisions: readonly Decision[], before: Present, after: Present): readonly Decision[] {
  const written = decisions.map((one): Decision => {
    const [was, now] = [before.tree.get(one.path), after.tree.get(one.path)];
    if (!QUIET.has(one.kind) || now?.kind !== 'file' || (was?.kind === 'file' && was.text === now.text)) return one;
    const { path, baseline, notes } = one;
    return { path, baseline, notes, fill: [], kind: 'merge', text: now.text, mode: now.mode ?? 0o644 };
  });
  const gone = [...before.tree.keys()].filter((path) => !after.tree.has(path));
  const deleted = gone.map((path): Decision => ({ path, kind: 'delete', baseline: 'none', notes: [], fill: [] }));
  return [...written, ...deleted];
}
