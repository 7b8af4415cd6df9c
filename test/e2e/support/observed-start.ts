import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import type { Finding } from '../../../generators/core/up/causes.ts';
import { diagnose } from '../../../generators/core/up/diagnosis/diagnose.ts';
import { earlySigns } from '../../../generators/core/up/diagnosis/early.ts';
import { isTrouble } from '../../../generators/core/up/diagnosis/trouble.ts';
import type { ContainerFacts, Evidence, Model } from '../../../generators/core/up/evidence.ts';
import { isSecretKey, mask, secretValues } from '../../../generators/core/up/mask.ts';
import { parseModel } from '../../../generators/core/up/model.ts';
import { engineTime, gatherContainers } from '../../../generators/io/evidence.ts';
import type { Bench } from './faults.ts';

/** What a start left, seen from within. */
export interface ObservedStart {
  readonly exitCode: 0 | 6;
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  /** Whether it was certain before Docker itself gave up. */
  readonly early: boolean;
}

interface Said {
  readonly exitCode: number | undefined;
  readonly lines: readonly string[];
}

const TICK = 500;

/** Builds and starts a site with Docker's own commands, and keeps everything that a diagnosis looks at. */
export async function observedStart(bench: Bench, seconds: number): Promise<ObservedStart> {
  const env = environmentOf(bench);
  const seen = { env, model: { name: bench.site.name, services: [] } as Model };
  const config = await compose(bench, ['config', '--format', 'json']).result;
  if (config.exitCode !== 0) return failure(bench, { ...seen, phase: 'config', output: config.lines });
  const model = parseModel(config.lines.join('\n'));
  const build = await compose(bench, ['--progress', 'plain', 'build']).result;
  if (build.exitCode !== 0) return failure(bench, { ...seen, model, phase: 'build', output: build.lines });
  return start(bench, { env, model }, Date.now() + seconds * 1000);
}

async function start(bench: Bench, seen: Pick<Evidence, 'env' | 'model'>, deadline: number): Promise<ObservedStart> {
  const since = await engineTime(where(bench));
  const up = compose(bench, ['--progress', 'plain', 'up', '-d']);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, TICK));
    const containers = await containersOf(bench, since);
    const evidence = { ...seen, phase: 'wait', output: up.soFar(), containers } as const;
    if (up.exitCode()) return failure(bench, { ...evidence, phase: 'up' });
    const findings = earlySigns(evidence);
    if (findings.length > 0) {
      up.stop();
      await up.result;
      return { exitCode: 6, evidence, findings, early: true };
    }
    const end = up.exitCode() === 0 ? await theEnd(bench, evidence, deadline) : undefined;
    if (end !== undefined) return end;
  }
}

// Compose has done its work: every service is ready, or one is lost, or the time is over; otherwise nothing yet.
async function theEnd(bench: Bench, evidence: Evidence, deadline: number): Promise<ObservedStart | undefined> {
  const trouble = evidence.containers.filter((one) => isTrouble(one, evidence.model));
  if (trouble.length === 0) {
    const all = { ...evidence, containers: await containersOf(bench) };
    return { exitCode: 0, evidence: all, findings: [], early: false };
  }
  const isOver = Date.now() > deadline || trouble.some(({ health }) => health === 'unhealthy');
  return isOver ? failure(bench, evidence) : undefined;
}

async function failure(bench: Bench, seen: Omit<Evidence, 'containers'>): Promise<ObservedStart> {
  const evidence = { ...seen, containers: await containersOf(bench) };
  return { exitCode: 6, evidence, findings: diagnose(evidence), early: false };
}

const where = ({ site, environment }: Bench) => ({
  cwd: site.folder,
  environment: { ...process.env, ...environment },
});

const containersOf = (bench: Bench, since?: string): Promise<readonly ContainerFacts[]> =>
  gatherContainers(bench.site.name, secretsOf(bench), { ...where(bench), ...(since && { since }) });

const allEnv = (bench: Bench): Readonly<Record<string, string>> => {
  try {
    return readEnv(bench.site.read('.env'));
  } catch {
    return {};
  }
};

const secretsOf = (bench: Bench): readonly string[] => secretValues(allEnv(bench));

const environmentOf = (bench: Bench): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(allEnv(bench)).filter(([key]) => !isSecretKey(key)));

interface Running {
  readonly result: Promise<Said>;
  readonly exitCode: () => number | undefined;
  readonly soFar: () => readonly string[];
  readonly stop: () => void;
}

function compose(bench: Bench, args: readonly string[]): Running {
  const [program = 'docker', ...rest] = [...bench.prefix, 'docker', 'compose', ...args];
  const options = {
    cwd: bench.site.folder,
    env: bench.environment,
    reject: false,
    stdin: 'ignore',
    all: true,
  } as const;
  const child = execa(program, rest, options);
  const secrets = secretsOf(bench);
  let text = '';
  let exitCode: number | undefined;
  child.all.on('data', (chunk) => {
    text += chunk;
  });
  const soFar = (): readonly string[] => mask(stripVTControlCharacters(text), secrets).split(/\r?\n/);
  const result = child.then((ended) => {
    exitCode = ended.exitCode ?? 127;
    return { exitCode, lines: ended.code === 'ENOENT' ? ['docker: not found'] : soFar() };
  });
  return { result, soFar, exitCode: () => exitCode, stop: () => void child.kill('SIGTERM') };
}
