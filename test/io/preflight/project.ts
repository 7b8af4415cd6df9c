import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answers } from '../../../generators/core/answers/types.ts';
import { answersFor, projectFor } from '../../support/projects.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A generated project on the disk, and the answers that it was generated with. */
export async function generated(given: Readonly<Record<string, unknown>> = {}): Promise<{
  readonly root: string;
  readonly answers: Answers;
}> {
  const root = join(temporaryFolder(), 'my_site');
  for (const { path, text, mode } of (await projectFor(given)).values()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), mode);
  }
  return { root, answers: { ...answersFor(given), directory: root } };
}
