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

/**
 * Starts the engine of a directory and builds the stand-ins.
 * @param {string[]} standins further arguments of build-standins.sh
 * @param {object} options execa's, for that script
 * @returns the beginning of a command that runs inside the engine's network namespace
 */
export async function ownEngine(dir, standins = [], options = {}) {
  await execa(script, ['tools', dir], { stdio: 'inherit' });
  await execa(script, ['start', dir], { stdio: 'inherit' });
  await besideEngine(dir, [join(here, 'build-standins.sh'), ...standins], options);
  return [script, 'exec', dir];
}

export const stopEngine = (dir) => execa(script, ['stop', dir], { stdio: 'inherit' });
