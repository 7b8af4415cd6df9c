import { GuardError } from '../errors.ts';
import { STATE_FILE } from '../state/baseline.ts';
import type { Existing, FileChange, RenderedFile, Tree } from '../types.ts';

/** What creating these files means for a directory that holds `yours`: nothing that is there is ever replaced. */
export function changesFor(theirs: readonly RenderedFile[], yours: Tree): readonly FileChange[] {
  return theirs.map((file) => changeOf(file, yours.get(file.path)));
}

function changeOf({ path, text }: RenderedFile, existing: Existing | undefined): FileChange {
  if (existing === undefined) return { path, kind: 'create' };
  if (existing.kind === 'other') return { path, kind: 'collision', reason: existing.what };
  return existing.text === text
    ? { path, kind: 'same' }
    : { path, kind: 'collision', reason: 'differs from what would be written' };
}

const SHOWN = 20;

/**
 * Refuses a directory in which something else stands where a file would go.
 * @throws GuardError that lists the paths
 */
export function refuseCollisions(changes: readonly FileChange[], directory: string): void {
  const collisions = changes.filter((change) => change.kind === 'collision');
  if (collisions.length === 0) return;
  const lines = collisions.slice(0, SHOWN).map(({ path, reason }) => `  ${path}: ${reason}`);
  const more = collisions.length > SHOWN ? [`  … and ${collisions.length - SHOWN} more`] : [];
  const own = changes.some(({ path, kind }) => path === STATE_FILE && kind !== 'create');
  throw new GuardError(
    [`${directory} holds other files where these would be written:`, ...lines, ...more, 'Nothing was written.'].join(
      '\n',
    ),
    own
      ? 'This project was edited, or the answers differ from its own. Changing or updating a project comes with a later version; until then change its files by hand.'
      : 'Choose another directory, or move these files away.',
  );
}
