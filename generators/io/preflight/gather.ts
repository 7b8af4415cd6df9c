import { realpathSync } from 'node:fs';
import type { Model } from '../../core/up/evidence.ts';
import type { EngineInfo, PreflightFacts } from '../../core/up/preflight/facts.ts';
import { onPath } from '../on-path.ts';
import { askProject } from './compose.ts';
import { askContainers, askEngine, askVolumes } from './engine.ts';
import { resolveHosts } from './hosts.ts';
import { askImages } from './images.ts';
import { emulation, freeSpace } from './machine.ts';
import { markerFacts } from './markers.ts';
import { tryPorts } from './ports.ts';
import { askPostgres } from './postgres.ts';
import { missingFiles, projectFiles } from './project-files.ts';
import type { Circumstances, Question } from './question.ts';
import { scriptFacts } from './scripts.ts';
import { readStarted } from './started.ts';

const UNKNOWN = {
  engine: { kind: 'missing' },
  compose: undefined,
  config: undefined,
  missing: undefined,
  emulation: undefined,
  free: undefined,
  containers: undefined,
  volumes: undefined,
  ports: undefined,
  postgres: undefined,
  built: undefined,
  images: undefined,
  hosts: [],
} as const satisfies Partial<PreflightFacts>;

/**
 * Everything that the checks of a start look at. Nothing is written, and no secret gets into the facts. An engine of this
 * machine that does not answer costs three seconds at the most, a registry ten, docker that is not there nothing.
 */
export async function gatherFacts(directory: string, circumstances: Circumstances): Promise<PreflightFacts> {
  const { answers, environment, useExistingVolumes } = circumstances;
  const { env, site, secrets } = projectFiles(directory, circumstances);
  const own = { directory: realpathSync(directory), answers, useExistingVolumes, started: readStarted(directory) };
  const known = { ...UNKNOWN, ...own, env };
  if (!onPath('docker', environment)) return { ...known, ...fileFacts(directory, [], site.certificates) };
  const question = { cwd: directory, environment };
  const [engine, project, hosts] = await Promise.all([
    askEngine(question),
    askProject(question, secrets),
    resolveHosts(site.hosts),
  ]);
  const model = project.config?.kind === 'model' ? project.config.model : undefined;
  const binds = model?.services.flatMap((service) => service.binds) ?? [];
  const answered = { ...known, engine, ...project, hosts, ...fileFacts(directory, binds, site.certificates) };
  return engine.kind === 'answers' ? { ...answered, ...(await askMore(question, engine, model)) } : answered;
}

const fileFacts = (directory: string, binds: readonly string[], certificates: readonly string[]) => ({
  scripts: scriptFacts(directory, binds),
  markers: markerFacts(directory),
  missing: missingFiles(directory, binds, certificates),
});

// What only an engine can tell, and most of that only of a project that Compose can read.
async function askMore(question: Question, engine: EngineInfo, model: Model | undefined) {
  const machine = { emulation: emulation(engine), free: freeSpace(engine) };
  if (model === undefined) return machine;
  const [containers, volumes, images, ports] = await Promise.all([
    askContainers(question),
    askVolumes(question, model),
    askImages(question, model),
    engine.local ? tryPorts(model) : undefined,
  ]);
  const postgres = await askPostgres(question, model, volumes ?? []);
  return { ...machine, containers, volumes, ...images, ports, postgres };
}
