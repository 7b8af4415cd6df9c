import type { Answers } from '../core/answers/types.ts';
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

/** What was asked for after the files are written: repository, build, start. Returns notes for the summary. */
export async function afterwards(
  answers: Answers,
  { terminal, json }: { terminal: Terminal; json: boolean },
): Promise<readonly string[]> {
  const { directory, git, build, up } = answers;
  const note = git ? GIT_NOTES[await initRepository(directory)] : undefined;
  const output = json ? 'stderr' : 'inherit';
  if (build || up) {
    for (const line of FIRST_BUILD) terminal.say(line);
    await compose(directory, ['build'], output);
  }
  if (up) await compose(directory, ['up', '-d'], output);
  return note === undefined ? [] : [note];
}
