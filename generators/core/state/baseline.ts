import { isDeepStrictEqual } from 'node:util';
import { ANSWERS } from '../answers/schema.ts';
import type { Answers } from '../answers/types.ts';
import type { Policy, RenderedFile } from '../types.ts';
import { ANSWERS_FILE, ENV_BASE_FILE, STATE_FILE, STATE_IGNORE_FILE } from './paths.ts';

/** The format of these files; raised when an older program could not read them. */
export const SCHEMA_VERSION = 1;

interface BaselineFile {
  readonly policy: Policy;
  /** Octal digits. */
  readonly mode: string;
  readonly lines: readonly string[];
}

/** Under which name the answers stand in `.yo-rc.json`, which other generators may share. */
export const ANSWERS_KEY = 'create-geonode-project';

/** `.yo-rc.json` with these answers; `existing` is its text, of which everything else stays. */
export function answersFile(answers: Answers, version: string, existing = '{}'): RenderedFile {
  const rows = ANSWERS.filter((row) => row.stored && answers[row.key] !== undefined);
  const own = {
    schemaVersion: SCHEMA_VERSION,
    generatorVersion: version,
    answers: Object.fromEntries(rows.map((row) => [row.key, answers[row.key]])),
  };
  const content = JSON.parse(existing) as Record<string, unknown>;
  // A file that says the same in another layout is left as it is.
  if (isDeepStrictEqual(content[ANSWERS_KEY], JSON.parse(JSON.stringify(own))))
    return { ...owned(ANSWERS_FILE, {}), text: existing };
  return owned(ANSWERS_FILE, { ...content, [ANSWERS_KEY]: own });
}

/** What `state.json` says besides the files. */
interface StateFacts {
  readonly version: string;
  readonly createdWith: string;
  /** Paths that the owner of the project deleted, and that stay deleted. */
  readonly tombstones: readonly string[];
}

/** `state.json` for these files: one line of text per array item, keys sorted, so that git can show and merge it. */
export function stateFile(
  files: readonly RenderedFile[],
  { version, createdWith, tombstones }: StateFacts,
): RenderedFile {
  const tracked = files.filter((file) => file.policy !== 'env');
  const entries = {
    ...baselineOf(tracked),
    ...Object.fromEntries(tombstones.map((path) => [path, { tombstone: true }])),
  };
  const sorted = Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
  return owned(STATE_FILE, { schema: SCHEMA_VERSION, generatorVersion: version, createdWith, files: sorted });
}

/** `env-base.json`: the rendered `.env`, placeholders and all. */
export function envBaseFile(files: readonly RenderedFile[], version: string): RenderedFile {
  const env = files.filter((file) => file.policy === 'env');
  return owned(ENV_BASE_FILE, { schema: SCHEMA_VERSION, generatorVersion: version, files: baselineOf(env) });
}

/** Keeps what belongs to one machine out of git, whatever the project's own .gitignore becomes. */
export function stateIgnoreFile(): RenderedFile {
  return {
    path: STATE_IGNORE_FILE,
    text: 'backup/\nenv-base.json\njournal.json\nlock*\nstaging/\nstarted.json*\n',
    policy: 'owned',
    mode: 0o644,
  };
}

function baselineOf(files: readonly RenderedFile[]): Readonly<Record<string, BaselineFile>> {
  return Object.fromEntries(
    files.map(({ path, text, policy, mode }) => [path, { policy, mode: mode.toString(8), lines: text.split('\n') }]),
  );
}

function owned(path: string, content: object): RenderedFile {
  return { path, text: `${JSON.stringify(content, null, 2)}\n`, policy: 'owned', mode: 0o644 };
}
