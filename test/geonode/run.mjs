// npm run test:geonode [SUITE...]: the real GeoNode, from the package index of this machine, in generated projects on the
// tests' own engine. Needs what test/e2e/engine/README.md lists: Linux, root, Debian's mirror, pip. A suite is a test file, such as
// lan or line-5.0. What each suite found last is kept with the engine, and docs/geonode-run.md is written from all of them.
//   GEONODE_ENGINE_DIR   where the engine, the root file system and the wheels live (5 GB)
//   GEONODE_KEEP=1       leave the engine and the sites running
//   GEONODE_REQUIRED=1   a machine that cannot run it is a failure instead of a skip
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { besideEngine, ownEngine, stopEngine } from '../e2e/engine/own.mjs';
import { geonodeReport, keepResults } from './report.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const dir = process.env.GEONODE_ENGINE_DIR ?? join(tmpdir(), 'cgp-geonode-engine');
/** Where the containers of a build reach this script's index: the engine's bridge. */
const INDEX = { host: '172.17.0.1', port: '8099' };
/** An address of a local network, for the sites. */
const LAN = '192.168.77.1';

const lines = readFileSync(join(root, 'generators/core/plan/lines.ts'), 'utf8');
const versions = [...lines.matchAll(/geonodeVersion: '([^']+)'/g)].map(([, version]) => `GeoNode==${version}`);
/** What a project of a line declares besides. */
const clients = [...lines.matchAll(/'(redis==[^']+)'/g)].map(([, client]) => client);

async function prepare() {
  const tags = readFileSync(join(root, 'test/e2e/engine/tags.txt'), 'utf8').replaceAll(/^geonode-base.*$/gm, '');
  const prefix = await ownEngine(dir, ['--tags', '-'], { input: tags, stdio: ['pipe', 'inherit', 'inherit'] });
  const wheels = join(dir, 'geonode');
  await besideEngine(dir, [join(here, 'base/build-base.sh'), wheels, ...versions, ...clients]);
  const [program, ...rest] = prefix;
  await execa(program, [...rest, 'ip', 'address', 'replace', `${LAN}/32`, 'dev', 'lo'], { stdio: 'inherit' });
  const serve = ['python3', '-m', 'http.server', INDEX.port, '--bind', INDEX.host, '--directory', wheels];
  // engine.sh exec becomes the server, so this is its own process id.
  return { prefix, server: spawn(program, [...rest, ...serve], { stdio: 'ignore' }) };
}

async function runSuite(prefix, suite) {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-geonode-'));
  const results = join(folder, 'results.json');
  const env = {
    E2E_FOLDER: folder,
    E2E_STANDINS: '1',
    GEONODE_INDEX: `http://${INDEX.host}:${INDEX.port}/simple`,
    GEONODE_LAN: LAN,
  };
  const vitest = [
    'node',
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(here, 'vitest.config.ts'),
  ];
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${results}`];
  const [program, ...rest] = [...prefix, ...vitest, ...reporters, `geonode/${suite}.test.ts`];
  const { exitCode } = await execa(program, rest, { stdio: 'inherit', cwd: root, env, reject: false });
  keepResults(folder, dir, suite);
  rmSync(folder, { recursive: true, force: true });
  return exitCode ?? 1;
}

const all = readdirSync(here).flatMap((file) => file.match(/^(.+)\.test\.ts$/)?.[1] ?? []);
const asked = process.argv.slice(2);
const suites = asked.length > 0 ? asked : all;

const possible = process.platform === 'linux' && process.getuid?.() === 0;
if (possible) {
  const { prefix, server } = await prepare();
  for (const suite of suites) {
    const code = await runSuite(prefix, suite);
    process.exitCode ||= code;
  }
  writeFileSync(join(root, 'docs/geonode-run.md'), geonodeReport(dir, versions));
  if (process.env.GEONODE_KEEP !== '1') {
    server.kill();
    await stopEngine(dir);
  }
  server.unref();
} else {
  console.log('SKIPPED: this needs Linux and root.');
  process.exitCode = process.env.GEONODE_REQUIRED === '1' ? 1 : 0;
}
