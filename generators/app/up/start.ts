import { EXIT, InterruptedError } from '../../core/errors.ts';
import { FIRST_BUILD } from '../../core/report/summary.ts';
import { finding } from '../../core/up/causes.ts';
import type { Model } from '../../core/up/evidence.ts';
import { modelOf, type PreflightFacts } from '../../core/up/preflight/facts.ts';
import { blocking, judge } from '../../core/up/preflight/preflight.ts';
import { checkLines, checksWith, withCommand } from '../../core/up/words.ts';
import { gatherFacts } from '../../io/preflight/gather.ts';
import { startedNow, writeStarted } from '../../io/preflight/started.ts';
import type { Terminal } from '../../io/terminal.ts';
import { explained, failed, type StartReport } from './failure.ts';
import { type Interrupts, interrupts } from './interrupt.ts';
import type { OnEngine } from './project.ts';
import { proven } from './proof.ts';
import { type Screen, SILENT } from './screen.ts';
import { buildImages, composeStep, type Ended, startAndWait, type Work } from './waiting.ts';

/** How a start is to be done. */
export interface StartOptions {
  /** Checks that are not judged. */
  readonly skip: ReadonlySet<string>;
  readonly useExistingVolumes: boolean;
  /** Seconds to wait for every service. */
  readonly timeout: number;
}

/** A start that went well, and what a person wants to know then. */
export interface StartedSite {
  readonly report: StartReport;
  readonly lastWords: readonly string[];
}

interface Means {
  readonly terminal: Terminal;
  readonly screen: Screen;
}

/**
 * Checks, builds, starts, waits and asks the site itself. Says what is wrong with the first thing that fails.
 * @throws DockerError with a StartReport as details; InterruptedError after Ctrl-C
 */
export async function start(project: OnEngine, options: StartOptions, means: Means): Promise<StartedSite> {
  const begun = Date.now();
  const { screen, terminal } = means;
  screen.phase('preflight', 'Checking Docker and the project …');
  const { directory, answers, environment } = project;
  const circumstances = { answers, environment, useExistingVolumes: options.useExistingVolumes };
  const facts = await gatherFacts(directory, circumstances);
  const checks = checksWith(judge(facts, options.skip), project.command);
  // What failed is told at the end, where a person looks.
  for (const line of checkLines(checks.filter(({ status }) => status === 'warning'))) terminal.say(line);
  const report = { directory, url: String(answers.url), checks, findings: [], log: [], exitCode: EXIT.done } as const;
  const found = blocking(checks).flatMap((one) => one.finding ?? []);
  if (found.length > 0) throw failed({ ...report, phase: 'preflight', findings: found });
  const model = modelOf(facts) ?? (await modelAnyway(project, report));
  const listening = interrupts();
  try {
    const work = { project, model, screen, interrupts: listening, timeout: options.timeout };
    await buildAndStart(work, { facts, report, terminal, options });
    const seconds = Math.round((Date.now() - begun) / 1000);
    return { report, lastWords: await proven(project, { model, facts, report, seconds }) };
  } finally {
    listening.done();
  }
}

// The checks were skipped: Compose itself says what is wrong.
async function modelAnyway(project: OnEngine, report: StartReport): Promise<Model> {
  const model = { name: '', services: [] };
  const work = { project, model, screen: SILENT, interrupts: interrupts(), timeout: 0 };
  const ended = await composeStep(['config', '--quiet'], 'config', work);
  work.interrupts.done();
  if (ended.kind === 'failed') throw explained(ended, work.project.command, report);
  throw failed({
    ...report,
    phase: 'config',
    findings: [withCommand(finding('compose-file-invalid', { message: 'it printed no model' }), project.command)],
  });
}

interface Parts {
  readonly facts: PreflightFacts;
  readonly report: StartReport;
  readonly terminal: Terminal;
  readonly options: StartOptions;
}

async function buildAndStart(work: Work, { facts, report, terminal, options }: Parts): Promise<void> {
  const { screen, project } = work;
  screen.phase('build', 'Building the images …');
  if (facts.built !== true) for (const line of FIRST_BUILD) terminal.say(line);
  await through(await buildImages(work), work, report);
  await checkVolumeAgain(project, { facts, report, options });
  screen.phase('up', 'Starting the services …');
  const ended = await startAndWait(work);
  screen.close();
  await note(work, terminal);
  await through(ended, work, report);
}

// From here on the volumes are this project's. A note that cannot be kept is no reason to call the start a failure.
async function note({ project, model }: Work, terminal: Terminal): Promise<void> {
  try {
    const record = await startedNow({ cwd: project.directory, environment: project.environment }, model);
    if (record !== undefined) writeStarted(project.directory, record);
  } catch (error) {
    terminal.warn(`${(error as Error).message} The next start may ask whose volumes these are.`);
  }
}

// Which PostgreSQL made the data could not be known before there was an image to look with.
async function checkVolumeAgain(project: OnEngine, { facts, report, options }: Omit<Parts, 'terminal'>): Promise<void> {
  if (facts.postgres !== undefined || (facts.volumes ?? []).length === 0 || options.skip.has('postgres')) return;
  const { answers, environment, directory } = project;
  const again = await gatherFacts(directory, { answers, environment, useExistingVolumes: true });
  const checks = checksWith(judge(again, options.skip), project.command);
  const found = checks
    .filter(({ id, status }) => id === 'postgres' && status === 'failed')
    .flatMap((one) => one.finding ?? []);
  if (found.length > 0) throw failed({ ...report, checks, phase: 'preflight', findings: found });
}

async function through(ended: Ended, work: Work, report: StartReport): Promise<void> {
  if (ended.kind === 'done') return;
  work.screen.close();
  if (ended.kind === 'failed') throw explained(ended, work.project.command, report);
  throw await interrupted(work.project, work.interrupts, work);
}

async function interrupted({ command }: OnEngine, { second }: Interrupts, work: Work): Promise<InterruptedError> {
  process.stderr.write('\nInterrupted; what was started goes on running. Ctrl-C once more stops it, too.\n');
  const message = 'The start was interrupted.';
  const hint = `The files are complete. Go on with: ${command}`;
  if (!(await second())) return new InterruptedError(message, hint);
  // It is not meant to stop this one.
  const own = interrupts();
  await composeStep(['stop'], 'up', { ...work, interrupts: own });
  own.done();
  return new InterruptedError(`${message} Every service was stopped.`, hint);
}
