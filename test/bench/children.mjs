// Child processes: timed, watched for a text on a terminal, or asked for their peak memory.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { spawn as spawnOnTerminal } from '@lydell/node-pty';
import { execa } from 'execa';

const USAGE_HOOK = join(dirname(fileURLToPath(import.meta.url)), 'usage.cjs');
const PATIENCE_MS = 30_000;

// npm run describes this checkout to its children; an npm started elsewhere would work here.
const OF_THIS_CHECKOUT = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|init_cwd$)/i;
// Extra certificates cost every process 45 ms of parsing; CI and NODE_OPTIONS change what programs do.
const OF_THIS_MACHINE = /^(NODE_EXTRA_CA_CERTS|NODE_OPTIONS|CI)$/;

const environment = (unwanted) => Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted(name)));

const forNpm = environment((name) => OF_THIS_CHECKOUT.test(name));

/** What every timed child gets. */
export const cleanEnvironment = environment((name) => OF_THIS_CHECKOUT.test(name) || OF_THIS_MACHINE.test(name));

/** Runs npm, returns its standard output. Not timed: the machine's environment stays as it is. */
export async function npm(args, { cwd, env = forNpm }) {
  const { stdout } = await execa('npm', args, { cwd, env, extendEnv: false, stdin: 'ignore' });
  return stdout;
}

/** Milliseconds of a function. */
export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs Node.js to its end; rejects when it fails. */
export function node(args, { cwd, env = cleanEnvironment }) {
  // Not through execa: its own milliseconds would flatter the longer of two short runs. Both streams are pipes, because
  // one program talks on standard output and the other on standard error.
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else child.once('close', () => reject(new Error(`node ${args.join(' ')} ended with ${code}:\n${output}`)));
    });
  });
}

/** Milliseconds until a text stands on a program's terminal; the program is stopped there. */
export function timeToText(args, { cwd, text }) {
  const start = performance.now();
  const terminal = spawnOnTerminal(process.execPath, args, {
    cwd,
    cols: 120,
    rows: 40,
    env: { ...cleanEnvironment, TERM: 'xterm-256color' },
  });
  let screen = '';
  let seen;
  const patience = setTimeout(() => terminal.kill('SIGKILL'), PATIENCE_MS);
  return new Promise((resolve, reject) => {
    terminal.onData((data) => {
      screen += data;
      if (seen !== undefined || !stripVTControlCharacters(screen).includes(text)) return;
      seen = performance.now() - start;
      terminal.kill('SIGKILL');
    });
    // Not before the program is gone: it would share the processors with the next one.
    terminal.onExit(() => {
      clearTimeout(patience);
      if (seen === undefined) reject(new Error(`"${text}" never came:\n${stripVTControlCharacters(screen)}`));
      else resolve(seen);
    });
  });
}

/** Peak memory (bytes) and processor time (ms) of a Node.js program. */
export async function usageOf(args, { cwd }) {
  const file = join(cwd, 'usage.json');
  await node(['--require', USAGE_HOOK, ...args], { cwd, env: { ...cleanEnvironment, BENCH_USAGE_FILE: file } });
  return JSON.parse(readFileSync(file, 'utf8'));
}
