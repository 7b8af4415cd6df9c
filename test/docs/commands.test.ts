import { describe, expect, it } from 'vitest';
import { commandsIn } from './commands.ts';
import { EXECUTIONS } from './executions.ts';
import { PAGES, textOf } from './pages.ts';

const DOCUMENTED = PAGES.flatMap((page) => commandsIn(page, textOf(page)));

describe('commands of the pages', () => {
  it('are found in shell blocks and between backquotes', () => {
    const page = [
      'Type `npm test`, not `npm` or `--yes` or `.env`.',
      '```sh',
      'npx one   # why',
      '# a remark',
      'npx two --to \\',
      '  three',
      '```',
      '```',
      'npx not-in-a-shell-block',
      '```',
      'Then `E2E_ENGINE=own npm run test:e2e`, and once more `npm test`.',
    ].join('\n');
    expect(commandsIn('page.md', page).map(({ command }) => command)).toEqual([
      'npx one',
      'npx two --to three',
      'npm test',
      'E2E_ENGINE=own npm run test:e2e',
    ]);
  });

  it('stand in the table of test/docs/executions.ts, which says what executes them', () => {
    const unknown = DOCUMENTED.filter(({ command }) => !(command in EXECUTIONS));
    expect(unknown.map(({ page, command }) => `${page}: ${command}`)).toEqual([]);
  });

  it('are all that stands in that table', () => {
    const typed = new Set(DOCUMENTED.map(({ command }) => command));
    expect(Object.keys(EXECUTIONS).filter((command) => !typed.has(command))).toEqual([]);
  });

  it('that another test executes are executed there', () => {
    const missing = Object.values(EXECUTIONS).filter(
      (one) => one.by === 'elsewhere' && !textOf(one.file).includes(one.text),
    );
    expect(missing).toEqual([]);
  });
});
