import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DockerError, InterruptedError, UsageError } from '../core/errors.ts';
import { onPath } from '../io/on-path.ts';
import { handOver } from '../io/program.ts';
import { checkDirectory } from '../io/project.ts';
import { SCRIPTS } from './commands.ts';

/** A script of a project, and what a person typed for it. */
interface ScriptCall {
  readonly name: (typeof SCRIPTS)[number];
  readonly directory: string;
  readonly args: readonly string[];
}

/** Whether a command line is for a script: `restore my_site backups/x --as trial`. The directory may be left out. */
export function scriptCall(argv: readonly string[], isDirectory: (path: string) => boolean): ScriptCall | undefined {
  const args = argv.filter((arg) => arg !== '--');
  const name = SCRIPTS.find((one) => one === args[0]);
  if (name === undefined) return undefined;
  const [first, ...rest] = args.slice(1);
  const isNamed = first !== undefined && isDirectory(first);
  return { name, directory: isNamed ? first : '.', args: isNamed ? rest : args.slice(1) };
}

/** Whether a path is a project that has the scripts. */
export const hasScripts = (cwd: string) => (path: string) => existsSync(join(resolve(cwd, path), 'scripts', 'backup'));

/**
 * Runs `scripts/backup` or `scripts/restore` of a project at this terminal; gives the script's own exit code.
 * @throws UsageError where there is no such project; DockerError where there is no shell; InterruptedError after Ctrl-C
 */
export async function runScript(cwd: string, { name, directory, args }: ScriptCall): Promise<number> {
  const root = resolve(cwd, directory);
  checkDirectory(root);
  const script = join(root, 'scripts', name);
  if (!existsSync(script))
    throw new UsageError(
      `${root} has no scripts/${name}.`,
      'It is no project of this program, or of an older one: then npx create-geonode-project brings it up to date.',
    );
  if (!onPath('sh', process.env))
    throw new DockerError('sh was not found.', 'On Windows, run this in WSL or in Git Bash.');
  const exitCode = await handOver('sh', [script, ...args], cwd);
  if (exitCode === 130) throw new InterruptedError(`${name} was interrupted.`);
  return exitCode;
}
