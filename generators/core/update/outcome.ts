import type { Decision, Standing } from '../merge/decision.ts';
import { changeOf, type FileChange } from '../report/changes.ts';
import type { RenderedFile } from '../types.ts';
import { isOpen, type Resolution, resolved, type Written } from './resolve.ts';

/** Everything that decides what a run leaves. */
interface Task {
  readonly decisions: readonly Decision[];
  /** How each file with conflicts is settled; empty in a preview. */
  readonly choices: ReadonlyMap<string, Resolution>;
  readonly files: readonly RenderedFile[];
  /** The program's own files, the state last. */
  readonly own: readonly RenderedFile[];
  readonly tree: ReadonlyMap<string, Standing>;
}

/** What a run leaves: all of it, or nothing. */
export interface Outcome {
  /** In the order in which they are put in place. */
  readonly writes: readonly Written[];
  readonly deletes: readonly string[];
  readonly changes: readonly FileChange[];
}

/**
 * What a run does to the disk, and how it is reported.
 * @throws ConflictError when a choice cannot be carried out
 */
export function outcomeOf({ decisions, choices, files, own, tree }: Task): Outcome {
  const theirs = new Map(files.map((file) => [file.path, file]));
  const writtenFor = (decision: Decision): readonly Written[] => {
    if ('text' in decision) return [decision];
    const choice = choices.get(decision.path);
    return isOpen(decision) && choice ? resolved(decision, choice, theirs.get(decision.path)) : [];
  };
  const kinds = own.map((file) => ({ file, kind: kindOfOwn(file, tree.get(file.path)) }));
  return {
    writes: [...decisions.flatMap(writtenFor), ...kinds.filter(({ kind }) => kind !== 'same').map(({ file }) => file)],
    deletes: decisions.flatMap(({ path, kind }) => (kind === 'delete' ? [path] : [])),
    changes: [
      ...decisions.map((one) => changeOf(one, choices.get(one.path))),
      ...kinds.map(({ file: { path }, kind }) => ({ path, kind })),
    ],
  };
}

function kindOfOwn({ text }: RenderedFile, standing: Standing | undefined): 'create' | 'update' | 'same' {
  if (standing === undefined) return 'create';
  return standing.kind === 'file' && standing.text === text ? 'same' : 'update';
}
