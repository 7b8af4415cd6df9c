import { styleText } from 'node:util';
import { folded } from '../core/report/fold.ts';

/** How much a run says on stderr. */
type Verbosity = 'quiet' | 'normal' | 'verbose';

type Style = Parameters<typeof styleText>[0];

/** The one way to the screen: talk goes to stderr, results to stdout; colour only where a person reads. */
export interface Terminal {
  /** Talk that `--quiet` silences. */
  say(line: string): void;
  /** Talk that only `--verbose` lets through. */
  detail(line: string): void;
  /** What must be seen even with `--quiet`. */
  warn(line: string): void;
  /** Why a run ended, after a label in red. */
  error(label: string, text: string): void;
  /** What the run did, for people: on stdout, unless `--json` keeps that for its object. */
  report(line: string): void;
  /** The result of the run as data or as a text that was asked for. */
  result(text: string): void;
  paint(style: Style, text: string): string;
}

/** A terminal on this process's streams. NO_COLOR, FORCE_COLOR and `--no-color` (as NO_COLOR) are obeyed. */
export function processTerminal(verbosity: Verbosity, results: 'text' | 'json' = 'text'): Terminal {
  const colored = wantsColor();
  const paint = (style: Style, text: string): string =>
    colored ? styleText(style, text, { validateStream: false }) : text;
  const line = (text: string): void => void process.stderr.write(`${forReader(text, process.stderr)}\n`);
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  return {
    say: (text) => verbosity !== 'quiet' && line(text),
    detail: (text) => verbosity === 'verbose' && process.stderr.write(`${text}\n`),
    warn: (text) => line(`${paint('yellow', 'Note:')} ${text}`),
    report: (text) => verbosity !== 'quiet' && (results === 'json' ? line(text) : out(forReader(text, process.stdout))),
    error: (label, text) => line(label === '' ? text : `${paint('red', label)} ${text}`),
    result: out,
    paint,
  } as Terminal;
}

/** Only a person at a terminal has columns; a program that reads us gets each line whole. */
const forReader = (text: string, { isTTY, columns = 80 }: NodeJS.WriteStream): string =>
  isTTY ? folded(text, columns) : text;

function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0';
  return Boolean(process.stderr.isTTY) && TERM !== 'dumb';
}
