import type { Decision, Standing } from '../merge/decision.ts';
import type { RenderedFile } from '../types.ts';

/** Gives the path of a file of the user's that needs a key of `.env`. */
type Readers = (key: string) => string | undefined;

/**
 * Who still reads a key that the templates dropped: lines of the user's, in the files as these decisions may leave them.
 * Of a conflict that is the user's side, whatever is chosen for it.
 */
export function stillReading(
  decisions: readonly Decision[],
  files: readonly RenderedFile[],
  tree: ReadonlyMap<string, Standing>,
): Readers {
  const theirs = new Map(files.map(({ path, text }) => [path, text]));
  const kept = decisions.filter(({ path }) => !path.endsWith('.md'));
  return (key) => kept.find((one) => names(textOf(one, tree), key) && !names(theirs.get(one.path) ?? '', key))?.path;
}

function textOf(decision: Decision, tree: ReadonlyMap<string, Standing>): string {
  if (decision.kind === 'conflict') return decision.merge.yours;
  if (decision.kind === 'merge') return decision.text;
  const standing = ['keep', 'unmanaged'].includes(decision.kind) ? tree.get(decision.path) : undefined;
  return standing?.kind === 'file' ? standing.text : '';
}

// Comments need nothing.
const names = (text: string, key: string): boolean => new RegExp(`^(?!\\s*#).*\\b${key}\\b`, 'm').test(text);
