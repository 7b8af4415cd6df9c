import { decide } from '../merge/decide.ts';
import type { DecideOptions, Decision, FileCase, Generated, Standing } from '../merge/decision.ts';
import type { Baseline } from '../state/read.ts';
import type { Policy, RenderedFile } from '../types.ts';
import { keepFixedValues } from './fixed.ts';
import { stillReading } from './still-read.ts';

/** A project as it stands, as far as a run looks at it. */
export interface Present {
  /** What stands at each path that the run may touch; free paths are absent. */
  readonly tree: ReadonlyMap<string, Standing>;
  /** What was generated last; undefined in a new project, or where the file was lost. */
  readonly baseline: Baseline | undefined;
  /** The same for `.env`; undefined also in a clone. */
  readonly envBase: Baseline | undefined;
}

const baselineFor = (path: string, policy: Policy, { baseline, envBase }: Present): Baseline | undefined =>
  policy === 'env' || envBase?.files.has(path) ? envBase : baseline;

/** Every path that a run has to look at: what is generated now, and what was generated or left out before. */
export function pathsOf(
  files: readonly RenderedFile[],
  { baseline, envBase }: Omit<Present, 'tree'>,
): readonly string[] {
  const before = [baseline, envBase].flatMap((one) => (one ? [...one.files.keys(), ...one.tombstones] : []));
  return [...new Set([...files.map(({ path }) => path), ...before])];
}

/**
 * What a run does with each file, in the order of the file table; the program's own files are not among them. `.env` is
 * generated with placeholders.
 */
export function decideAll(
  files: readonly RenderedFile[],
  present: Present,
  options: DecideOptions,
): readonly Decision[] {
  const managed = files.filter(({ policy }) => policy !== 'owned');
  const byPath = new Map(managed.map((file) => [file.path, file]));
  const cases = pathsOf(managed, present).map((path) => caseOf(path, byPath.get(path), present));
  const others = new Map(cases.filter(({ policy }) => policy !== 'env').map((one) => [one.path, decide(one, options)]));
  // A key of .env goes only where no other file needs it, as that file is going to be.
  const withReaders = { ...options, readBy: stillReading([...others.values()], files, present.tree) };
  return cases.map((one) => others.get(one.path) ?? decide(one, withReaders));
}

function caseOf(path: string, theirs: RenderedFile | undefined, present: Present): FileCase {
  const policy = theirs?.policy ?? policyBefore(path, present);
  const before = baselineFor(path, policy, present);
  const yours = present.tree.get(path);
  const base = before?.files.get(path) ?? (before?.tombstones.has(path) ? ('deleted' as const) : undefined);
  return { path, policy, base, yours, theirs: theirs && generated(theirs, yours) };
}

const policyBefore = (path: string, { baseline, envBase }: Present): Policy =>
  (baseline?.files.get(path) ?? envBase?.files.get(path))?.policy ?? 'text';

function generated({ text, mode, policy }: RenderedFile, yours: Standing | undefined): Generated {
  if (policy !== 'env' || yours?.kind !== 'file') return { text, mode };
  return { text: keepFixedValues(text, yours.text), mode };
}
