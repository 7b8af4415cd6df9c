import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { bin, NODE_ONLY } from './run.ts';

/** A question on the screen, by a text in it, the keys that answer it, and what happens before they are typed. */
export type Reply = readonly [question: string, keys: string, meanwhile?: () => void];

/** Keys as a terminal sends them. */
export const KEYS = { enter: '\r', down: '\u001b[B', up: '\u001b[A', interrupt: '\u0003' } as const;

/** What a person saw and how the program ended. */
interface Session {
  readonly screen: string;
  readonly exitCode: number;
  /** The same with the sequences that draw it. */
  readonly raw: string;
}

/** A program at a terminal of this size. */
interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

// Arrows one after the other: the list redraws itself after each, and would miss one that comes meanwhile.
// biome-ignore lint/suspicious/noControlCharactersInRegex: arrow keys begin with one
const keystrokes = (keys: string): readonly string[] => keys.match(/\u001b\[[A-D]|[^\u001b]+/g) ?? [];

/** Runs the packed program in a pseudo-terminal and types each reply once its question stands on the screen. */
export function atKeyboard(
  args: readonly string[],
  replies: readonly Reply[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Session> {
  const env = { PATH: NODE_ONLY, HOME: cwd, TERM: 'xterm-256color', TZ: 'UTC', LANG: 'C.UTF-8', ...environment };
  return typing([process.execPath, bin(), ...args], replies, { cwd, env });
}

/**
 * Runs a program in a pseudo-terminal and types each reply once its question stands on the screen. A question that never
 * comes fails after a while with what is there instead.
 */
export function typing(
  [program = '', ...args]: readonly string[],
  replies: readonly Reply[],
  { cwd, env, columns = 120, rows = 50 }: Place,
): Promise<Session> {
  const terminal = spawn(program, args, { cwd, cols: columns, rows, env: { ...env } });
  let raw = '';
  let read = 0;
  const left = [...replies];
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => {
      terminal.kill('SIGKILL');
      reject(new Error(`waited for ${JSON.stringify(left[0])} in:\n${stripVTControlCharacters(raw)}`));
    }, 30_000);
    terminal.onData((data) => {
      raw += data;
      const next = left[0];
      if (next === undefined || !stripVTControlCharacters(raw.slice(read)).includes(next[0])) return;
      left.shift();
      read = raw.length;
      next[2]?.();
      // The prompt draws itself before it listens.
      for (const [index, key] of keystrokes(next[1]).entries()) setTimeout(() => terminal.write(key), 50 + index * 50);
    });
    terminal.onExit(({ exitCode }) => {
      clearTimeout(patience);
      resolve({ screen: stripVTControlCharacters(raw), exitCode, raw });
    });
  });
}
