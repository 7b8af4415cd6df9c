import { addressNotes } from './override-address.ts';
import type { OverrideCase, OverrideNote } from './override-case.ts';
import { entriesIn } from './override-entries.ts';
import { goneNotes } from './override-gone.ts';
import { profileNotes } from './override-profile.ts';

/**
 * What in the override no longer fits the project: each line that names something that is gone, that belongs to the other
 * profile, or that has the old address; and what the other profile misses. A text that is no YAML is Compose's to refuse:
 * of it, only addresses are looked at.
 */
export function overrideNotes(override: OverrideCase): readonly OverrideNote[] {
  const entries = entriesIn(override.text, override.yaml);
  const notes = [
    ...goneNotes(entries, override),
    ...(entries.length > 0 ? profileNotes(entries, override) : []),
    ...addressNotes(override),
  ];
  return notes.toSorted((a, b) => a.line - b.line);
}
