import { stripVTControlCharacters } from 'node:util';
import { type Inspected, logLines, parseEnds, parseInspected } from '../core/up/diagnosis/inspected.ts';
import type { ContainerFacts } from '../core/up/evidence.ts';
import { mask } from '../core/up/mask.ts';
import { docker } from './docker.ts';
import type { ProgramQuestion } from './program.ts';

const PATIENCE = 10_000;
// A traceback of Django's migrations alone is some 60 lines long, and the line before it tells which one.
const LINES = '200';
const HOUR_AGO = '1h';

/** What is asked of the engine. */
interface Gathering extends Pick<ProgramQuestion, 'cwd' | 'environment'> {
  /** A moment of the engine's clock: only what happened since. Then logs are read of those alone that ended or were restarted. */
  readonly since?: string;
}

/**
 * The containers of a Compose project with the last lines of their logs, without colours, secrets masked. What the
 * engine does not tell in time is left out.
 */
export async function gatherContainers(
  project: string,
  secrets: readonly string[],
  { since = '', ...where }: Gathering = {},
): Promise<readonly ContainerFacts[]> {
  const question = { ...where, patience: PATIENCE };
  const clean = (text: string): string => mask(stripVTControlCharacters(text), secrets);
  const containers = parseInspected(await inspectAll(project, question), since);
  const ends = containers.some(runsAgain) ? await endsIn(project, question, since) : undefined;
  return Promise.all(
    containers.map(async (container) => {
      const { facts, id } = container;
      const log = (await logOf(container, question)).map(clean);
      const exitCode = (runsAgain(container) ? ends?.get(id) : undefined) ?? facts.exitCode;
      return { ...facts, exitCode, error: clean(facts.error), healthOutput: facts.healthOutput.map(clean), log };
    }),
  );
}

// Of a container that runs again `docker inspect` does not tell how it ended; the engine's last events do.
const runsAgain = ({ facts }: Inspected): boolean => facts.state === 'running' && facts.restarts > 0;

async function endsIn(project: string, question: ProgramQuestion, since: string): Promise<ReadonlyMap<string, number>> {
  const until = await engineTime(question);
  if (until === undefined) return new Map();
  const span = ['--since', since || HOUR_AGO, '--until', until];
  const filters = ['event=die', `label=com.docker.compose.project=${project}`].flatMap((one) => ['--filter', one]);
  return parseEnds((await docker(['events', ...span, ...filters, '--format', 'json'], question)).stdout);
}

/** The time by the engine's clock, which is not this machine's everywhere; undefined when it does not answer. */
export async function engineTime(
  where: Pick<ProgramQuestion, 'cwd' | 'environment'> = {},
): Promise<string | undefined> {
  const { exitCode, stdout } = await docker(['info', '--format', '{{.SystemTime}}'], { ...where, patience: PATIENCE });
  return exitCode === 0 && !Number.isNaN(Date.parse(stdout)) ? stdout.trim() : undefined;
}

async function inspectAll(project: string, question: ProgramQuestion): Promise<string> {
  // Without those of `docker compose run`, which are nobody's service.
  const ours = [`label=com.docker.compose.project=${project}`, 'label=com.docker.compose.oneoff=False'];
  const { stdout } = await docker(['ps', '-aq', ...ours.flatMap((label) => ['--filter', label])], question);
  const ids = stdout.split('\n').filter(Boolean);
  return ids.length === 0 ? '[]' : (await docker(['inspect', ...ids], question)).stdout;
}

async function logOf({ id, logSince }: Inspected, question: ProgramQuestion): Promise<readonly string[]> {
  if (logSince === undefined) return [];
  const since = logSince === '' ? [] : ['--since', logSince];
  const { stdout, stderr } = await docker(['logs', '--timestamps', '--tail', LINES, ...since, id], question);
  return logLines(`${stdout}\n${stderr}`);
}

// The migrations of a first start are some 400 lines.
const LONG_TAIL = '700';

/** The last lines of one container's log, without colours, secrets masked; none when there is no such container. */
export async function logTail(
  container: string,
  { environment, secrets }: { readonly environment: NodeJS.ProcessEnv; readonly secrets: readonly string[] },
): Promise<readonly string[]> {
  const { stdout } = await docker(['logs', '--tail', LONG_TAIL, container], { environment, patience: PATIENCE });
  return mask(stripVTControlCharacters(stdout), secrets).split('\n').filter(Boolean);
}
