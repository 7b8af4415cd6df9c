import { spawn } from '@lydell/node-pty';
import { inject } from 'vitest';

/** What stood on the terminal at the end, scrolled-out lines included, and how the program ended. */
export interface Recorded {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** Its words, wherever the terminal's width has broken a line. */
export const inOneLine = ({ lines }: Recorded): string => lines.map((line) => line.trim()).join(' ');

/** The packed program at a terminal of that width; `when` a text comes, keys are typed, one after the other. */
export function atTerminal(
  args: readonly string[],
  { columns, keys = [] }: { columns: number; keys?: readonly (readonly [when: string, keys: string])[] },
): Promise<Recorded> {
  const env = { ...process.env, TERM: 'xterm-256color', NO_COLOR: '1' } as Record<string, string>;
  const program = `${inject('packed')}/dist/cli.cjs`;
  const terminal = spawn(process.execPath, [program, ...args], { cols: columns, rows: 40, env });
  const left = [...keys];
  let text = '';
  terminal.onData((data) => {
    text += data;
    const [next] = left;
    if (next === undefined || !text.includes(next[0])) return;
    left.shift();
    terminal.write(next[1]);
  });
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve({ lines: drawn(text), exitCode })));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequence begins with one
const BACK = /\u001b\[(\d+)A\u001b\[J/;

/** What is left of a text that draws lines again: the one sequence that the program has for it goes back some lines. */
function drawn(text: string): readonly string[] {
  const [first = '', ...rest] = text.replaceAll('\r', '').split(BACK);
  let lines = first.split('\n');
  for (let at = 0; at + 1 < rest.length; at += 2)
    lines = [...lines.slice(0, lines.length - 1 - Number(rest[at])), ...(rest[at + 1] ?? '').split('\n')];
  return lines;
}
