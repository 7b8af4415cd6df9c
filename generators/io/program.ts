import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { onPath } from './on-path.ts';

/** What a program left. */
export interface ProgramAnswer {
  /** undefined when it did not run to its end: no such program, or no patience left. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a program runs. */
interface Surroundings {
  readonly cwd?: string;
  /** Ours unless it says otherwise. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** How a program is asked. */
export interface ProgramQuestion extends Surroundings {
  /** Milliseconds; as long as it takes unless it says otherwise. */
  readonly patience?: number;
  /** What it reads on its standard input; nothing unless it says otherwise. */
  readonly input?: string;
}

// Loaded when first needed: most runs start no program at all.
const execaLate = async () => (await import('execa')).execa;

const place = ({ cwd, environment = process.env }: Surroundings) => ({
  ...(cwd === undefined ? {} : { cwd }),
  env: environment,
  reject: false as const,
});

const notFound = (program: string): string => `${program}: not found`;

/** Runs a program and gives its answer; a failure is a value. Arguments are a list, never a shell string. */
export async function ask(
  program: string,
  args: readonly string[],
  { patience = 0, input, ...where }: ProgramQuestion = {},
): Promise<ProgramAnswer> {
  if (!onPath(program, where.environment ?? process.env))
    return { exitCode: undefined, stdout: '', stderr: notFound(program) };
  const execa = await execaLate();
  const stdin = input === undefined ? ({ stdin: 'ignore' } as const) : { input };
  const { exitCode, stdout, stderr } = await execa(program, args, { ...place(where), ...stdin, timeout: patience });
  return { exitCode, stdout, stderr };
}

/** A program that runs while somebody listens. */
export interface RunningProgram {
  /** Its exit code; 127 where there is no such program. Never rejects. */
  readonly ended: Promise<number>;
  /** undefined while it runs. */
  readonly exitCode: () => number | undefined;
  /** Asks it to stop, as Ctrl-C does. */
  readonly stop: () => void;
}

const NOT_FOUND = 127;
const INTERRUPTED = 130;

/** Starts a program; `onLine` gets each line of both streams as it comes. */
export async function listenTo(
  program: string,
  args: readonly string[],
  { onLine, ...where }: Surroundings & { readonly onLine: (line: string) => void },
): Promise<RunningProgram> {
  if (!onPath(program, where.environment ?? process.env)) {
    onLine(notFound(program));
    return { ended: Promise.resolve(NOT_FOUND), exitCode: () => NOT_FOUND, stop: () => undefined };
  }
  const execa = await execaLate();
  const child = execa(program, args, { ...place(where), stdin: 'ignore', all: true, buffer: false });
  let exitCode: number | undefined;
  const listening = (async () => {
    for await (const line of child.iterable({ from: 'all' })) onLine(String(line));
  })().catch(() => undefined);
  const ended = child.then(async (result) => {
    await listening;
    exitCode = codeOf(result);
    return exitCode;
  });
  return { ended, exitCode: () => exitCode, stop: () => void child.kill('SIGTERM') };
}

const codeOf = (result: { readonly exitCode?: number; readonly isTerminated: boolean }): number =>
  result.exitCode ?? (result.isTerminated ? INTERRUPTED : 1);

/**
 * Hands this terminal to a program, which asks and shows what it wants; gives its exit code. Ctrl-C reaches both, and the
 * program decides when it has cleared up.
 */
export async function handOver(program: string, args: readonly string[], cwd: string): Promise<number> {
  const execa = await execaLate();
  const wait = (): void => undefined;
  process.on('SIGINT', wait);
  try {
    return codeOf(await execa(program, args, { ...place({ cwd }), stdio: 'inherit' }));
  } finally {
    process.off('SIGINT', wait);
  }
}

/** Runs a program whose output goes into a new file that only its owner can read. @throws what the disk says */
export async function intoFile(
  program: string,
  args: readonly string[],
  { file, ...where }: Surroundings & { readonly file: string },
): Promise<Omit<ProgramAnswer, 'stdout'>> {
  const execa = await execaLate();
  const child = execa(program, args, { ...place(where), stdin: 'ignore', buffer: { stdout: false } });
  await promisify(pipeline)(child.stdout, createWriteStream(file, { mode: 0o600 }));
  const { exitCode, stderr } = await child;
  return { exitCode, stderr };
}
