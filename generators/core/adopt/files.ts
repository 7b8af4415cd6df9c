import type { Generated, Standing } from '../merge/decision.ts';
import { sameButEnds, splitLines, texts } from '../merge/lines.ts';
import type { Baseline, BaselineFile } from '../state/read.ts';
import type { RenderedFile } from '../types.ts';
import type { Present } from '../update/update.ts';
import { refusal } from './refusal.ts';
import { type Strategy, strategyFor } from './strategy.ts';

/** A file of the project's that differs from ours at the same path. */
export interface Meeting {
  readonly file: RenderedFile;
  readonly standing: Standing;
  readonly strategy: Strategy;
}

type Tree = ReadonlyMap<string, Standing>;

/** Where the old version of a file stays that ours takes the place of. */
const originalOf = (path: string): string => `${path}.orig`;

/** The files of the project that stand where ours would and are not the same. */
export function meetings(files: readonly RenderedFile[], tree: Tree, name: string): readonly Meeting[] {
  return files.flatMap((file) => {
    const standing = tree.get(file.path);
    if (standing === undefined || (standing.kind === 'file' && sameButEnds(standing.text, file.text))) return [];
    return [{ file, standing, strategy: strategyFor(file.path, name) }];
  });
}

/**
 * Refuses what cannot be put aside without losing it.
 * @throws GuardError that lists the paths and what to do about each
 */
export function refuseMeetings(all: readonly Meeting[]): void {
  const problems = all.flatMap(({ file: { path }, standing, strategy }) => {
    if (standing.kind === 'other') return strategy === 'own' ? [] : [`  ${path} ${standing.what}`];
    return strategy === 'required' ? [`  ${path} is yours, and this program needs that name`] : [];
  });
  if (problems.length === 0) return;
  throw refusal(
    ['These stand in the way of files that the site needs:', ...problems].join('\n'),
    'Give a Python module another name, and where it is imported; replace a link by its file. Then adopt the project.',
  );
}

/** What else the project's files need: texts that are written although no merge would make them. */
interface Prepared {
  /** The adopted `.env`. */
  readonly env: string;
  /** pyproject.toml with the project's own packages. */
  readonly pyproject: string;
}

/** The paths of a package's settings list, and of the environment. */
const ENV = '.env';
const PYPROJECT = 'src/pyproject.toml';

/**
 * The project as the merge is to see it. A file that ours replaces looks untouched, one that stays looks like an edit of ours:
 * so the one table of regenerating decides all of them, and the baseline that it leaves is ours.
 */
export function asPresent(
  all: readonly Meeting[],
  files: readonly RenderedFile[],
  tree: Tree,
  prepared: Prepared,
): Present {
  const seen = new Map(tree);
  const base = new Map<string, BaselineFile>();
  for (const { file, standing, strategy } of all) {
    if (standing.kind !== 'file' || strategy === 'env') continue;
    const ours = { text: file.text, mode: file.mode, policy: file.policy };
    base.set(file.path, strategy === 'ours' ? { ...ours, text: standing.text } : ours);
    if (strategy === 'union') seen.set(file.path, { ...standing, text: united(standing.text, file.text) });
  }
  const env = tree.get(ENV);
  if (env?.kind === 'file') seen.set(ENV, { ...env, text: prepared.env });
  const pyproject = files.find(({ path }) => path === PYPROJECT);
  if (pyproject !== undefined && pyproject.text !== prepared.pyproject) {
    base.set(PYPROJECT, pyproject);
    seen.set(PYPROJECT, { kind: 'file', text: prepared.pyproject, mode: pyproject.mode });
  }
  const baseline: Baseline = { generatorVersion: '0.0.0', createdWith: '0.0.0', files: base, tombstones: new Set() };
  return { tree: seen, baseline, envBase: undefined };
}

/** A list of patterns with those of ours that it lacks, in our order, below its own. */
export function united(yours: string, ours: string): string {
  const have = new Set(texts(splitLines(yours).lines).map((line) => line.trim()));
  const lacking = texts(splitLines(ours).lines).filter((line) => line.trim() !== '' && !have.has(line.trim()));
  if (lacking.every((line) => line.startsWith('#'))) return yours;
  const { eol } = splitLines(yours);
  const end = yours === '' || yours.endsWith('\n') ? '' : eol;
  return `${yours}${end}${lacking.map((line) => `${line}${eol}`).join('')}`;
}

/** A file beside another one. */
interface Beside extends Generated {
  readonly path: string;
}

/**
 * The files beside the others: what ours replaced, and ours where theirs stays.
 * @throws GuardError when something else stands there
 */
export function besides(all: readonly Meeting[], tree: Tree): readonly Beside[] {
  const wanted = all.flatMap(({ file, standing, strategy }): readonly Beside[] => {
    if (standing.kind === 'file' && strategy === 'ours')
      return [{ path: originalOf(file.path), text: standing.text, mode: 0o644 }];
    const isNews = strategy === 'own' && file.policy !== 'until-edited';
    return isNews ? [{ path: `${file.path}.new`, text: file.text, mode: 0o644 }] : [];
  });
  const taken = wanted.filter(({ path, text }) => {
    const there = tree.get(path);
    return there !== undefined && !(there.kind === 'file' && there.text === text);
  });
  if (taken.length > 0)
    throw refusal(
      ['Files would be kept beside others, and something stands there:', ...taken.map(({ path }) => `  ${path}`)].join(
        '\n',
      ),
      'Move them away, then adopt the project.',
    );
  return wanted.filter(({ path }) => !tree.has(path));
}

/** Every path that stands beside a generated one, to be read before. */
export const besidesOf = (path: string): readonly string[] => [originalOf(path), `${path}.new`];
