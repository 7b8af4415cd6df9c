// The tests' own engine, from Node.js: what engine.sh and build-standins.sh do.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const here = dirname(fileURLToPath(import.meta.url));
const script = join(here, 'engine.sh');

/** Runs a command with the engine's client and socket, and this machine's network; `options` are execa's. */
export function besideEngine(dir, command, options = {}) {
  return execa('bash', ['-c', 'eval "$("$0" env "$1")" && shift && exec "$@"', script, dir, ...command], {
    stdio: 'inherit',
    ...options,
  });
}

const OF_PROJECTS = ['--filter', 'label=com.docker.compose.project'];

/** Removes what a run that was killed has left in the engine: containers and volumes of its projects. Images stay. */
async function clearAway(dir) {
  const docker = async (...args) =>
    (await besideEngine(dir, ['docker', ...args], { stdio: 'pipe' })).stdout.split('\n').filter(Boolean);
  const containers = await docker('ps', '--all', '--quiet', ...OF_PROJECTS);
  if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers);
  const volumes = await docker('volume', 'ls', '--quiet', ...OF_PROJECTS);
  if (volumes.length > 0) await docker('volume', 'rm', ...volumes);
  await docker('network', 'prune', '--force');
}

/**
 * Starts the engine of a directory and builds the stand-ins.
 * @param {string[]} standins further arguments of build-standins.sh
 * @param {object} options execa's, for that script
 * @returns the beginning of a command that runs inside the engine's network namespace
 */
export async function ownEngine(dir, standins = [], options = {}) {
  await execa(script, ['tools', dir], { stdio: 'inherit' });
  await execa(script, ['start', dir], { stdio: 'inherit' });
  await clearAway(dir);
  await besideEngine(dir, [join(here, 'build-standins.sh'), ...standins], options);
  return [script, 'exec', dir];
}

export const stopEngine = (dir) => execa(script, ['stop', dir], { stdio: 'inherit' });
