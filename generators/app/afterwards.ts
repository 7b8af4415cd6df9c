import type { Answers } from '../core/answers/types.ts';
import { AppError } from '../core/errors.ts';
import { FIRST_BUILD } from '../core/report/summary.ts';
import { compose } from '../io/docker.ts';
import { type GitOutcome, initRepository } from '../io/git.ts';
import type { Terminal } from '../io/terminal.ts';

const GIT_NOTES: Readonly<Record<GitOutcome, string | undefined>> = {
  committed: undefined,
  staged:
    'git knows no name and e-mail address, so the files are staged and not committed. Set user.name and user.email, then: git commit',
  already: 'The directory is a git repository already; nothing was committed.',
  missing: 'git was not found, so no repository was made.',
};

/** Makes the repository that was asked for. Returns notes for the summary. */
export async function makeRepository({ directory, git }: Answers): Promise<readonly string[]> {
  const note = git ? GIT_NOTES[await initRepository(directory)] : undefined;
  return note === undefined ? [] : [note];
}

/** Builds and starts what was asked for. Gives the failure instead of throwing it: the files are complete either way. */
export async function buildAndStart(
  answers: Answers,
  { terminal, json }: { terminal: Terminal; json: boolean },
): Promise<AppError | undefined> {
  const { directory, build, up } = answers;
  const steps = [...(build || up ? [['build']] : []), ...(up ? [['up', '-d']] : [])];
  if (steps.length > 0) for (const line of FIRST_BUILD) terminal.say(line);
  try {
    for (const step of steps) await compose(directory, step, json ? 'stderr' : 'inherit');
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
