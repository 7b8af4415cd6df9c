import type { ContainerCommand } from '../core/apply/container-command.ts';
import { mask } from '../core/up/mask.ts';
import { environmentOf } from './containers.ts';
import { docker } from './docker.ts';
import type { ProgramAnswer } from './program.ts';

/** Which site is spoken to, and what no answer may show. */
export interface OnSite {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly secrets: readonly string[];
}

const AS_LONG_AS_IT_TAKES = 0;

/** Runs a command in the running container of a service; a failure is a value. It may take as long as it takes. */
export async function inContainer(command: ContainerCommand, site: OnSite): Promise<ProgramAnswer> {
  const { cwd, environment, secrets } = site;
  const { service, args, input = '' } = command;
  const question = { cwd, environment, patience: AS_LONG_AS_IT_TAKES, input };
  const { exitCode, stdout, stderr } = await docker(['compose', 'exec', '-T', service, ...args], question);
  return { exitCode, stdout: mask(stdout, secrets), stderr: mask(stderr, secrets) };
}

/** What the container of a service was started with, whether it runs or not; nothing where there is none. */
export async function environmentIn(
  service: string,
  { cwd, environment }: OnSite,
): Promise<Readonly<Record<string, string>>> {
  const question = { cwd, environment, patience: AS_LONG_AS_IT_TAKES };
  const { stdout: ids } = await docker(['compose', 'ps', '--all', '--quiet', service], question);
  const [id = ''] = ids.split('\n');
  return (id && (await environmentOf(id, question))) || {};
}
