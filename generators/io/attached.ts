import { DockerError } from '../core/errors.ts';
import { onPath } from './on-path.ts';

/**
 * Runs a program at this terminal, which answers its questions itself; gives its exit code. Ctrl-C reaches both, and the
 * program decides when it has cleared up.
 * @throws DockerError when the machine does not have it
 */
export async function runAttached(program: string, args: readonly string[], cwd: string): Promise<number> {
  if (!onPath(program, process.env))
    throw new DockerError(`${program} was not found.`, 'On Windows, run this in WSL or in Git Bash.');
  const { execa } = await import('execa');
  const wait = (): void => undefined;
  process.on('SIGINT', wait);
  try {
    const { exitCode, isTerminated } = await execa(program, args, { cwd, stdio: 'inherit', reject: false });
    return exitCode ?? (isTerminated ? 130 : 1);
  } finally {
    process.off('SIGINT', wait);
  }
}
