import { realpathSync } from 'node:fs';
import type { Model } from '../../core/up/evidence.ts';
import { containersFrom, engineFrom, PS_FORMAT, volumesFrom } from '../../core/up/preflight/docker-text.ts';
import type { EngineContainer, EngineFacts, EngineVolume } from '../../core/up/preflight/facts.ts';
import { docker } from '../docker.ts';
import type { Question } from './question.ts';

/** How long an engine may think; one on another machine has a way to go. */
const PATIENCE = { local: 2500, elsewhere: 10_000 } as const;

/** The engine, or why there is none. */
export async function askEngine(question: Question): Promise<EngineFacts> {
  const local = await isLocal(question);
  const patience = local ? PATIENCE.local : PATIENCE.elsewhere;
  return engineFrom(await docker(['info', '--format', '{{json .}}'], { ...question, patience }), local);
}

// A socket of this machine, which it is unless docker was told otherwise.
async function isLocal(question: Question): Promise<boolean> {
  const endpoint = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const host = question.environment.DOCKER_HOST || (await docker(endpoint, { ...question, patience: 1000 })).stdout;
  return host.trim() === '' || /^(?:unix|npipe|fd):/.test(host.trim());
}

/** Every container of the engine; undefined where it does not tell. */
export async function askContainers(question: Question): Promise<readonly EngineContainer[] | undefined> {
  const { exitCode, stdout } = await docker(['ps', '--all', '--no-trunc', '--format', PS_FORMAT], question);
  const resolved = containersFrom(stdout).map((one) => ({ ...one, directory: resolvedPath(one.directory) }));
  return exitCode === 0 ? resolved : undefined;
}

// Compose notes the directory as the shell called it: through a link it has another name.
function resolvedPath(directory: string): string {
  try {
    return directory === '' ? '' : realpathSync(directory);
  } catch {
    return directory;
  }
}

/** Those volumes of the model that exist; undefined where the engine does not tell. */
export async function askVolumes(question: Question, model: Model): Promise<readonly EngineVolume[] | undefined> {
  const names = new Set(model.services.flatMap(({ volumes }) => volumes.map(({ name }) => name)));
  if (names.size === 0) return [];
  const { exitCode, stdout, stderr } = await docker(
    ['volume', 'inspect', '--format', '{{json .}}', ...names],
    question,
  );
  // It fails when one of them does not exist, and tells of the others all the same.
  return exitCode === 0 || /no such volume/i.test(stderr) ? volumesFrom(stdout) : undefined;
}
