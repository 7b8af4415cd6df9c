import type { ServiceProgress } from '../../core/up/progress.ts';
import type { Terminal } from '../../io/terminal.ts';

/** Where a start shows what goes on. */
export interface Screen {
  /** A new part of the work: checks, build, start. */
  phase(name: string, words: string): void;
  /** A line of the build, and the step that it tells of. */
  build(line: string, step: { readonly service: string; readonly detail: string } | undefined): void;
  /** Every service, whenever it was asked; whoever shows it leaves out what was shown. */
  services(all: readonly ServiceProgress[]): void;
  /** The talk that follows stands below what was shown. */
  close(): void;
}

const nothing = (): void => undefined;
/** Shows nothing. */
export const SILENT: Screen = { phase: nothing, build: nothing, services: nothing, close: nothing };

/** How a start is shown: lines that redraw themselves, plain lines, or NDJSON on standard error. */
export type ScreenKind = 'live' | 'plain' | 'events';

type Clock = () => number;

/** Makes a screen; `clock` gives milliseconds. */
export function screenOf(kind: ScreenKind, terminal: Terminal, clock: Clock = Date.now): Screen {
  const started = clock();
  const seconds = (): number => Math.round((clock() - started) / 1000);
  return SCREENS[kind](terminal, seconds);
}

type Maker = (terminal: Terminal, seconds: Clock) => Screen;

const SCREENS: Readonly<Record<ScreenKind, Maker>> = { live, plain, events };

const wordsOf = ({ state, detail }: Pick<ServiceProgress, 'state' | 'detail'>): string =>
  [state, detail].filter(Boolean).join(' ');

/** Tells only what differs from the last time. */
function changes(seen: Map<string, string>, all: readonly ServiceProgress[]): readonly ServiceProgress[] {
  return all.filter((one) => {
    const words = wordsOf(one);
    const isNew = seen.get(one.service) !== words;
    seen.set(one.service, words);
    return isNew;
  });
}

function plain(terminal: Terminal, seconds: Clock): Screen {
  const seen = new Map<string, string>();
  const say = (text: string): void => terminal.say(`${`${seconds()}`.padStart(4)} s  ${text}`);
  return {
    phase: (_, words) => say(words),
    build: (line, step) =>
      step ? say(`build ${step.service} ${step.detail}`.replaceAll('  ', ' ')) : terminal.detail(line),
    services: (all) => {
      for (const one of changes(seen, all)) say(`${one.service.padEnd(14)}${wordsOf(one)}`);
    },
    close: () => undefined,
  };
}

function events(_terminal: Terminal, seconds: Clock): Screen {
  const seen = new Map<string, string>();
  const emit = (event: object): void =>
    void process.stderr.write(`${JSON.stringify({ ...event, seconds: seconds() })}\n`);
  return {
    phase: (phase) => emit({ event: 'phase', phase }),
    build: (_, step) => step && emit({ event: 'build', ...step }),
    services: (all) => {
      for (const one of changes(seen, all)) emit({ event: 'service', ...one });
    },
    close: () => undefined,
  };
}

/** One line per service, drawn again in its place. */
function live(terminal: Terminal, seconds: Clock): Screen {
  let drawn = 0;
  let rows: readonly string[] = [];
  const since = new Map<string, readonly [words: string, second: number]>();
  const steps = new Map<string, string>();
  const draw = (next: readonly string[]): void => {
    rows = next;
    const width = (process.stderr.columns || 80) - 1;
    const back = drawn > 0 ? `\u001b[${drawn}A\u001b[J` : '';
    process.stderr.write(`${back}${rows.map((row) => `${row.slice(0, width)}\n`).join('')}`);
    drawn = rows.length;
  };
  const close = (): void => {
    drawn = 0;
    rows = [];
  };
  return {
    phase: (_, words) => {
      close();
      terminal.say(words);
    },
    build: (_, step) => {
      if (step === undefined) return;
      steps.set(step.service, step.detail);
      draw([...steps].map(([service, detail]) => `  ${service.padEnd(14)}${`${seconds()} s`.padStart(6)}  ${detail}`));
    },
    services: (all) =>
      draw(all.map((one) => `  ${one.service.padEnd(14)}${timeOf(since, one, seconds())}  ${wordsOf(one)}`)),
    close,
  };
}

// A service that is ready stands still at the second at which it became so.
function timeOf(
  since: Map<string, readonly [string, number]>,
  { service, state }: ServiceProgress,
  now: number,
): string {
  const [was, at] = since.get(service) ?? ['', 0];
  if (was !== state) since.set(service, [state, now]);
  const isReady = state === 'healthy' || state === 'done';
  const shown = isReady ? (was === state ? at : now) : now;
  return (state === 'waiting' ? '' : `${shown} s`).padStart(6);
}
