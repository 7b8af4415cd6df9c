import type { Answers } from '../core/answers/types.ts';
import { AppError } from '../core/errors.ts';
import { type GitOutcome, initRepository } from '../io/git.ts';
import { type Conclusion, holdsBack } from './concluding.ts';
import type { Ports } from './run.ts';

const GIT_NOTES: Readonly<Record<GitOutcome, string | undefined>> = {
  committed: undefined,
  staged:
    'git knows no name and e-mail address, so the files are staged and not committed. Set user.name and user.email, then: git commit',
  already: 'The directory is a git repository already; nothing was committed.',
  missing: 'git was not found, so no repository was made.',
};

/** What building and starting need besides the answers. */
interface Engine {
  readonly ports: Ports;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What came of it: notes for the summary, a failure, or what there is to say of a site that runs. */
export interface Afterwards {
  readonly notes?: readonly string[];
  readonly failure?: AppError;
  readonly lastWords?: readonly string[];
}

/** Does what was asked for once the files are there: a repository, a build, a start. */
export async function afterWriting(answers: Answers, conclusion: Conclusion, engine: Engine): Promise<Afterwards> {
  const held = holdsBack(conclusion, answers);
  const notes = [...(await repositoryNotes(answers)), ...held];
  return { notes, ...(held.length === 0 ? await buildAndStart(answers, engine) : {}) };
}

async function repositoryNotes({ directory, git }: Answers): Promise<readonly string[]> {
  const note = git ? GIT_NOTES[await initRepository(directory)] : undefined;
  return note === undefined ? [] : [note];
}

// Gives the failure instead of throwing it: the files are complete either way.
async function buildAndStart(answers: Answers, { ports, options }: Engine): Promise<Afterwards> {
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
