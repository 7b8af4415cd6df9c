import { AppError } from '../core/errors.ts';
import { codeOf } from './file-system.ts';

/** What to do about an error of the system, by its code. */
const HINTS: readonly (readonly [codes: readonly string[], hint: string])[] = [
  [['ENOSPC', 'EDQUOT'], 'Free some space, then run the command again.'],
  [['EACCES', 'EROFS'], 'Mend the permissions, then run the command again.'],
  [
    ['EPERM', 'EBUSY'],
    'Close what has the file open, and see whether it is write-protected. Then run the command again.',
  ],
  [['EXDEV'], 'A folder in the project is another file system, which it may not be. Unmount it, then run it again.'],
  [['ENAMETOOLONG'], 'Choose a directory with a shorter path.'],
];

/** An error of the disk as one for people, with the system's own words. */
export function diskError(what: string, cause: unknown): AppError {
  const hint = HINTS.find(([codes]) => codes.includes(codeOf(cause)))?.[1] ?? 'Run the command again.';
  return new AppError(what, hint, { cause });
}
