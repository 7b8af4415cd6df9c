import nodePath from 'node:path';
import { UsageError } from '../errors.ts';
import { shown, text } from './values.ts';

/** How this system writes paths; another one in tests. */
type System = Pick<typeof nodePath, 'resolve' | 'sep'>;

/**
 * The directory that somebody typed, as an absolute path.
 * @throws UsageError for what would become a folder with a strange name instead of the one that was meant
 */
export function directoryIn(cwd: string, input: unknown, system: System = nodePath): string {
  const typed = text(input, 1000);
  if (/^~([\\/]|$)/.test(typed))
    throw new UsageError(
      `${shown(typed)} begins with ~, which only a shell understands.`,
      'Write the whole path, or one from here, such as my_site.',
    );
  if (system.sep === '/' && (typed.includes('\\') || /^[A-Za-z]:\//.test(typed)))
    throw new UsageError(
      `${typed} is a path of Windows, which this machine does not run.`,
      'Write / between folders, and spaces as they are: my_site or /srv/my_site.',
    );
  return system.resolve(cwd, typed);
}
