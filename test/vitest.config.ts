import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

const project = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, root, environment: 'node', ...extra },
});

export default defineConfig({
  test: {
    reporters: process.env.TEST_RESULTS ? ['default', 'json'] : ['default'],
    ...(process.env.TEST_RESULTS ? { outputFile: { json: process.env.TEST_RESULTS } } : {}),
    projects: [
      project('unit', [
        'test/core/**/*.test.ts',
        'test/io/**/*.test.ts',
        'test/release/**/*.test.ts',
        'test/*.test.ts',
      ]),
      project('properties', ['test/properties/**/*.test.ts'], { testTimeout: 60_000 }),
      project('generator', ['test/generator/**/*.test.ts'], { testTimeout: 60_000 }),
      project('cli', ['test/cli/**/*.test.ts'], { testTimeout: 120_000, globalSetup: ['test/support/packed.ts'] }),
    ],
  },
});
