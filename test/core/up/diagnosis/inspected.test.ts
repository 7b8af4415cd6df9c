import { describe, expect, it } from 'vitest';
import { logLines, parseEnds, parseInspected } from '../../../../generators/core/up/diagnosis/inspected.ts';

const inspected = (state: object, rest: object = {}) => ({
  Id: 'abc',
  Created: '2026-01-01T10:00:00Z',
  RestartCount: 0,
  State: { Status: 'running', ExitCode: 0, StartedAt: '2026-01-01T10:00:01Z', ...state },
  Config: { Labels: { 'com.docker.compose.service': 'db' } },
  ...rest,
});
const check = (second: number) => ({ Start: `2026-01-01T10:00:0${second}Z`, ExitCode: 1, Output: `${second}\n` });
const parse = (container: object, since?: string) => parseInspected(JSON.stringify([container]), since);

describe('parseInspected', () => {
  it('reads what a diagnosis looks at', () => {
    const [one] = parse(
      inspected({ Health: { Status: 'starting', Log: [check(0), check(2), check(4)] }, Error: 'odd' }),
    );
    expect(one).toEqual({
      id: 'abc',
      logSince: '2026-01-01T10:00:01Z',
      facts: {
        service: 'db',
        state: 'running',
        health: 'starting',
        exitCode: 0,
        outOfMemory: false,
        restarts: 0,
        error: 'odd',
        // Not the check before this start.
        healthOutput: ['2', '4'],
      },
    });
  });

  it('since a moment: newer checks alone, older containers marked, ended ones left out', () => {
    const since = '2026-01-01T10:00:03Z';
    const health = { Status: 'starting', Log: [check(2), check(4)] };
    expect(parse(inspected({ Health: health }), since)[0]?.facts).toMatchObject({ healthOutput: ['4'], older: true });
    const ended = { Status: 'exited', ExitCode: 1 };
    expect(parse(inspected({ ...ended, FinishedAt: '2026-01-01T10:00:02Z' }), since)).toEqual([]);
    expect(parse(inspected({ ...ended, FinishedAt: '2026-01-01T10:00:04Z' }), since)).toHaveLength(1);
  });

  it('reads the logs that matter: this start, in a loop also those before, since a moment only of what is not well', () => {
    const since = '2026-01-01T10:00:03Z';
    expect(parse(inspected({ Status: 'created' }))[0]?.logSince).toBeUndefined();
    expect(parse(inspected({}, { RestartCount: 2 }))[0]?.logSince).toBe('');
    expect(parse(inspected({}), since)[0]?.logSince).toBeUndefined();
    expect(parse(inspected({}, { RestartCount: 2 }), since)[0]?.logSince).toBe(since);
  });

  it.each(['', 'no JSON', '{}', '[{"Id":1}]'])('gives none for %j', (text) => {
    expect(parseInspected(text)).toEqual([]);
  });
});

it('logLines puts two streams together, also behind a line without an end', () => {
  const time = (second: number) => `2026-01-01T10:00:0${second}.000000000Z`;
  const stdout = `${time(1)} one\n${time(3)}   Applying x...${time(4)} four\n${time(5)} \n`;
  expect(logLines(`${stdout}\n${time(2)} two\r\n`)).toEqual(['one', 'two', '  Applying x...', 'four', '']);
});

it('parseEnds keeps the last exit code of each container', () => {
  const die = (id: string, exitCode: string) =>
    JSON.stringify({ Action: 'die', Actor: { ID: id, Attributes: { exitCode } } });
  expect([...parseEnds([die('a', '1'), 'odd', die('a', '137'), die('b', '0'), ''].join('\n'))]).toEqual([
    ['a', 137],
    ['b', 0],
  ]);
});
