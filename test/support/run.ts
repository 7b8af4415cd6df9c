import { join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';

/** What a run of the packed program left. */
interface Run {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The packed program, as npm would install it. */
export const bin = (): string => join(inject('packed'), 'dist', 'cli.cjs');

/** PATH with Node.js alone: no docker, git or python. */
export const NODE_ONLY = join(inject('packed'), 'no-programs');

/** Runs the packed program without a terminal and with nothing but Node.js on PATH, unless told otherwise. */
export async function run(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; input?: string; program?: string },
): Promise<Run> {
  const result = await execa(process.execPath, [options.program ?? bin(), ...args], {
    cwd: options.cwd,
    reject: false,
    extendEnv: false,
    env: { PATH: NODE_ONLY, HOME: options.cwd, TZ: 'UTC', LANG: 'C.UTF-8', ...options.env },
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
  });
  return { exitCode: result.exitCode, stdout: String(result.stdout), stderr: String(result.stderr) };
}
