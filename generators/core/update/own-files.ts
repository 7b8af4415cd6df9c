import type { Answers } from '../answers/types.ts';
import type { Decision } from '../merge/decision.ts';
import { answersFile, envBaseFile, stateFile, stateIgnoreFile } from '../state/baseline.ts';
import { ANSWERS_FILE, ENV_BASE_FILE, STATE_FILE, STATE_IGNORE_FILE } from '../state/paths.ts';
import type { RenderedFile } from '../types.ts';

/** The program's own files, which nobody else writes. */
export const OWN_PATHS: readonly string[] = [STATE_IGNORE_FILE, ENV_BASE_FILE, ANSWERS_FILE, STATE_FILE];

/** What the program's own files say besides what was generated. */
interface Facts {
  readonly version: string;
  readonly createdWith: string;
  readonly answers: Answers;
  /** The text of `.yo-rc.json` as it stands, if there is one. */
  readonly answersText: string | undefined;
}

/**
 * The program's own files after these decisions; the state is the last, so that what it describes is in place when it
 * appears.
 */
export function ownFiles(
  files: readonly RenderedFile[],
  decisions: readonly Decision[],
  { version, createdWith, answers, answersText }: Facts,
): readonly RenderedFile[] {
  const pathsWith = (baseline: Decision['baseline']): readonly string[] =>
    decisions.filter((one) => one.baseline === baseline).map(({ path }) => path);
  const known = new Set(pathsWith('theirs'));
  const generated = files.filter(({ path }) => known.has(path));
  return [
    stateIgnoreFile(),
    // A clone without `.env` has no baseline of it either.
    ...(generated.some(({ policy }) => policy === 'env') ? [envBaseFile(generated, version)] : []),
    answersFile(answers, version, answersText),
    stateFile(generated, { version, createdWith, tombstones: pathsWith('deleted') }),
  ];
}
