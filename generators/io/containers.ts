import { docker } from './docker.ts';
import type { ProgramQuestion } from './program.ts';

/** What the engine holds of a Compose project; empty where no engine answers. */
export interface Remains {
  /** Whether an engine answered. */
  readonly asked: boolean;
  readonly volumes: readonly string[];
  /** The environment of the project's django or celery container, running or not; undefined where there is none. */
  readonly environment: Readonly<Record<string, string>> | undefined;
}

/** Looks for volumes and containers that an earlier start of this project has left on the engine. */
export async function remainsOf(project: string, environment: NodeJS.ProcessEnv): Promise<Remains> {
  const label = `label=com.docker.compose.project=${project}`;
  const asked = (await answer(environment, 'version', '--format', '{{.Server.Version}}')) !== '';
  if (!asked) return { asked, volumes: [], environment: undefined };
  const volumes = await answer(environment, 'volume', 'ls', '--filter', label, '--format', '{{.Name}}');
  const ids = await answer(
    environment,
    'ps',
    '--all',
    '--filter',
    label,
    '--filter',
    'label=com.docker.compose.service=django',
    '--format',
    '{{.ID}}',
  );
  const [id] = lines(ids);
  return {
    asked,
    volumes: lines(volumes),
    environment: id === undefined ? undefined : await environmentOf(id, { environment }),
  };
}

/** The environment that a container was made with; undefined where Docker does not tell. */
export async function environmentOf(
  container: string,
  question: ProgramQuestion,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { exitCode, stdout } = await docker(['inspect', '--format', '{{json .Config.Env}}', container], question);
  if (exitCode !== 0 || stdout === '') return undefined;
  const pairs = (JSON.parse(stdout) as readonly string[]).map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

const lines = (text: string): readonly string[] => text.split('\n').filter(Boolean);

async function answer(environment: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const { exitCode, stdout } = await docker(args, { environment });
  return exitCode === 0 ? stdout : '';
}
