import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const minutes = 60_000;

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    include: ['test/geonode/**/*.test.ts'],
    globalSetup: ['test/support/packed.ts', 'test/support/scratch.ts'],
    // One site at a time: each is a whole GeoNode.
    fileParallelism: false,
    testTimeout: 10 * minutes,
    hookTimeout: 60 * minutes,
  },
});
