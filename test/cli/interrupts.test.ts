import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atKeyboard, KEYS, type Reply } from '../support/keyboard.ts';
import { fakeProgram } from '../support/programs.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { PUBLIC_SITE } from './public-site.ts';

const { enter, up, interrupt } = KEYS;

async function expectInterrupted(args: readonly string[], replies: readonly Reply[]): Promise<void> {
  const cwd = temporaryFolder();
  const { exitCode, screen, raw } = await atKeyboard(args, replies, cwd);
  expect([exitCode, screen]).toEqual([130, expect.stringContaining('nothing was written')]);
  expect([...filesBelow(cwd).keys()]).toEqual([]);
  const [shown, hidden] = ['h', 'l'].map((end) => raw.lastIndexOf(`\u001b[?25${end}`));
  expect(shown).toBeGreaterThanOrEqual(hidden ?? 0);
}

describe('Ctrl-C', () => {
  // Every question by itself is interrupted in test/generator/interrupt.test.ts; here it is one of each kind of prompt.
  it.each([
    ['a text', 'Directory of the project'],
    ['a choice', 'Public address of the site'],
    ['yes or no', 'The site will run on'],
    ['the last choice', 'What next'],
  ])('Ctrl-C at %s, "%s", leaves nothing behind, and the cursor on the screen', async (_, question) => {
    const index = PUBLIC_SITE.findIndex(([words]) => words === question);
    const replies: readonly Reply[] = [...PUBLIC_SITE.slice(0, index), [question, interrupt]];
    await expectInterrupted([], replies);
  });

  it('Ctrl-C at a password leaves nothing behind, and the cursor on the screen', async () => {
    const flags = ['my_site', '--url', 'localhost:8099', '--alias', 'a.example.org', '--email', 'a@example.org'];
    const more = ['--profile', 'production', '--memory', '8', '--cpus', '2', '--no-git', '--geonode', '5.1'];
    await expectInterrupted(
      [...flags, ...more],
      [
        ['What next', `${up}${enter}`],
        ['? Change', `${up}${enter}`],
        ['New password at the mail server (empty: none)', `secret${interrupt}`],
      ],
    );
  });

  it("an address for Let's Encrypt is required where it is asked, not after the last question", async () => {
    const replies: readonly Reply[] = [
      ["Administrator's e-mail address", enter],
      ['This needs an answer.', interrupt],
    ];
    await expectInterrupted(
      ['my_site', '--url', 'https://maps.example.org', '--alias', 'a.example.org', '--https', 'letsencrypt'],
      replies,
    );
  });

  it('Ctrl-C while Docker builds: Docker stops first, then the run says that the files are complete', async () => {
    const cwd = temporaryFolder();
    const script =
      "if (!args.includes('build')) process.exit(1); console.log('#5 [django 2/9] RUN building'); setTimeout(() => {}, 60000); process.on('SIGINT', () => process.exit(130));";
    const PATH = fakeProgram(cwd, 'docker', script);
    const flags = ['my_site', '--yes', '--build', '--memory', '16', '--cpus', '4'];
    const { exitCode, screen } = await atKeyboard(flags, [['building', interrupt]], cwd, { PATH });
    expect([exitCode, screen]).toEqual([
      130,
      expect.stringMatching(/Wrote \d+ files[^]*interrupted[^]*files are complete/),
    ]);
    expect(filesBelow(join(cwd, 'my_site')).size).toBeGreaterThan(50);
  });
});
