import { docker } from './docker.ts';

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
  const seen = id === undefined ? '' : await answer(environment, 'inspect', '--format', '{{json .Config.Env}}', id);
  return { asked, volumes: lines(volumes), environment: seen === '' ? undefined : parsed(seen) };
}

const lines = (text: string): readonly string[] => text.split('\n').filter(Boolean);

async function answer(environment: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const { exitCode, stdout } = await docker(args, { environment });
  return exitCode === 0 ? stdout : '';
}

function parsed(json: string): Readonly<Record<string, string>> {
  const pairs = (JSON.parse(json) as readonly string[]).map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}
