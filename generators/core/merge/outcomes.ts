import type { Policy } from '../types.ts';
import { type ComposeMerge, mergeCompose } from './compose.ts';
import type { DecideOptions, Decision, FileCase, FileNote, Generated, NextBaseline } from './decision.ts';
import { mergeEnv, newEnv } from './env.ts';
import { canRun, mergeMode } from './mode.ts';
import { type ConflictedMerge, mergeText, type Sides } from './text.ts';
import { templateChanges } from './until-edited.ts';

/** What is done in one case of the table in decide.ts. */
export type Action = (file: FileCase, options: DecideOptions) => Decision;

type QuietKind = Exclude<Decision['kind'], 'create' | 'update' | 'merge' | 'conflict' | 'type-conflict'>;

/** Writes nothing. */
export function quiet(kind: QuietKind, baseline: NextBaseline, ...notes: readonly FileNote[]): Action {
  return ({ path }) => ({ path, kind, baseline, notes, fill: [] });
}

/** Writes a file where there is none. */
export const create: Action = ({ path, policy, theirs }, { secrets, values }) => {
  const { text, mode } = theirs ?? NOTHING;
  const made = policy === 'env' ? newEnv({ theirs: text, secrets, values }) : { text, notes: [], fill: [] };
  return { path, kind: 'create', baseline: 'theirs', mode, ...made };
};

/** Deletes a file that the template dropped, unless nothing may be deleted. */
export const prune: Action = (file, options) => {
  const kept = quiet('unmanaged', 'none', { id: 'no-longer-managed' });
  return (options.prune ? quiet('delete', 'none') : kept)(file, options);
};

/** Leaves something that is no file where there is nothing new to write. */
export const keepOther: Action = (file, options) =>
  quiet('keep', 'theirs', { id: 'not-a-file', what: whatIn(file) })(file, options);

/** Something that is no file stands where there is something new to write. */
export const typeConflict: Action = (file) => {
  const common = { path: file.path, baseline: 'theirs', notes: [], fill: [] } as const;
  return { ...common, kind: 'type-conflict', what: whatIn(file) };
};

/** Writes what the template has now into a file that holds nothing of the user's, or already holds it. */
export const follow: Action = (file, { labels }) => {
  const result = mergeText({ ...sidesOf(file), labels });
  const unchanged = file.base === undefined && file.policy !== 'owned' ? 'adopt' : 'same';
  return result.kind === 'clean' ? written(file, result.text, 'update', unchanged) : conflicted(file, result, []);
};

/** Merges a file that both sides changed, by its policy. */
export const merge: Action = (file, options) => BY_POLICY[file.policy](file, options);

const BY_POLICY: Readonly<Record<Policy, Action>> = {
  text: (file, { labels }) => merged(file, { ...mergeText({ ...sidesOf(file), labels }), notes: [] }),
  compose: (file, { labels, parseYaml }) => merged(file, mergeCompose({ ...sidesOf(file), labels, parse: parseYaml })),
  env: (file, options) => {
    const { base, yours, theirs } = sidesOf(file);
    const result = mergeEnv({ ...options, base: hasBase(file) ? base : undefined, yours, theirs });
    return { ...written(file, result.text, 'merge', 'keep', result.notes), fill: result.fill };
  },
  'until-edited': (file, options) => {
    const changes = hasBase(file) ? templateChanges(sidesOf(file)) : [];
    const notes = changes.length > 0 ? [{ id: 'template-changed', changes } as const] : [];
    return quiet('keep', 'theirs', ...notes)(file, options);
  },
  owned: (file) => written(file, sidesOf(file).theirs, 'update', 'same'),
};

function merged(file: FileCase, result: ComposeMerge): Decision {
  if (result.kind === 'clean') return written(file, result.text, 'merge', 'keep', result.notes);
  const { notes, ...conflict } = result;
  return conflicted(file, conflict, notes);
}

function conflicted(file: FileCase, result: ConflictedMerge, notes: readonly FileNote[]): Decision {
  const { markers, yours, theirs } = result;
  const texts = { markers: runnable(file, markers), yours: runnable(file, yours), theirs: runnable(file, theirs) };
  const common = { path: file.path, baseline: 'theirs', notes, fill: [] } as const;
  return { ...common, kind: 'conflict', merge: { ...result, ...texts }, mode: modeOf(file) };
}

function written(
  file: FileCase,
  result: string,
  changed: 'update' | 'merge',
  unchanged: QuietKind,
  notes: readonly FileNote[] = [],
): Decision {
  const { text: before } = fileIn(file);
  const text = result === before ? before : runnable(file, result);
  const mode = modeOf(file);
  const common = { path: file.path, baseline: 'theirs', notes, fill: [] } as const;
  if (text === before && mode === (fileIn(file).mode ?? mode)) return { ...common, kind: unchanged };
  return { ...common, kind: changed, text, mode };
}

// A program with \r in its first line does not start in a container, so that what is written into one ends lines with \n.
function runnable({ theirs }: FileCase, text: string): string {
  return theirs && canRun(theirs.mode) ? text.replaceAll('\r\n', '\n') : text;
}

function modeOf(file: FileCase): number {
  const base = hasBase(file) ? file.base.mode : undefined;
  return mergeMode(base, fileIn(file).mode, (file.theirs ?? NOTHING).mode);
}

function sidesOf(file: FileCase): Sides {
  const base = hasBase(file) ? file.base.text : '';
  return { base, yours: fileIn(file).text, theirs: (file.theirs ?? NOTHING).text };
}

const hasBase = (file: FileCase): file is FileCase & { readonly base: Generated } =>
  file.base !== undefined && file.base !== 'deleted';

const whatIn = ({ yours }: FileCase): string => (yours?.kind === 'other' ? yours.what : '');

// The table calls an action only where the versions that it reads are there.
const NOTHING: Generated = { text: '', mode: 0o644 };
const fileIn = ({ yours }: FileCase): { readonly text: string; readonly mode: number | undefined } =>
  yours?.kind === 'file' ? yours : { text: '', mode: undefined };
