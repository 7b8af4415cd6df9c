import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { filesBelow } from '../support/temporary.ts';
import { EXECUTIONS } from './executions.ts';
import { ROOT } from './pages.ts';

const COMMANDS = Object.entries(EXECUTIONS).flatMap(([command, how]) =>
  how.by === 'checkout' ? [[command, how.says] as const] : [],
);

/** Types it as a person who stands there, without what the tests' own run has set. */
async function type(command: string, cwd: string) {
  const [program = '', ...args] = command.replace('DIRECTORY', '../my_site').split(' ');
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, CHECK_IMAGES_REGISTRY: 'http://127.0.0.1:9', NO_COLOR: '1' };
  return execa(program, args, { cwd, env, extendEnv: false, reject: false, all: true, stdin: 'ignore' });
}

/** What a command has done besides. */
const DONE: Readonly<Record<string, (cwd: string) => void>> = {
  'npm start -- DIRECTORY --yes': (cwd) => expect(existsSync(join(cwd, '../my_site/.env'))).toBe(true),
  // It finds nothing to write: what is derived from tables is committed.
  'npm run docs': (cwd) => {
    for (const [page, text] of filesBelow(join(cwd, 'docs')))
      expect(text, `docs/${page}: npm run docs`).toBe(readFileSync(join(ROOT, 'docs', page), 'utf8'));
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe(readFileSync(join(ROOT, 'README.md'), 'utf8'));
  },
};

describe('commands of the pages, typed in a checkout', () => {
  it.each(COMMANDS)('%s', async (command, says) => {
    const cwd = checkout();
    const { exitCode, all } = await type(command, cwd);
    expect([exitCode, all]).toEqual([0, expect.stringMatching(says)]);
    DONE[command]?.(cwd);
  });
});
