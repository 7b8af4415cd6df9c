import type { ContainerCommand } from '../core/apply/container-command.ts';
import { mask } from '../core/up/mask.ts';
import type { DockerAnswer } from './docker.ts';
import { onPath } from './on-path.ts';

/** Which site is spoken to, and what no answer may show. */
export interface OnSite {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly secrets: readonly string[];
}

/** Runs a command in the running container of a service; a failure is a value. It may take as long as it takes. */
export async function inContainer(command: ContainerCommand, site: OnSite): Promise<DockerAnswer> {
  if (!onPath('docker', site.environment)) return { exitCode: undefined, stdout: '', stderr: 'docker: not found' };
  const { execa } = await import('execa');
  const { service, args, input = '' } = command;
  const where = { cwd: site.cwd, env: site.environment, reject: false, input } as const;
  const { exitCode, stdout, stderr } = await execa('docker', ['compose', 'exec', '-T', service, ...args], where);
  return { exitCode, stdout: mask(stdout, site.secrets), stderr: mask(stderr, site.secrets) };
}

/** What the container of a service was started with, whether it runs or not; nothing where there is none. */
export async function environmentIn(
  service: string,
  { cwd, environment }: OnSite,
): Promise<Readonly<Record<string, string>>> {
  const { execa } = await import('execa');
  const options = { cwd, env: environment, reject: false, stdin: 'ignore' } as const;
  const { stdout: id } = await execa('docker', ['compose', 'ps', '--all', '--quiet', service], options);
  if (id === '') return {};
  const { stdout } = await execa('docker', ['inspect', '--format', '{{json .Config.Env}}', ...id.split('\n')], options);
  try {
    const entries = JSON.parse(stdout.split('\n')[0] ?? '[]') as readonly string[];
    return Object.fromEntries(entries.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]));
  } catch {
    return {};
  }
}
