import { ConflictError } from '../errors.ts';
import type { Decision, Generated } from '../merge/decision.ts';

/** How a file with conflicts can be settled: what `--on-conflict` accepts besides `abort`. */
export const RESOLUTIONS = ['markers', 'keep', 'theirs', 'sidecar'] as const;
/** One of them. */
export type Resolution = (typeof RESOLUTIONS)[number];

/** A file as a run leaves it. */
export interface Written {
  readonly path: string;
  readonly text: string;
  /** Permission bits. */
  readonly mode: number;
}

/** A decision that a person has to make. */
export type Open = Extract<Decision, { kind: 'conflict' | 'type-conflict' }>;

/** Whether somebody has to choose. */
export const isOpen = (decision: Decision): decision is Open =>
  decision.kind === 'conflict' || decision.kind === 'type-conflict';

/** Where the new version of a file goes that is kept as it is. */
export const sidecarOf = (path: string): string => `${path}.new`;

/**
 * What is written for a file with conflicts. Whatever is chosen, the changes that do not conflict are taken over.
 * @throws ConflictError when something that is no file is in the way and the choice would need it gone
 */
export function resolved(decision: Open, choice: Resolution, theirs: Generated | undefined): readonly Written[] {
  const { path } = decision;
  const beside =
    choice === 'sidecar' && theirs ? [{ path: sidecarOf(path), text: theirs.text, mode: theirs.mode }] : [];
  if (decision.kind === 'type-conflict') {
    if (choice === 'keep' || choice === 'sidecar') return beside;
    throw new ConflictError(
      `${path} ${decision.what}, and is never replaced.`,
      'Move it away, or use --on-conflict=keep.',
    );
  }
  const { merge, mode } = decision;
  const text = { markers: merge.markers, keep: merge.yours, theirs: merge.theirs, sidecar: merge.yours }[choice];
  return [{ path, text, mode }, ...beside];
}
