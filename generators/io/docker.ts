import { DockerError, InterruptedError } from '../core/errors.ts';
import { onPath } from './on-path.ts';

/** What a Docker command left. */
export interface DockerAnswer {
  /** undefined when it did not run to its end: no docker, or no patience left. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how long a question to Docker may take. */
export interface DockerQuestion {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds; an engine that is busy or far away must not hold up a run. */
  readonly patience?: number;
}

const PATIENCE = 5000;

/** Asks Docker something and gives its answer; a failure is a value. Never a shell string. */
export async function docker(args: readonly string[], question: DockerQuestion = {}): Promise<DockerAnswer> {
  const { environment = process.env, cwd, patience = PATIENCE } = question;
  if (!onPath('docker', environment)) return { exitCode: undefined, stdout: '', stderr: 'docker: not found' };
  const { execa } = await import('execa');
  const options = { reject: false, stdin: 'ignore', timeout: patience, env: environment } as const;
  const { exitCode, stdout, stderr } = await execa('docker', args, {
    ...options,
    ...(cwd === undefined ? {} : { cwd }),
  });
  return { exitCode, stdout, stderr };
}

/** Where the child's standard output goes: `--json` keeps ours for the one object. */
export type OutputChannel = 'inherit' | 'stderr';

const INTERRUPTED = 130;

/**
 * Runs `docker compose …` in the project and shows its output as it comes.
 * @throws DockerError when Docker is missing or the command fails; InterruptedError after Ctrl-C
 */
export async function compose(directory: string, args: readonly string[], output: OutputChannel): Promise<void> {
  const command = `docker compose ${args.join(' ')}`;
  if (!onPath('docker', process.env)) {
    throw new DockerError(
      `${command}: docker was not found.`,
      `The files are complete. Install Docker Engine 25 with Compose 2.24 or newer, then run it in ${directory}.`,
    );
  }
  const { execa } = await import('execa');
  const result = await outlivingInterrupts(() =>
    execa('docker', ['compose', ...args], {
      cwd: directory,
      stdin: 'ignore',
      stdout: output === 'stderr' ? process.stderr : 'inherit',
      stderr: 'inherit',
      reject: false,
    }),
  );
  if (result.exitCode === 0) return;
  if (result.exitCode === INTERRUPTED || result.isTerminated) {
    throw new InterruptedError(`${command} was interrupted.`, `The files are complete. Go on with: ${command}`);
  }
  throw new DockerError(
    `${command} failed with exit code ${result.exitCode ?? 'none'}; its own words stand above.`,
    `The files are complete. Mend the cause, then run it again in ${directory}: ${command}`,
  );
}

// Ctrl-C reaches Docker and this program alike. Docker decides when it has stopped; then there is something to say.
async function outlivingInterrupts<T>(work: () => Promise<T>): Promise<T> {
  const wait = (): void => undefined;
  process.on('SIGINT', wait);
  try {
    return await work();
  } finally {
    process.off('SIGINT', wait);
  }
}
