import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ScreenKind, screenOf } from '../../../generators/app/up/screen.ts';
import { screenKind, skipped, startOptionsOf } from '../../../generators/app/up/up.ts';
import { CHECK_IDS } from '../../../generators/core/up/preflight/checks.ts';
import type { ServiceProgress } from '../../../generators/core/up/progress.ts';
import type { Terminal } from '../../../generators/io/terminal.ts';

let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const terminal = {
  say: (line: string) => process.stderr.write(`${line}\n`),
  detail: () => undefined,
} as unknown as Terminal;
const progress = (state: ServiceProgress['state'], detail = ''): ServiceProgress[] => [
  { service: 'db', state, detail },
];

/** What stands on standard error after a start that goes well. */
function shown(kind: ScreenKind): string {
  let now = 0;
  const screen = screenOf(kind, terminal, () => now);
  screen.phase('up', 'Starting the services …');
  for (const [second, state] of [
    [1, 'starting'],
    [2, 'starting'],
    [3, 'healthy'],
    [9, 'healthy'],
  ] as const) {
    now = second * 1000;
    screen.services(progress(state));
  }
  screen.close();
  return written;
}

describe('the screen of a start', () => {
  it('without a terminal, says only what is new, with its second', () => {
    expect(shown('plain').split('\n')).toEqual([
      '   0 s  Starting the services …',
      '   1 s  db            starting',
      '   3 s  db            healthy',
      '',
    ]);
  });

  it('as events, one object a line', () => {
    expect(
      shown('events')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { event: 'phase', phase: 'up', seconds: 0 },
      { event: 'service', service: 'db', state: 'starting', detail: '', seconds: 1 },
      { event: 'service', service: 'db', state: 'healthy', detail: '', seconds: 3 },
    ]);
  });

  it('at a terminal, draws a line again in its place, and keeps the second at which a service was ready', () => {
    const frames = shown('live').split('\u001b[1A\u001b[J');
    expect(frames.map((frame) => frame.trimEnd().split('\n').at(-1))).toEqual([
      expect.stringMatching(/^ {2}db +1 s {2}starting$/),
      expect.stringMatching(/^ {2}db +2 s {2}starting$/),
      expect.stringMatching(/^ {2}db +3 s {2}healthy$/),
      expect.stringMatching(/^ {2}db +3 s {2}healthy$/),
    ]);
  });

  it('never writes beyond the width of the terminal', () => {
    const screen = screenOf('live', terminal, () => 0);
    screen.services(progress('waiting', `for ${'x'.repeat(300)}`));
    expect(Math.max(...written.split('\n').map(({ length }) => length))).toBeLessThan(120);
  });

  it.each([
    [{}, true, 'live'],
    [{}, false, 'plain'],
    [{ quiet: true }, true, 'plain'],
    [{ verbose: true }, true, 'plain'],
    [{ events: true }, true, 'events'],
  ])('%j, interactive %s: %s', (options, interactive, kind) => {
    expect(screenKind(options, { interactive })).toBe(kind);
  });
});

describe('the flags of a start', () => {
  it('have their defaults', () => {
    expect(startOptionsOf({})).toEqual({ skip: new Set(), useExistingVolumes: false, timeout: 1800 });
  });
  it.each(['0', '-1', '1.5', 'long', ''])('--timeout %s is refused', (timeout) => {
    expect(() => startOptionsOf({ timeout })).toThrow(/--timeout/);
  });
  it('--skip takes every check, and refuses what is none with the list', () => {
    expect([...skipped(CHECK_IDS)]).toEqual([...CHECK_IDS]);
    expect(() => skipped(['ports', 'weather'])).toThrow(/"weather"/);
  });
});
