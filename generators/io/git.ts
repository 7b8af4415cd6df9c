import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { onPath } from './on-path.ts';
import { ask } from './program.ts';

/** What became of the repository, for the summary. */
export type GitOutcome = 'committed' | 'staged' | 'already' | 'missing';

/**
 * Makes a repository with a first commit. Without a name and address in git's configuration the files stay staged: a
 * commit under a made-up name would be in the project's history for ever.
 * @throws AppError with git's own words when it fails
 */
export async function initRepository(directory: string): Promise<GitOutcome> {
  if (existsSync(join(directory, '.git'))) return 'already';
  if (!onPath('git', process.env)) return 'missing';
  const git = (...args: string[]) => ask('git', args, { cwd: directory });
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
  ]) {
    const { exitCode, stderr } = await git(...args);
    if (exitCode !== 0) throw new AppError(`git ${args[0]} failed: ${stderr}`, 'The project itself is complete.');
  }
  const { exitCode } = await git('commit', '--quiet', '--message=Generate the project');
  return exitCode === 0 ? 'committed' : 'staged';
}

/** The tracked files among these whose content is not the one of the last commit; none where git or a commit is missing. */
export async function uncommitted(directory: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const args = ['diff', '--name-only', '--relative', '-z', 'HEAD', '--', ...paths];
  const { exitCode, stdout } = await ask('git', args, { cwd: directory });
  return exitCode === 0 ? stdout.split('\0').filter(Boolean) : [];
}
