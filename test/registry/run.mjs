// npm run test:registry: the package in a registry of its own, created from it as people do, with npm and pnpm.
//   REGISTRY_REQUIRED=1   a machine that cannot run it is a failure instead of a skip
//   REGISTRY_TOOLS        a folder for the tools, which is kept; otherwise a new one, which is removed
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { installTools, unreachable } from './tools.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const { REGISTRY_TOOLS: kept, REGISTRY_REQUIRED } = process.env;
const tools = kept ?? mkdtempSync(join(tmpdir(), 'cgp-registry-'));

async function whyNot() {
  if (process.platform === 'win32') return 'the programs are started as a POSIX system does it';
  return existsSync(join(tools, 'node_modules')) ? undefined : await unreachable();
}

async function runTests() {
  mkdirSync(tools, { recursive: true });
  if (!existsSync(join(tools, 'node_modules'))) await installTools(tools);
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', join(here, 'vitest.config.ts')];
  const args = [...vitest, '--reporter=verbose', ...process.argv.slice(2)];
  const env = { REGISTRY_TOOLS: tools };
  const { exitCode } = await execa('node', args, { stdio: 'inherit', cwd: root, env, reject: false });
  return exitCode ?? 1;
}

const reason = await whyNot();
if (reason === undefined) {
  process.exitCode = await runTests();
} else {
  console.log(`SKIPPED: ${reason}.`);
  process.exitCode = REGISTRY_REQUIRED === '1' ? 1 : 0;
}
if (kept === undefined) rmSync(tools, { recursive: true, force: true });
