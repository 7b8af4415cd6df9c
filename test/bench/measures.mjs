// What is measured, and the goals (design, "Shape of the code"; issue 9: faster and smaller than every peer but create-vite).
// Each measure gives one row for each contestant that we are compared with.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment, node, npm, timed, timeToText, usageOf } from './children.mjs';
import { PEER } from './contestants.mjs';
import { regenerate } from './regenerate.mjs';
import { startRegistry } from './registry.mjs';
import { inTurn, median } from './rounds.mjs';
import { figures, map, SMALLER, timings } from './rows.mjs';

const WRITE_FILES = join(dirname(fileURLToPath(import.meta.url)), 'write-files.cjs');

// Node.js itself takes ten MiB more since version 22.
const PEAK_GOAL = (Number.parseInt(process.versions.node, 10) < 22 ? 65 : 80) * 2 ** 20;

function sizes({ programs }) {
  return [
    ...figures(
      'packages installed',
      'count',
      map(programs, ({ packages }) => packages),
      { limit: 1 },
    ),
    ...figures(
      'tarball',
      'kB',
      map(programs, ({ size }) => size),
      { limit: 350_000, goals: {} },
    ),
    ...figures(
      'installed',
      'kB',
      map(programs, ({ installedSize }) => installedSize),
      { limit: 1_800_000 },
    ),
  ];
}

const nothing = ({ folder }) => ({ node: () => timed(() => node(['-e', '0'], { cwd: folder() })) });

async function version({ programs, folder, runs }) {
  const cwd = folder();
  const ours = () => timed(() => node([programs.ours.bin, '--version'], { cwd }));
  return timings('--version', await inTurn({ ours, ...nothing({ folder }) }, { runs }), { node: 1.4 });
}

const scaffolding = ({ programs, folder }) =>
  map(programs, ({ bin, scaffold }) => () => {
    const cwd = folder();
    return timed(() => node([bin, ...scaffold], { cwd }));
  });

async function scaffold(context) {
  const list = join(context.folder(), 'files.json');
  writeFileSync(list, JSON.stringify(await ourFiles(context)));
  const limit = () => {
    const cwd = context.folder();
    return timed(() => node([WRITE_FILES, list], { cwd }));
  };
  const contestants = { ...scaffolding(context), ...nothing(context), 'node writing our files': limit };
  const goals = { ...SMALLER, [PEER]: 2.2, node: 4 };
  return timings('whole scaffold', await inTurn(contestants, context), goals);
}

// What V8 compiled is kept from the second run of an installation on: this is the first one, each time.
async function firstScaffold(context) {
  const { programs } = context;
  const { ours, ...others } = scaffolding(context);
  const first = () => {
    rmSync(join(dirname(programs.ours.bin), 'compiled'), { recursive: true, force: true });
    return ours();
  };
  const samples = await inTurn({ ours: first, ...others, ...nothing(context) }, context);
  return timings('first scaffold after installing', samples, { ...SMALLER, [PEER]: 2.2, node: 4 });
}

/** What we generate, by path. */
async function ourFiles({ programs, folder }) {
  const cwd = folder();
  await node([programs.ours.bin, ...programs.ours.scaffold], { cwd });
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map((one) => join(one.parentPath, one.name));
  return Object.fromEntries(paths.map((path) => [relative(cwd, path), readFileSync(path, 'utf8')]));
}

async function firstPrompt({ programs, folder, runs }) {
  const asking = map(
    programs,
    ({ bin, ask, question }) =>
      () =>
        timeToText([bin, ...ask], { cwd: folder(), text: question }),
  );
  const goals = { ...SMALLER, [PEER]: 2.2, node: 4 };
  return timings('first prompt', await inTurn({ ...asking, ...nothing({ folder }) }, { runs }), goals);
}

async function usage({ programs, folder }) {
  const taking = map(
    programs,
    ({ bin, scaffold }) =>
      () =>
        usageOf([bin, ...scaffold], { cwd: folder() }),
  );
  const samples = await inTurn(taking, { runs: 5, warmUps: 1 });
  const middle = (key) => map(samples, (all) => median(all.map((one) => one[key])));
  return [
    ...figures('peak memory of a scaffold', 'MiB', middle('peak'), { limit: PEAK_GOAL }),
    ...figures('processor time of a scaffold', 'ms', middle('cpu')),
  ];
}

async function coldStart({ programs, folder, runs }) {
  const registry = await startRegistry(Object.values(programs));
  const create = ({ name, version, scaffold }) => {
    const cwd = folder();
    // npm looks for an installation in the folders above, up to one that says it is a package.
    writeFileSync(join(cwd, 'package.json'), '{}');
    const env = { ...cleanEnvironment, ...coldNpm(registry.url, folder()) };
    return timed(() => npm(['exec', '--yes', '--', `${name}@${version}`, ...scaffold], { cwd, env }));
  };
  try {
    const contestants = map(programs, (one) => () => create(one));
    const samples = await inTurn(contestants, { runs: Math.ceil(runs / 4), warmUps: 1 });
    return timings('cold npm create', samples, { ...SMALLER, [PEER]: 1.1 });
  } finally {
    registry.stop();
  }
}

const coldNpm = (registry, cache) => ({
  npm_config_registry: registry,
  npm_config_cache: mkdtempSync(join(cache, 'npm-')),
  npm_config_noproxy: '127.0.0.1',
  npm_config_update_notifier: 'false',
});

/** Everything that is measured, in the order of the table. */
export const MEASURES = [
  { name: 'sizes', rows: sizes },
  { name: 'version', rows: version },
  { name: 'first prompt', rows: firstPrompt },
  { name: 'scaffold', rows: scaffold },
  { name: 'first scaffold', rows: firstScaffold },
  { name: 'usage', rows: usage },
  { name: 'regenerate', rows: regenerate },
  { name: 'cold npm create', rows: coldStart },
];
