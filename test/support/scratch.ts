import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what many tests share; it is gone at the end. */
    scratch: string;
  }
}

/** Makes the folder. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-scratch-'));
  project.provide('scratch', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
