import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atKeyboard, KEYS, type Reply } from '../support/keyboard.ts';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { PUBLIC_SITE } from './public-site.ts';

const { enter, down, up, interrupt } = KEYS;

// biome-ignore lint/suspicious/noControlCharactersInRegex: a sequence begins with one
const COLOURS = /\u001b\[[\d;]*m/g;

describe('at the keyboard', () => {
  it('answers every question and gets the project', async () => {
    const cwd = temporaryFolder();
    const { screen, exitCode } = await atKeyboard([], PUBLIC_SITE, cwd);
    expect([exitCode, screen]).toEqual([0, expect.stringMatching(/Wrote \d+ files/)]);
    const env = readFileSync(join(cwd, 'public_site/.env'), 'utf8');
    expect(env).toContain('SITEURL=https://maps.example.org/\n');
    expect(env).toContain('SITE_ALIASES=www.example.org\n');
    expect(env).toContain('ADMIN_EMAIL=me@example.org\n');
    expect(JSON.parse(readFileSync(join(cwd, 'public_site/.yo-rc.json'), 'utf8'))).toMatchObject({
      'create-geonode-project': {
        answers: { memory: 8, cpus: 2, https: 'letsencrypt', profile: 'production', geonode: '5.0' },
      },
    });
  });

  it('Enter all the way gives the default project, beside a damaged file of another generator', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.yo-rc.json'), '{');
    const questions = [
      'Directory',
      'Public address',
      'Further host',
      "Administrator's",
      'GeoNode release line',
      'What the project is for',
      'The site will run',
      'Make a git',
      'What next',
    ];
    const { exitCode } = await atKeyboard(
      [],
      questions.map((question): Reply => [question, enter]),
      cwd,
    );
    expect(exitCode).toBe(0);
    expect(filesBelow(join(cwd, 'my_site')).get('.env')).toContain('DEBUG=True');
  });

  it.each([
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['--no-color', ['--no-color'], {}],
  ] as const)('%s: no sequence of a colour, from the first question to the end', async (_, flags, environment) => {
    const cwd = temporaryFolder();
    const { exitCode, raw } = await atKeyboard(flags, PUBLIC_SITE, cwd, environment);
    expect([exitCode, raw.match(COLOURS) ?? []]).toEqual([0, []]);
  });

  it('what is in the way of a directory is said at its question', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'taken'), '');
    const replies: readonly Reply[] = [
      ['Directory of the project', `taken${enter}`],
      ['is not a directory.', `${'\u007f'.repeat(5)}C:\\maps${enter}`],
      ['is a path of Windows', interrupt],
    ];
    expect((await atKeyboard([], replies, cwd)).exitCode).toBe(130);
  });

  it('a wrong answer is explained and asked again', async () => {
    const cwd = temporaryFolder();
    const replies: readonly Reply[] = [
      ['Public address', `${up}${enter}`],
      ['Address, such as', `https://a_b.example.org/path${enter}`],
      ['path', interrupt],
    ];
    expect((await atKeyboard(['my_site'], replies, cwd)).exitCode).toBe(130);
  });

  it('review and edit changes any answer, passwords included, before anything is written', async () => {
    const cwd = temporaryFolder();
    const flags = [
      'my_site',
      '--url',
      'localhost',
      '--alias',
      'a.example.org',
      '--https',
      'off',
      '--email',
      'a@example.org',
      '--profile',
      'production',
    ];
    const replies: readonly Reply[] = [
      ['What next', `${up}${enter}`], // review
      ['? Change', `${down}${down}${down}${enter}`],
      ['? Title of the site', `Atlas${enter}`],
      ['? Change', `${up.repeat(7)}${enter}`], // the first of the passwords, from the end
      ['New password of the user admin', `hunter two${enter}`],
      ['? Change', enter],
      ['What next', enter],
    ];
    const { exitCode, screen } = await atKeyboard(
      [...flags, '--memory', '8', '--cpus', '2', '--no-git', '--geonode', '5.1'],
      replies,
      cwd,
    );
    expect([exitCode, screen]).toEqual([0, expect.not.stringContaining('hunter')]);
    const env = readFileSync(join(cwd, 'my_site/.env'), 'utf8');
    expect(env).toContain("ADMIN_PASSWORD='hunter two'");
    expect(readFileSync(join(cwd, 'my_site/.yo-rc.json'), 'utf8')).toMatch(/"title": "My siteAtlas"|"title": "Atlas"/);
  });

  it('a project that is already there keeps its answers', async () => {
    const cwd = temporaryFolder();
    await run(['my_site', '--yes', '--url', 'http://localhost:8080', '--memory', '16', '--cpus', '4'], { cwd });
    const replies: readonly Reply[] = [
      ['Directory of the project', `my_site${enter}`],
      ['? What next', enter],
    ];
    const { exitCode, screen } = await atKeyboard([], replies, cwd);
    expect([exitCode, screen]).toEqual([0, expect.stringContaining('Nothing to do')]);
    const again = await atKeyboard(['my_site'], [['? What next', enter]], cwd);
    expect([again.exitCode, again.screen]).toEqual([0, expect.not.stringContaining('A few questions')]);
  });

  it('shows every change of a regenerated project before it is written, and takes no for an answer', async () => {
    const cwd = temporaryFolder();
    await run(['my_site', '--yes', '--url', 'http://localhost:8080', '--memory', '16', '--cpus', '4'], { cwd });
    const env = (): string => readFileSync(join(cwd, 'my_site/.env'), 'utf8');
    const before = env();
    const look: Reply = ['? What next', `${up}${up}${enter}`];
    const atTerminal = (answer: string) =>
      atKeyboard(['my_site', '--memory', '32'], [look, ['Write these changes?', `${answer}${enter}`]], cwd);
    const no = await atTerminal('n');
    expect([no.exitCode, no.screen]).toEqual([0, expect.stringMatching(/\+BROKER_MEMORY=[^]*Nothing was written\./)]);
    expect(env()).toBe(before);
    const yes = await atTerminal('y');
    expect([yes.exitCode, yes.screen]).toEqual([0, expect.stringMatching(/\+BROKER_MEMORY=[^]*undo my_site/)]);
    expect(env()).not.toBe(before);
    expect(yes.screen).not.toContain(/^ADMIN_PASSWORD=(.*)$/m.exec(before)?.[1]);
  });

  it('ends with 0 and no conflict marker where somebody declines them, and says so to a program', async () => {
    const cwd = temporaryFolder();
    const readme = join(cwd, 'my_site/README.md');
    await run(['my_site', '--yes', '--memory', '16', '--cpus', '4'], { cwd });
    const mine = readFileSync(readme, 'utf8').replaceAll('16 GB', '17 GB');
    writeFileSync(readme, mine);
    const look: Reply = ['? What next', `${up}${up}${enter}`];
    const { exitCode, screen } = await atKeyboard(
      ['my_site', '--memory', '32', '--on-conflict', 'markers', '--json'],
      [look, ['Write these changes?', `n${enter}`]],
      cwd,
    );
    expect([exitCode, screen]).toEqual([0, expect.stringMatching(/Nothing was written\.[^]*"exitCode":0/)]);
    expect(readFileSync(readme, 'utf8')).toBe(mine);
  });

  it('names a port that is taken and proposes the next free one', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, resolve));
    const { port } = server.address() as { port: number };
    const cwd = temporaryFolder();
    const replies: readonly Reply[] = [
      ['Public address', `${up}${enter}`],
      ['Address, such as', `localhost:${port}${enter}`],
      [`Port ${port} is taken on this machine. Use ${port + 1}`, interrupt],
    ];
    const { exitCode } = await atKeyboard(['my_site'], replies, cwd);
    server.close();
    expect(exitCode).toBe(130);
  });
});
