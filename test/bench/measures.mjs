// What is measured, and the goals (design, "Shape of the code"). Each measure gives one or more rows.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment, node, npm, peakMemory, timed, timeToText } from './children.mjs';
import { startRegistry } from './registry.mjs';
import { inTurn, median, ratios } from './rounds.mjs';

const OUR_PROJECT = ['my_site', '--yes', '--memory', '16', '--cpus', '4'];
const PEER_PROJECT = ['app', '--template', 'vanilla-ts', '--no-interactive'];
const OUR_FIRST_QUESTION = 'Directory of the project';
const PEER_FIRST_QUESTION = 'Project name';

// Node.js itself takes ten MiB more since version 22.
const PEAK_GOAL = (Number.parseInt(process.versions.node, 10) < 22 ? 65 : 80) * 2 ** 20;

/** Files that are not ours, in the project that is regenerated: its cost must not grow with them. */
const USERS_FILES = 5000;

const NOTHING = ['-e', '0'];

/** A figure that needs no second run: `goal` is a limit of the figure itself. */
function figure(measure, unit, { ours, peer, goal }) {
  return { measure, unit, ours, against: 'create-vite', peer, ratio: ours / peer, goal, ok: ours <= goal };
}

/** A timed measure: `goal` is a limit of the ratio. */
function compared(measure, samples, { against, goal }) {
  const { ratio, ...spread } = ratios(samples.ours, samples[against]);
  const figures = { ours: median(samples.ours), peer: median(samples[against]) };
  return { measure, unit: 'ms', ...figures, against, ratio, ...spread, goal, ok: ratio <= goal };
}

const nothing =
  ({ folder }) =>
  () =>
    timed(() => node(NOTHING, { cwd: folder() }));

async function sizes({ ours, peer }) {
  return [
    figure('packages installed', 'count', { ours: ours.packages, peer: peer.packages, goal: 1 }),
    figure('tarball', 'kB', { ours: ours.size, peer: peer.size, goal: 350_000 }),
    figure('unpacked', 'kB', { ours: ours.unpackedSize, peer: peer.unpackedSize, goal: 1_800_000 }),
  ];
}

async function version({ ours, folder, runs }) {
  const cwd = folder();
  const contestants = { ours: () => timed(() => node([ours.bin, '--version'], { cwd })), node: nothing({ folder }) };
  return [compared('--version', await inTurn(contestants, { runs }), { against: 'node', goal: 1.4 })];
}

async function scaffold({ ours, peer, folder, runs }) {
  const project = (args) => {
    const cwd = folder();
    return timed(() => node(args, { cwd }));
  };
  const contestants = {
    ours: () => project([ours.bin, ...OUR_PROJECT]),
    'create-vite': () => project([peer.bin, ...PEER_PROJECT]),
    node: nothing({ folder }),
  };
  return againstBoth('whole scaffold', await inTurn(contestants, { runs }));
}

// Untimed: puts the project back to where the last round began.
const undone = (bin, project) => node([bin, 'undo', project], { cwd: project });

/** A project of an older GeoNode line, and `count` files of the user's own in and beside its folders. */
async function projectWith(count, { ours, folder }) {
  const project = join(folder(), 'my_site');
  await node([ours.bin, project, '--yes', '--geonode', '5.0', '--memory', '16', '--cpus', '4'], { cwd: folder() });
  for (let n = 0; n < count; n++) {
    const place = join(project, ['src/my_site/static', 'docker/nginx', 'maps'][n % 3], `mine-${n % 50}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${n}.txt`), `file ${n}\n`);
  }
  return project;
}

async function regenerate(context) {
  const { ours, runs } = context;
  const projects = { alone: await projectWith(0, context), crowded: await projectWith(USERS_FILES, context) };
  const again = (project, ...more) => timed(() => node([ours.bin, project, '--yes', ...more], { cwd: project }));
  const changed = async (project) => {
    const time = await again(project, '--geonode', '5.1', '--title', 'Another');
    await undone(ours.bin, project);
    return time;
  };
  const rows = [];
  for (const [name, run] of [
    ['with nothing to do', again],
    ['with ten files to change', changed],
  ]) {
    const contestants = { ours: () => run(projects.crowded), alone: () => run(projects.alone) };
    const samples = await inTurn(contestants, { runs });
    rows.push(compared(`regenerate ${name}, ${USERS_FILES} files beside`, samples, { against: 'alone', goal: 1.1 }));
  }
  return rows;
}

async function firstPrompt({ ours, peer, folder, runs }) {
  const contestants = {
    ours: () => timeToText([ours.bin], { cwd: folder(), text: OUR_FIRST_QUESTION }),
    'create-vite': () => timeToText([peer.bin], { cwd: folder(), text: PEER_FIRST_QUESTION }),
    node: nothing({ folder }),
  };
  return againstBoth('first prompt', await inTurn(contestants, { runs }));
}

const againstBoth = (measure, samples) => [
  compared(measure, samples, { against: 'create-vite', goal: 2.2 }),
  compared(measure, samples, { against: 'node', goal: 4 }),
];

async function memory({ ours, peer, folder }) {
  const contestants = {
    ours: () => peakMemory([ours.bin, ...OUR_PROJECT], { cwd: folder() }),
    peer: () => peakMemory([peer.bin, ...PEER_PROJECT], { cwd: folder() }),
  };
  const samples = await inTurn(contestants, { runs: 5, warmUps: 0 });
  const figures = { ours: median(samples.ours), peer: median(samples.peer) };
  return [figure('peak memory of a scaffold', 'MiB', { ...figures, goal: PEAK_GOAL })];
}

async function coldStart({ ours, peer, folder, runs }) {
  const registry = await startRegistry([ours, peer]);
  const create = ({ name, version }, args) => {
    const initializer = `${name.slice('create-'.length)}@${version}`;
    const cwd = folder();
    const env = { ...cleanEnvironment, ...coldNpm(registry.url, folder()) };
    return timed(() => npm(['create', '--yes', initializer, '--', ...args], { cwd, env }));
  };
  const contestants = { ours: () => create(ours, OUR_PROJECT), 'create-vite': () => create(peer, PEER_PROJECT) };
  try {
    const samples = await inTurn(contestants, { runs: Math.ceil(runs / 4), warmUps: 1 });
    return [compared('cold npm create', samples, { against: 'create-vite', goal: 1.1 })];
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
  { name: 'scaffold', rows: scaffold },
  { name: 'regenerate', rows: regenerate },
  { name: 'first prompt', rows: firstPrompt },
  { name: 'memory', rows: memory },
  { name: 'cold npm create', rows: coldStart },
];
