import { mask } from '../../core/up/mask.ts';
import { parseModel } from '../../core/up/model.ts';
import { pluginFrom, withoutWarnings } from '../../core/up/preflight/docker-text.ts';
import type { ComposeFacts, ConfigFacts } from '../../core/up/preflight/facts.ts';
import { docker } from '../docker.ts';
import { onPath } from '../on-path.ts';
import { ask } from '../program.ts';
import type { Question } from './question.ts';

const PATIENCE = 3000;

/** Compose, and what it makes of the project. */
export async function askProject(
  question: Question,
  secrets: readonly string[],
): Promise<{ readonly compose: ComposeFacts | undefined; readonly config: ConfigFacts | undefined }> {
  const compose = await askCompose(question);
  return { compose, config: compose?.kind === 'plugin' ? await askConfig(question, secrets) : undefined };
}

// undefined when docker does not answer in time.
async function askCompose(question: Question): Promise<ComposeFacts | undefined> {
  const plugin = pluginFrom(await docker(['compose', 'version'], { ...question, patience: PATIENCE }));
  return plugin?.kind === 'none' ? { kind: 'none', standalone: await standalone(question) } : plugin;
}

async function standalone({ environment }: Question): Promise<string | undefined> {
  if (!onPath('docker-compose', environment)) return undefined;
  return (await ask('docker-compose', ['version', '--short'], { environment, patience: PATIENCE })).stdout.trim();
}

/** How long Compose may take to read a project; it asks no engine for that. */
const READING = 10_000;

// The model, or a complaint without any secret; undefined where it says neither.
async function askConfig(question: Question, secrets: readonly string[]): Promise<ConfigFacts | undefined> {
  const { exitCode, stdout, stderr } = await docker(['compose', 'config', '--format', 'json'], {
    ...question,
    patience: READING,
  });
  if (exitCode === undefined) return undefined;
  if (exitCode !== 0) return { kind: 'invalid', words: mask(withoutWarnings(stderr), secrets) };
  try {
    return { kind: 'model', model: parseModel(stdout) };
  } catch {
    // Compose understands the project and this program does not: no reason to stop anybody.
    return undefined;
  }
}
