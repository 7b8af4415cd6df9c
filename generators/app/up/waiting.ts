import type { Finding } from '../../core/up/causes.ts';
import { finding } from '../../core/up/causes.ts';
import { diagnose } from '../../core/up/diagnosis/diagnose.ts';
import { earlySigns } from '../../core/up/diagnosis/early.ts';
import { isTrouble } from '../../core/up/diagnosis/trouble.ts';
import type { ContainerFacts, Evidence, Model, Phase } from '../../core/up/evidence.ts';
import { buildStep, djangoPhase, progressOf } from '../../core/up/progress.ts';
import { type ComposeRun, composeRun } from '../../io/compose-run.ts';
import { engineTime, gatherContainers, logTail } from '../../io/evidence.ts';
import type { Interrupts } from './interrupt.ts';
import type { OnEngine } from './project.ts';
import type { Screen } from './screen.ts';

/** How a part of the start ended: well, interrupted, or with what was seen and what that means. */
export type Ended =
  | { readonly kind: 'done' | 'interrupted' }
  | { readonly kind: 'failed'; readonly evidence: Evidence; readonly findings: readonly Finding[] };

/** What a part of the start works with. */
export interface Work {
  readonly project: OnEngine;
  readonly model: Model;
  readonly screen: Screen;
  readonly interrupts: Interrupts;
  /** Seconds until a start is given up. */
  readonly timeout: number;
}

const TICK = 1000;

/** Runs a Compose command to its end; a failure of it is explained. */
export async function composeStep(
  args: readonly string[],
  phase: Phase,
  work: Work,
  onLine?: (line: string) => void,
): Promise<Ended> {
  const run = await composeFor(work, args, onLine);
  const exitCode = await run.ended;
  if (work.interrupts.count() > 0 || exitCode === 130) return { kind: 'interrupted' };
  if (exitCode === 0) return { kind: 'done' };
  return failure(work, { phase, output: run.lines() });
}

/** Builds every image and shows each step. */
export async function buildImages(work: Work): Promise<Ended> {
  const { screen } = work;
  const ended = await composeStep(['build'], 'build', work, (line) => screen.build(line, buildStep(line)));
  screen.close();
  return ended;
}

async function composeFor(work: Work, args: readonly string[], onLine?: (line: string) => void): Promise<ComposeRun> {
  const { directory: cwd, environment, secrets } = work.project;
  const run = await composeRun(['--progress', 'plain', ...args], {
    cwd,
    environment,
    secrets,
    ...(onLine && { onLine }),
  });
  work.interrupts.onFirst(run.stop);
  return run;
}

/**
 * Starts every service and waits until each is healthy or, where it is meant to end, has ended. What cannot get well any more
 * ends it early.
 */
export async function startAndWait(work: Work): Promise<Ended> {
  const since = await engineTime(where(work));
  const up = await composeFor(work, ['up', '--detach']);
  const deadline = Date.now() + work.timeout * 1000;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, TICK));
    if (work.interrupts.count() > 0) {
      await up.ended;
      return { kind: 'interrupted' };
    }
    const ended = await look(work, up, { since, deadline });
    if (ended === undefined) continue;
    up.stop();
    await up.ended;
    return ended;
  }
}

async function look(
  work: Work,
  up: ComposeRun,
  { since, deadline }: { readonly since: string | undefined; readonly deadline: number },
): Promise<Ended | undefined> {
  const containers = await containersOf(work, since);
  await show(work, containers);
  const { open, command } = work.project;
  const evidence: Evidence = { phase: 'wait', output: up.lines(), containers, env: open, model: work.model };
  if (up.exitCode()) return failure(work, { phase: 'up', output: up.lines() });
  const early = earlySigns(evidence);
  if (early.length > 0) return { kind: 'failed', evidence, findings: early };
  const trouble = containers.filter((one) => isTrouble(one, work.model));
  const isUp = up.exitCode() === 0;
  if (isUp && containers.length > 0 && trouble.length === 0) return { kind: 'done' };
  if (isUp && trouble.some(({ health }) => health === 'unhealthy')) return failure(work, evidence);
  return Date.now() > deadline ? tooSlow(work, { evidence, trouble, command }) : undefined;
}

async function show({ screen, model, project }: Work, containers: readonly ContainerFacts[]): Promise<void> {
  const django = containers.find(({ service }) => service === 'django');
  const isStarting = django?.state === 'running' && django.health === 'starting';
  const log = isStarting ? await logTail(`${model.name}-django-1`, project) : [];
  screen.services(progressOf(containers, model, djangoPhase(log)));
}

async function failure(work: Work, seen: Pick<Evidence, 'phase' | 'output'>): Promise<Ended> {
  const containers = seen.phase === 'build' || seen.phase === 'config' ? [] : await containersOf(work);
  const evidence = { ...seen, containers, env: work.project.open, model: work.model };
  return { kind: 'failed', evidence, findings: diagnose(evidence) };
}

// Something that is known may be the reason; if not, nothing is broken yet.
async function tooSlow(
  work: Work,
  { evidence, trouble, command }: { evidence: Evidence; trouble: readonly ContainerFacts[]; command: string },
): Promise<Ended> {
  const known = diagnose({ ...evidence, containers: await containersOf(work) }).filter(
    ({ cause }) => cause !== 'unknown',
  );
  if (known.length > 0) return { kind: 'failed', evidence, findings: known };
  const services = trouble.map(({ service }) => service).join(', ') || 'The services';
  const details = { services, seconds: `${work.timeout}`, longer: `${work.timeout * 2}`, up: command };
  return { kind: 'failed', evidence, findings: [finding('too-slow', details, trouble[0]?.service)] };
}

const where = ({ project }: Work) => ({ cwd: project.directory, environment: project.environment });

const containersOf = (work: Work, since?: string): Promise<readonly ContainerFacts[]> =>
  gatherContainers(work.model.name, work.project.secrets, { ...where(work), ...(since && { since }) });
