import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import helpers, { type RunResult } from 'yeoman-test';
import AppGenerator from '../../generators/app/index.ts';
import { LeanEnvironment } from '../../generators/io/environment.ts';
import { templatesIn } from '../../generators/io/templates.ts';
import type { Terminal } from '../../generators/io/terminal.ts';
import { fixedEntropy, TEMPLATES } from '../support/projects.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

interface Heard {
  readonly terminal: Terminal;
  readonly lines: string[];
}

function heard(): Heard {
  const lines: string[] = [];
  const push = (line: string): void => void lines.push(line);
  return {
    lines,
    terminal: {
      say: push,
      detail: () => undefined,
      warn: push,
      error: push,
      report: push,
      result: push,
      paint: (_, text) => text,
    },
  };
}

const ports = (terminal: Terminal, interactive = true) => ({
  terminal,
  entropy: fixedEntropy(),
  environment: { PATH: '' },
  interactive,
  version: '0.0.0-test',
  templates: async () => templatesIn(TEMPLATES),
});

const SIZE = { memory: '16', cpus: '4', timezone: 'UTC' };
let result: RunResult | undefined;
afterEach(() => {
  result?.cleanup();
  result = undefined;
});

const generate = (args: readonly string[], options: object, terminal = heard().terminal) =>
  helpers
    .run(AppGenerator as never, { namespace: 'create-geonode-project' })
    .withArguments([...args])
    .withOptions({ ...options, ports: ports(terminal), skipInstall: false } as never);

describe('the generator in a real Yeoman environment', () => {
  it('writes the same files as in our own', async () => {
    result = await generate(['my_site'], { yes: true, ...SIZE });
    const ours = temporaryFolder();
    const { terminal } = heard();
    await new LeanEnvironment(ours, terminal).run(AppGenerator as never, ['my_site'], {
      yes: true,
      ...SIZE,
      ports: ports(terminal),
    });
    const theirs = filesBelow(join(result.cwd, 'my_site'));
    expect(theirs.size).toBeGreaterThan(40);
    expect(filesBelow(join(ours, 'my_site'))).toEqual(theirs);
  });

  it('asks what is open, with the answer of each step deciding the next default', async () => {
    const asked: string[] = [];
    result = await generate([], {}).withAnswers(
      { answer: 'unused' },
      {
        callback(_, { question }) {
          const message = question.message as string;
          // Whether a port is taken depends on the machine of the test.
          if (!message.includes('is taken')) asked.push(message);
          return replyTo(question.message as string);
        },
      },
    );
    expect(asked.length).toBeLessThanOrEqual(11);
    expect(asked[0]).toBe('Directory of the project');
    const files = filesBelow(join(result.cwd, 'asked_site'));
    expect(files.get('.env')).toContain('SITEURL=https://maps.example.org/');
    expect(files.get('.env')).toContain('HTTPS_MODE=letsencrypt\n');
    expect(files.get('.yo-rc.json')).toContain('"email": "me@example.org"');
    // The broker is not asked: each line has its own.
    expect(files.get('.env')).toContain('BROKER=rabbitmq\n');
  });

  it('keeps answers, never secrets, in .yo-rc.json and the state', async () => {
    result = await generate(['my_site'], { yes: true, ...SIZE });
    const files = filesBelow(join(result.cwd, 'my_site'));
    const stored = JSON.parse(files.get('.yo-rc.json') ?? '') as {
      'create-geonode-project': { answers: Record<string, unknown> };
    };
    expect(stored['create-geonode-project'].answers).toMatchObject({
      name: 'my_site',
      memory: 16,
      url: 'http://localhost',
    });
    expect(Object.keys(stored['create-geonode-project'].answers)).not.toContain('directory');
    const state = JSON.parse(files.get('.create-geonode-project/state.json') ?? '') as {
      files: Record<string, { lines: string[]; mode: string }>;
    };
    expect(state.files['src/entrypoint.sh']).toMatchObject({ policy: 'text', mode: '755' });
    expect(state.files['docker-compose.yml']?.lines.join('\n')).toBe(files.get('docker-compose.yml'));
    expect(Object.keys(state.files)).not.toContain('.env');
    expect(files.get('.create-geonode-project/env-base.json')).toContain('{{secret:adminPassword}}');
    expect(`${files.get('.yo-rc.json')}${files.get('.create-geonode-project/state.json')}`).not.toMatch(/made\d/);
  });

  it('without a terminal it names what is missing', async () => {
    const { terminal } = heard();
    const options = { ...SIZE, ports: ports(terminal, false) };
    await expect(
      new LeanEnvironment(temporaryFolder(), terminal).run(AppGenerator as never, [], options),
    ).rejects.toThrow(/Not answered/);
  });
});

function replyTo(message: string): unknown {
  const replies: readonly [RegExp, unknown][] = [
    [/Directory/, 'asked_site'],
    [/Public address/, 'other'],
    [/^Address, such as/, 'Maps.example.org'],
    [/taken/, false],
    [/Further host/, 'www.example.org'],
    [/^HTTPS/, 'letsencrypt'],
    [/e-mail/, 'me@example.org'],
    [/release line/, '4.4'],
    [/for$/, 'production'],
    [/will run on/, true],
    [/git/, false],
    [/^What next/, 'write'],
  ];
  const reply = replies.find(([pattern]) => pattern.test(message));
  if (reply === undefined) throw new Error(`unexpected question: ${message}`);
  return reply[1];
}
