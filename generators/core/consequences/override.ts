import type { Answers } from '../answers/types.ts';
import { addressNotes } from './override-address.ts';
import { entriesIn, type Yaml } from './override-entries.ts';
import { goneNotes } from './override-gone.ts';
import { profileNotes } from './override-profile.ts';

/** What docker-compose.yml has, as its caller has read it. */
export interface ComposeParts {
  readonly services: readonly string[];
  readonly volumes: readonly string[];
  /** Files of the project, by path. */
  readonly paths: readonly string[];
}

/** A user's own docker-compose.override.yml, in a project that changes around it. */
export interface OverrideCase {
  readonly text: string;
  readonly partsBefore: ComposeParts;
  readonly partsAfter: ComposeParts;
  readonly before: Answers;
  readonly after: Answers;
  readonly yaml: Yaml;
}

/** A line of the override that no longer fits, or that is missing. */
export interface OverrideNote {
  /** From 1; of what is missing, where it belongs. */
  readonly line: number;
  /** One sentence: what it is, and what to do. */
  readonly text: string;
  /** The name, the address or the lines to put there; absent where something only has to go. */
  readonly put?: string;
}

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
