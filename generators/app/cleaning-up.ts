import nodeFs from 'node:fs';
import { leftoversIn } from '../io/leftovers.ts';
import { recover, recoveredText } from '../io/recovery.ts';
import type { Terminal } from '../io/terminal.ts';
import type { Run } from './run.ts';

/**
 * Makes everything old or everything new where a run was killed while it wrote, and says so. A preview repairs nothing, so it
 * says what it looks at.
 * @throws GuardError while another run works there; AppError when the disk refuses
 */
export function cleanUp(directory: string, { preview, breakLock }: Run, terminal: Terminal): void {
  if (preview) {
    warnOfLeftovers(directory, terminal);
    return;
  }
  const recovered = recover(directory, { breakLock });
  if (recovered !== undefined) terminal.warn(recoveredText(recovered));
}

function warnOfLeftovers(directory: string, terminal: Terminal): void {
  if (leftoversIn(directory, nodeFs).work.length === 0) return;
  terminal.warn(
    'A run was interrupted while it wrote. What is shown may be half old and half new until the next run has cleaned up.',
  );
}
