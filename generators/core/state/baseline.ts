import { ANSWERS } from '../answers/schema.ts';
import type { Answers } from '../answers/types.ts';
import type { Policy, RenderedFile } from '../types.ts';

/** Where the program keeps what it must remember, below the project. */
export const STATE_FOLDER = '.create-geonode-project';
/** The tracked baseline: what was generated last time, without secrets. */
export const STATE_FILE = `${STATE_FOLDER}/state.json`;
/** The untracked baseline of `.env`, with placeholders in place of secrets. */
export const ENV_BASE_FILE = `${STATE_FOLDER}/env-base.json`;
/** Answers, in Yeoman's own place. */
export const ANSWERS_FILE = '.yo-rc.json';
/** The format of these files; raised when an older program could not read them. */
export const SCHEMA_VERSION = 1;

interface BaselineFile {
  readonly policy: Policy;
  /** Octal digits. */
  readonly mode: string;
  readonly lines: readonly string[];
}

/** What stands in `.yo-rc.json` under the generator's name. */
export function storedAnswers(answers: Answers, version: string): object {
  const stored = ANSWERS.filter((row) => row.stored && answers[row.key] !== undefined).map((row) => [
    row.key,
    answers[row.key],
  ]);
  return { schemaVersion: SCHEMA_VERSION, generatorVersion: version, answers: Object.fromEntries(stored) };
}

/** `state.json` for these files: one line of text per array item, keys sorted, so that git can show and merge it. */
export function stateFile(files: readonly RenderedFile[], version: string): RenderedFile {
  const tracked = files.filter((file) => file.policy !== 'env' && file.policy !== 'owned');
  const state = { schema: SCHEMA_VERSION, generatorVersion: version, createdWith: version, files: baselineOf(tracked) };
  return owned(STATE_FILE, state);
}

/** `env-base.json`: the rendered `.env`, placeholders and all. */
export function envBaseFile(files: readonly RenderedFile[], version: string): RenderedFile {
  const env = files.filter((file) => file.policy === 'env');
  return owned(ENV_BASE_FILE, { schema: SCHEMA_VERSION, generatorVersion: version, files: baselineOf(env) });
}

/** Keeps what belongs to one machine out of git, whatever the project's own .gitignore becomes. */
export function stateIgnoreFile(): RenderedFile {
  return {
    path: `${STATE_FOLDER}/.gitignore`,
    text: 'backup/\nenv-base.json\njournal.json\nlock\nstaging/\n',
    policy: 'owned',
    mode: 0o644,
  };
}

function baselineOf(files: readonly RenderedFile[]): Readonly<Record<string, BaselineFile>> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return Object.fromEntries(
    sorted.map(({ path, text, policy, mode }) => [path, { policy, mode: mode.toString(8), lines: text.split('\n') }]),
  );
}

function owned(path: string, content: object): RenderedFile {
  return { path, text: `${JSON.stringify(content, null, 2)}\n`, policy: 'owned', mode: 0o644 };
}
