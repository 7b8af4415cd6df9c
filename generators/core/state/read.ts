import * as v from 'valibot';
import { UsageError } from '../errors.ts';
import { type FileMode, POLICIES, type Policy } from '../types.ts';
import { ANSWERS_KEY, SCHEMA_VERSION } from './baseline.ts';
import { ANSWERS_FILE, type ENV_BASE_FILE, type STATE_FILE } from './paths.ts';

/** A file as it was last generated. */
export interface BaselineFile {
  readonly text: string;
  readonly mode: FileMode;
  readonly policy: Policy;
}

/** What the program remembers of a project. It stands in files that anybody may have edited: all of it is checked. */
export interface Baseline {
  /** The version that wrote it, and the one that created the project. */
  readonly generatorVersion: string;
  readonly createdWith: string;
  readonly files: ReadonlyMap<string, BaselineFile>;
  /** Paths that the owner of the project deleted, and that stay deleted. */
  readonly tombstones: ReadonlySet<string>;
}

/** Answers and version from `.yo-rc.json`. */
export interface StoredAnswers {
  readonly generatorVersion: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

// A path below the project, in one spelling only: nothing absolute, no step upwards, no backslash, no empty part.
const isInside = (path: string): boolean =>
  path !== '' && !/[\\\0]|^[A-Za-z]:/.test(path) && path.split('/').every((part) => !['', '.', '..'].includes(part));

const Path = v.pipe(v.string(), v.check(isInside, 'leads out of the project'));
const File = v.union([
  v.object({ tombstone: v.literal(true) }),
  v.object({
    policy: v.picklist(POLICIES),
    mode: v.picklist(['600', '644', '755']),
    lines: v.array(v.string()),
  }),
]);
const Schema = v.pipe(v.number(), v.integer(), v.minValue(1));
const State = v.object({
  schema: Schema,
  generatorVersion: v.string(),
  createdWith: v.optional(v.string()),
  files: v.record(Path, File),
});
const Answers = v.object({
  [ANSWERS_KEY]: v.object({
    schemaVersion: v.optional(Schema, SCHEMA_VERSION),
    generatorVersion: v.string(),
    answers: v.record(v.string(), v.unknown()),
  }),
});

/**
 * `state.json` or `env-base.json`.
 * @throws UsageError when it is damaged, or names a path outside the project
 */
export function parseBaseline(text: string, file: typeof STATE_FILE | typeof ENV_BASE_FILE): Baseline {
  const { generatorVersion, createdWith = generatorVersion, files } = parse(State, text, file);
  const entries = Object.entries(files);
  return {
    generatorVersion,
    createdWith,
    files: new Map(entries.flatMap(([path, entry]) => ('lines' in entry ? [[path, fileOf(entry)] as const] : []))),
    tombstones: new Set(entries.filter(([, entry]) => 'tombstone' in entry).map(([path]) => path)),
  };
}

const MODES = { '600': 0o600, '644': 0o644, '755': 0o755 } as const;

const fileOf = ({ lines, mode, policy }: Extract<v.InferOutput<typeof File>, { lines: string[] }>): BaselineFile => ({
  text: lines.join('\n'),
  mode: MODES[mode],
  policy,
});

/**
 * `.yo-rc.json`; undefined where it holds nothing of this program.
 * @throws UsageError when it is damaged
 */
export function parseStoredAnswers(text: string): StoredAnswers | undefined {
  const whole = parse(v.record(v.string(), v.unknown()), text, ANSWERS_FILE);
  if (whole[ANSWERS_KEY] === undefined) return undefined;
  return parse(Answers, text, ANSWERS_FILE)[ANSWERS_KEY];
}

function parse<T extends v.GenericSchema>(schema: T, text: string, file: string): v.InferOutput<T> {
  const problem = (why: string, cause?: unknown): UsageError =>
    new UsageError(
      `${file} cannot be used: ${why}`,
      'Put it back from git or a backup, or undo the last edit. Nothing was written.',
      { cause },
    );
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw problem((error as Error).message, error);
  }
  const result = v.safeParse(schema, content);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw problem(`${v.getDotPath(issue) ?? 'it'} ${issue.message}`);
}
