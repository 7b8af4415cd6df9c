// npm run test:full: the long property runs, the package from a registry (test/registry/run.mjs), then the engine lane
// (test/e2e/run.mjs) with every combination of mode, port and kind of host. E2E_SAMPLE=1 leaves it at a sample, and
// FAST_CHECK_RUNS=2000 at fewer cases of a property, as .ci/run does for want of time.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const show = { stdio: 'inherit', cwd: root, reject: false };

const long = (...args) => [
  'node',
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', ...args],
  { FAST_CHECK_RUNS: process.env.FAST_CHECK_RUNS ?? '20000' },
];

const combinations = process.env.E2E_SAMPLE === '1' ? {} : { E2E_MATRIX: 'full' };

const lanes = [
  long('--project', 'properties', '--project', 'upgrade'),
  // SIGKILL before every single change, not before some of them.
  long('--project', 'unit', 'test/io/kill.test.ts'),
  ['node', ['test/registry/run.mjs'], {}],
  ['node', ['test/e2e/run.mjs'], combinations],
];

for (const [program, args, env] of lanes) {
  const { exitCode } = await execa(program, args, { ...show, env });
  if (exitCode !== 0) process.exitCode = 1;
}
