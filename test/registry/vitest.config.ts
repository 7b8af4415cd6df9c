import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const minutes = 60_000;

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    include: ['test/registry/**/*.test.ts'],
    // In this order: what is published is the tarball that was packed.
    globalSetup: ['test/support/packed.ts', 'test/registry/support/published.ts'],
    testTimeout: 2 * minutes,
    hookTimeout: 2 * minutes,
  },
});
