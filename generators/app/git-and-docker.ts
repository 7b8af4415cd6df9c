import type { Answers } from '../core/answers/types.ts';
import { AppError } from '../core/errors.ts';
import { type GitOutcome, initRepository } from '../io/git.ts';
import type { Ports } from './run.ts';

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

/** What building and starting need besides the answers. */
interface Engine {
  readonly ports: Ports;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What came of it: a failure, or what there is to say of a site that runs. */
export interface Afterwards {
  readonly failure?: AppError;
  readonly lastWords?: readonly string[];
}

/**
 * Builds what was asked for, or builds and starts it. Gives the failure instead of throwing it: the files are complete either
 * way.
 */
export async function buildAndStart(answers: Answers, { ports, options }: Engine): Promise<Afterwards> {
  const { directory, build, up } = answers;
  try {
    if (up) return { lastWords: await startIn(directory, { ports, options }) };
    if (build) await buildIn(directory, { ports, options });
    return {};
  } catch (error) {
    if (error instanceof AppError) return { failure: error };
    throw error;
  }
}

async function buildIn(directory: string, { ports, options }: Engine): Promise<void> {
  const { buildHere } = await import('./up/building.ts');
  await buildHere(process.cwd(), directory, { ...options, ports });
}

async function startIn(directory: string, { ports, options }: Engine): Promise<readonly string[]> {
  const { startHere } = await import('./up/up.ts');
  return (await startHere(process.cwd(), directory, { ...options, ports })).lastWords;
}
