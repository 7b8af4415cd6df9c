import type { Answers } from '../answers/types.ts';
import type { Yaml } from './override-entries.ts';

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
