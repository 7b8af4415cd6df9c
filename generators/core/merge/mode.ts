/** Who may execute a file, among its permissions. */
const EXECUTE = 0o111;

/**
 * The permissions of a merged file: the user's own, where only the bit that makes a file executable follows the template,
 * and only if the user did not change it. `yours` is undefined where the system has no such permissions.
 */
export function mergeMode(base: number | undefined, yours: number | undefined, theirs: number): number {
  if (yours === undefined) return theirs;
  const chosen = base !== undefined && canRun(yours) !== canRun(base) ? canRun(yours) : canRun(theirs);
  if (chosen === canRun(yours)) return yours;
  // Who may read it may run it.
  return chosen ? yours | ((yours & 0o444) >> 2) : yours & ~EXECUTE;
}

/** Whether these permissions make a file a program. */
export function canRun(mode: number): boolean {
  return (mode & EXECUTE) !== 0;
}
