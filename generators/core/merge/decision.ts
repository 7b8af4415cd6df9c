import type { FileMode, Policy } from '../types.ts';
import type { ComposeNote, YamlParser } from './compose.ts';
import type { EnvSides } from './env.ts';
import type { EnvNote } from './env-notes.ts';
import type { ConflictedMerge, Labels } from './text.ts';
import type { TemplateChange } from './until-edited.ts';

/** A file as this program generates it. `.env` holds placeholders here, never secrets. */
export interface Generated {
  readonly text: string;
  readonly mode: FileMode;
}

/** What stands at a path of the project. */
export type Standing =
  /** `mode`: its permissions; undefined on a system without them (Windows). */
  | { readonly kind: 'file'; readonly text: string; readonly mode: number | undefined }
  /** A link, a folder, a file that is no UTF-8 text: neither followed nor replaced; `what` in words, as in `Existing`. */
  | { readonly kind: 'other'; readonly what: string };

/** One path in its three versions; a version that does not exist is undefined. */
export interface FileCase {
  readonly path: string;
  readonly policy: Policy;
  /** What was generated last; `deleted` is the tombstone of a file that the user took out. */
  readonly base: Generated | 'deleted' | undefined;
  readonly yours: Standing | undefined;
  readonly theirs: Generated | undefined;
}

/** What holds for all files of a run. */
export interface DecideOptions {
  readonly labels: Labels;
  /** The version that generates. */
  readonly version: string;
  /** The paths that come back although the user deleted them (`--restore`). */
  readonly restore: ReadonlySet<string>;
  /** Whether files that the template dropped are deleted; false with `--no-prune`. */
  readonly prune: boolean;
  readonly parseYaml: YamlParser;
  readonly secrets: EnvSides['secrets'];
  /** Values for secrets whose keys stand empty, by name. */
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly readBy?: EnvSides['readBy'];
}

/** Something about a file that a person should know. */
export type FileNote =
  | EnvNote
  | ComposeNote
  /** The user's own file stays; these changes of the template are the user's to take over. */
  | { readonly id: 'template-changed'; readonly changes: readonly TemplateChange[] }
  /** The user deleted it; it stays out. `--restore` brings it back. */
  | { readonly id: 'file-left-out' }
  /** The template dropped it; it stays and is the user's from now on. */
  | { readonly id: 'no-longer-managed' }
  /** Something else stands where the file would be: `what`. */
  | { readonly id: 'not-a-file'; readonly what: string };

/** What the new baseline holds for a path: what is generated now, a tombstone, or nothing. */
export type NextBaseline = 'theirs' | 'deleted' | 'none';

interface Common {
  readonly path: string;
  readonly baseline: NextBaseline;
  readonly notes: readonly FileNote[];
  /** The secrets, by name, whose keys in `.env` stand empty: decide again with their `values`, where there are any. */
  readonly fill: readonly string[];
}

/** A file to write. */
interface Written {
  readonly text: string;
  readonly mode: number;
}

/**
 * What a run does with one path.
 * `create`: it is new, or comes back. `update`: the user never touched it. `merge`: changes of both sides, without conflict.
 * `adopt`: it was there already, just as it would be written. `same`: it is already as it would be written. `keep`: the
 * user's version stays. `left-out`: the user deleted it. `delete`: the template dropped it, and the user never touched it.
 * `unmanaged`: the template dropped it, and it stays. `none`: neither side has it any more.
 * `conflict`, `type-conflict`: a person must choose, and until then nothing is written.
 */
export type Decision = Common &
  (
    | ({ readonly kind: 'create' | 'update' | 'merge' } & Written)
    /** `mode`: the permissions for whichever of its texts is chosen. */
    | { readonly kind: 'conflict'; readonly merge: ConflictedMerge; readonly mode: number }
    | { readonly kind: 'type-conflict'; readonly what: string }
    | { readonly kind: 'adopt' | 'same' | 'keep' | 'left-out' | 'delete' | 'unmanaged' | 'none' }
  );
