import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Question } from '../../generators/app/questions.ts';
import { GIVEN_ANSWERS } from '../../generators/core/answers/schema.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { type Answering, askedUntil } from '../support/interrupted-person.ts';
import { seenIn } from '../support/on-disk.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { wholeRun, YES } from '../support/whole-run.ts';

/** Somebody who asks for something; everything else is answered with Enter. */
interface Scenario {
  readonly name: string;
  readonly args?: readonly string[];
  /** What is there before, and what one of the answers has to be because of it. */
  before?(cwd: string): Promise<string | undefined>;
  answer(question: Question, asked: readonly Question[], given: string | undefined): unknown;
}

const enter = ({ type, default: usual, choices, message }: Question): unknown =>
  usual ??
  (type === 'select' ? choices?.[0]?.value : type === 'confirm' ? false : message.startsWith('Dir') ? 'x' : '');

const PUBLIC: Scenario = {
  name: 'a public site on another machine',
  answer: ({ message }) =>
    [
      [/^Public address/, 'other'],
      [/^Address, such as/, 'maps.example.org'],
      [/^HTTPS/, 'letsencrypt'],
      [/e-mail/, 'me@example.org'],
      [/^The site will run/, false],
    ].find(([pattern]) => (pattern as RegExp).test(message))?.[1],
};

const CERTIFICATE: Scenario = {
  name: 'own certificate files, in a directory whose name is none',
  args: ['---'],
  answer: (question, asked) =>
    [
      [/^HTTPS/, 'certificate'],
      [/^Certificate file/, 'site.pem'],
      [/^Private key/, 'site.key'],
      [/^Name of/, 'maps'],
    ].find(([pattern]) => (pattern as RegExp).test(question.message))?.[1] ?? PUBLIC.answer(question, asked, undefined),
};

const TAKEN: Scenario = {
  name: 'an address whose port is taken',
  before: async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => void server.listen(0, resolve));
    return `localhost:${(server.address() as { port: number }).port}`;
  },
  answer: ({ message }, _, address) =>
    /^Public/.test(message) ? 'other' : /^Address/.test(message) ? address : undefined,
};

const REVIEW: Scenario = {
  name: 'a review of every answer and password',
  args: ['my_site'],
  answer: ({ message, choices = [] }, asked) => {
    const before = asked.filter((one) => one.message === message).length;
    if (message.startsWith('What next')) return before === 0 ? 'review' : 'write';
    // One after the other; the first choice of the list ends it.
    if (message.startsWith('Change')) return choices[(before + 1) % choices.length]?.value;
    return undefined;
  },
};

/** Changes two files where the template changes them too. */
async function conflicting(cwd: string): Promise<undefined> {
  const root = join(cwd, 'my_site');
  mkdirSync(root);
  await wholeRun(root, { ...YES, memory: '16', cpus: '4' });
  for (const file of ['README.md', '.env.example']) {
    const text = readFileSync(join(root, file), 'utf8');
    writeFileSync(join(root, file), text.replaceAll('16 GB', '17 GB').replaceAll(/^(\w+MEMORY)=/gm, '$1=1'));
  }
}

const CONFLICTS: Scenario = {
  name: 'conflicts, and a look at every change',
  args: ['my_site'],
  before: conflicting,
  answer: ({ message, choices = [] }, asked) => {
    if (message.startsWith('Change')) return asked.some((one) => one.message.startsWith('Memory')) ? 'done' : 'memory';
    if (message.startsWith('What next')) return asked.some((one) => one.message === message) ? 'look' : 'review';
    if (message.startsWith('Memory')) return '32';
    if (choices.some(({ value }) => value === 'sidecar'))
      return asked.some((one) => one.message === message) ? 'keep' : 'diff';
    return undefined;
  },
};

const LOST_ENV: Scenario = {
  name: 'a project without its .env',
  args: ['my_site'],
  before: async (cwd) => {
    await conflicting(cwd);
    rmSync(join(cwd, 'my_site/.env'));
    return undefined;
  },
  answer: ({ message }) => (message.startsWith('The .env') ? 'new' : undefined),
};

const SCENARIOS = [PUBLIC, CERTIFICATE, TAKEN, REVIEW, CONFLICTS, LOST_ENV];

async function walk({ args = [], before, answer }: Scenario, last = Number.POSITIVE_INFINITY) {
  const cwd = temporaryFolder();
  const given = await before?.(cwd);
  const there = seenIn(cwd);
  const answering: Answering = (question, asked) => answer(question, asked, given) ?? enter(question);
  const asked = await askedUntil(last, { cwd, args, answering });
  return { asked, there, left: seenIn(cwd) };
}

describe('Ctrl-C at every question', () => {
  it.each(SCENARIOS)('$name: leaves everything as it was', async (scenario) => {
    const { asked } = await walk(scenario);
    expect(asked.length).toBeGreaterThan(1);
    const messages = asked.map(({ message }) => message);
    // The list of a review comes back after each change: once is enough.
    for (const message of new Set(messages)) {
      const { there, left } = await walk(scenario, messages.indexOf(message));
      expect([message, [...left]]).toEqual([message, [...there]]);
    }
  });

  it('no question of the tables and of the program is left out', async () => {
    const runs = await Promise.all(SCENARIOS.map((scenario) => walk(scenario)));
    const messages = runs.flatMap(({ asked }) => asked.map(({ message }) => message)).join('\n');
    // Building and starting are choices of the last question.
    const rows = GIVEN_ANSWERS.filter(({ key }) => key !== 'build' && key !== 'up');
    const passwords = SECRETS.filter(({ variable }) => variable !== undefined);
    const others = ['is taken on this machine', 'README.md', 'The same for the other', 'The .env file', 'Write these'];
    const wanted = [...rows.map(({ question }) => question), ...passwords.map(({ about }) => about), ...others];
    expect(wanted.filter((words) => !messages.includes(words))).toEqual([]);
  });

  it('no line of a question is wider than a terminal', async () => {
    const runs = await Promise.all(SCENARIOS.map((scenario) => walk(scenario)));
    const lines = runs.flatMap(({ asked }) =>
      asked.flatMap(({ message, choices = [] }) => [message, ...choices.map(({ name }) => name)]),
    );
    expect(lines.filter((line) => `? ${line} (Y/n)`.length > 80 && !line.includes('/cgp-'))).toEqual([]);
  });
});
