import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { answersAmong, parseOptions } from '../../../generators/app/options.ts';
import { reproduceOptions, shellWord } from '../../../generators/core/answers/reproduce.ts';
import { complete, parseGiven } from '../../../generators/core/answers/resolve.ts';
import type { Facts } from '../../../generators/core/answers/types.ts';
import { answersFor, SCENARIOS } from '../../support/projects.ts';

const ELSEWHERE: Facts = {
  cwd: '/elsewhere',
  memory: 2,
  cpus: 1,
  machine: '',
  timezone: 'UTC',
  lanAddresses: [],
  httpProxy: 'http://other:1',
  noProxy: 'x',
};

// What a POSIX shell makes of a word that shellWord wrote.
const unquoted = (word: string): string => (word.startsWith("'") ? word.slice(1, -1).replaceAll(`'\\''`, "'") : word);

describe('the reproduce command', () => {
  it.each(Object.entries(SCENARIOS))('%s: gives the same answers on another machine', (_, given) => {
    const answers = answersFor(given);
    const { values } = parseArgs({
      args: reproduceOptions(answers).map(unquoted),
      options: parseOptions(),
      allowPositionals: true,
    });
    const known = parseGiven(
      { flag: { directory: answers.directory, ...answersAmong(values) }, file: {}, stored: {} },
      '/elsewhere',
    );
    const again = complete(known, { ...ELSEWHERE, httpProxy: answers.httpProxy, noProxy: answers.noProxy });
    expect(again).toEqual(answers);
  });

  it('leaves defaults out', () => {
    expect(reproduceOptions(answersFor())).toEqual(['--memory', '16', '--cpus', '4', '--timezone', 'Europe/Zurich']);
  });

  it('quotes what a shell would read', () => {
    expect(["it's $1", 'plain-1.0/x', ''].map(shellWord)).toEqual([`'it'\\''s $1'`, 'plain-1.0/x', "''"]);
  });
});
