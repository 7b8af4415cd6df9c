// npm run test:e2e: the generated project on a real Docker engine.
//   E2E_ENGINE=own    the tests' own engine with stand-in images (Linux, root); otherwise the engine that is there
//   E2E_SAMPLE=1      a sample where many combinations are tried
//   E2E_MATRIX=full   every combination of mode, port and kind of host
//   E2E_REQUIRED=1    no engine is a failure instead of a skip
//   E2E_KEEP=1        leave the own engine running
//   E2E_ENGINE_DIR    where the own engine lives
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { ownEngine, stopEngine } from './engine/own.mjs';
import { engineReport } from './report.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const { E2E_ENGINE, E2E_REQUIRED, E2E_KEEP, E2E_ENGINE_DIR = join(tmpdir(), 'cgp-e2e-engine') } = process.env;
const show = { stdio: 'inherit', cwd: root };

async function engineThatIsThere() {
  const { exitCode } = await execa('docker', ['compose', 'version'], { reject: false });
  const { exitCode: reachable } = await execa('docker', ['info'], { reject: false, timeout: 10_000 });
  return exitCode === 0 && reachable === 0 ? [] : undefined;
}

async function runTests(prefix, args) {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-e2e-'));
  const results = join(folder, 'results.json');
  const env = { E2E_FOLDER: folder, E2E_STANDINS: E2E_ENGINE === 'own' ? '1' : '' };
  const vitest = [
    'node',
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(here, 'vitest.config.ts'),
  ];
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${results}`];
  const [command, ...rest] = [...prefix, ...vitest, ...reporters, ...args];
  const { exitCode } = await execa(command, rest, { ...show, env, reject: false });
  const complete = args.length === 0 && existsSync(results);
  if (complete && process.env.E2E_RESULTS) copyFileSync(results, process.env.E2E_RESULTS);
  if (complete)
    writeFileSync(
      join(root, 'docs/engine-run.md'),
      await engineReport({ results: JSON.parse(readFileSync(results, 'utf8')), folder, prefix }),
    );
  rmSync(folder, { recursive: true, force: true });
  return exitCode ?? 1;
}

const prefix = E2E_ENGINE === 'own' ? await ownEngine(E2E_ENGINE_DIR) : await engineThatIsThere();
if (prefix === undefined) {
  console.log('SKIPPED: no Docker engine answers here, and E2E_ENGINE=own was not set.');
  process.exitCode = E2E_REQUIRED === '1' ? 1 : 0;
} else {
  process.exitCode = await runTests(prefix, process.argv.slice(2));
  if (E2E_ENGINE === 'own' && E2E_KEEP !== '1') await stopEngine(E2E_ENGINE_DIR);
}
