import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LONG } from './support/runs.ts';

const root = join(import.meta.dirname, '..');

const project = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, root, environment: 'node', ...extra },
});

// Whole runs write hundreds of projects and flush their backups: in memory, where there is room, that takes no time.
const MEMORY = '/dev/shm';
const hasRoom = (): boolean => existsSync(MEMORY) && statfsSync(MEMORY).bavail * statfsSync(MEMORY).bsize > 2 ** 29;
const wholeRuns = {
  env: hasRoom() ? { TMPDIR: MEMORY } : {},
  globalSetup: ['test/support/scratch.ts'],
  // To load the program takes longer than a run of it.
  isolate: false,
  unstubEnvs: true,
  testTimeout: LONG ? 3_600_000 : 300_000,
};

export default defineConfig({
  test: {
    // One more than Vitest would: it leaves a processor idle, and here the main process has nothing to do.
    maxWorkers: availableParallelism(),
    reporters: process.env.TEST_RESULTS ? ['default', 'json'] : ['default'],
    ...(process.env.TEST_RESULTS ? { outputFile: { json: process.env.TEST_RESULTS } } : {}),
    projects: [
      project(
        'unit',
        [
          'test/core/**/*.test.ts',
          'test/app/**/*.test.ts',
          'test/io/**/*.test.ts',
          'test/release/**/*.test.ts',
          'test/docs/**/*.test.ts',
          'test/*.test.ts',
        ],
        // Properties among them take seconds on a machine that has other work.
        { testTimeout: 60_000 },
      ),
      project('properties', ['test/properties/**/*.test.ts'], { testTimeout: LONG ? 3_600_000 : 60_000 }),
      project('generator', ['test/generator/**/*.test.ts'], {
        testTimeout: 60_000,
        setupFiles: ['test/generator/quiet-adapter.ts'],
      }),
      project('upgrade', ['test/upgrade/**/*.test.ts'], wholeRuns),
      project('cli', ['test/cli/**/*.test.ts'], { testTimeout: 120_000, globalSetup: ['test/support/packed.ts'] }),
    ],
  },
});
