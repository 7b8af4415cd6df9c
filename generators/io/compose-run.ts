import { stripVTControlCharacters } from 'node:util';
import { mask } from '../core/up/mask.ts';
import { onPath } from './on-path.ts';

/** Where a Compose command runs, and who listens. */
export interface ComposeOptions {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Values that no line may show. */
  readonly secrets: readonly string[];
  /** Each line of both streams as it comes, without colours, masked. */
  readonly onLine?: (line: string) => void;
}

/** A Compose command that runs. */
export interface ComposeRun {
  /** Its exit code; 127 where there is no docker. Never rejects. */
  readonly ended: Promise<number>;
  /** undefined while it runs. */
  readonly exitCode: () => number | undefined;
  readonly lines: () => readonly string[];
  /** Asks it to stop, as Ctrl-C does. */
  readonly stop: () => void;
}

/** Starts `docker compose …` and listens to it. Never a shell string. */
export async function composeRun(args: readonly string[], options: ComposeOptions): Promise<ComposeRun> {
  const { cwd, environment, secrets, onLine = () => undefined } = options;
  const lines: string[] = [];
  if (!onPath('docker', environment))
    return {
      ended: Promise.resolve(127),
      exitCode: () => 127,
      lines: () => ['docker: not found'],
      stop: () => undefined,
    };
  const { execa } = await import('execa');
  const spawned = { cwd, env: environment, reject: false, stdin: 'ignore', all: true, buffer: false } as const;
  const child = execa('docker', ['compose', ...args], spawned);
  let exitCode: number | undefined;
  const listening = (async () => {
    for await (const line of child.iterable({ from: 'all' })) {
      const clean = mask(stripVTControlCharacters(String(line)), secrets);
      lines.push(clean);
      onLine(clean);
    }
  })().catch(() => undefined);
  const ended = child.then(async (result) => {
    await listening;
    exitCode = result.exitCode ?? (result.isTerminated ? 130 : 1);
    return exitCode;
  });
  return { ended, exitCode: () => exitCode, lines: () => lines, stop: () => void child.kill('SIGTERM') };
}
