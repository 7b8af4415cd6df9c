import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const minutes = 60_000;

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/support/packed.ts', 'test/support/scratch.ts'],
    // One project at a time: each brings its own eight services.
    fileParallelism: false,
    // But the suites of lines.test.ts have a site each, on ports of its own. Real images fill a machine alone.
    maxConcurrency: process.env.E2E_STANDINS === '1' ? 6 : 1,
    testTimeout: 5 * minutes,
    hookTimeout: 15 * minutes,
  },
});
