import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { atKeyboard, KEYS } from '../support/keyboard.ts';
import { seenIn } from '../support/on-disk.ts';
import { untouched } from '../support/proofs.ts';
import { bin, NODE_ONLY, run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SIZE = ['--memory', '16', '--cpus', '4'];
const { enter, down, interrupt } = KEYS;

/** A project, with an edit where --memory changes the template too. */
async function project(edit = (text: string) => text.replace('16 GB of memory', 'plenty of memory')) {
  const cwd = temporaryFolder();
  expect((await run(['my_site', '--yes', ...SIZE], { cwd })).exitCode).toBe(0);
  const root = join(cwd, 'my_site');
  const readme = join(root, 'README.md');
  writeFileSync(readme, edit(readFileSync(readme, 'utf8')));
  return { cwd, root, readme, before: seenIn(root) };
}

const LARGER = ['my_site', '--yes', '--memory', '32'];

describe('how a run on a project ends', () => {
  it('by the exit code, which --json has too', async () => {
    const { cwd, root, before } = await project();
    const ends: readonly [readonly string[], number, RegExp][] = [
      [['check', 'my_site'], 0, /Nothing to do/],
      [['check', 'my_site', '--memory', '32'], 5, /Would change/],
      [[...LARGER, '--dry-run'], 3, /CONFLICT\s+README\.md/],
      [LARGER, 3, /README\.md:\d+[^]*--on-conflict/],
      [[...LARGER, '--on-conflict', 'mine'], 2, /"mine" is not one of the choices/],
      [['my_site', '--yes', '--geonode', '5.0'], 4, /cannot go back/],
      [['undo', 'my_site'], 4, /no backup/],
      [['check', 'nowhere'], 2, /holds no project/],
    ];
    for (const [args, exitCode, words] of ends) {
      const ran = await run([...args, '--json'], { cwd });
      expect([args, ran.exitCode, ran.stderr]).toEqual([args, exitCode, expect.stringMatching(words)]);
      expect(JSON.parse(ran.stdout)).toMatchObject({ exitCode });
      expect(ran.stderr).not.toMatch(/\n {4}at |An error occured/);
      // Which places they are is for programs, too.
      const conflict = { path: 'README.md', conflicts: [expect.any(Number)] };
      if (exitCode === 3) expect(JSON.parse(ran.stdout).changes).toContainEqual(expect.objectContaining(conflict));
    }
    expect(untouched(seenIn(root))).toEqual(untouched(before));
  });

  it('by one transaction, which undo takes back', async () => {
    const { cwd, root, before } = await project();
    const kept = await run([...LARGER, '--on-conflict', 'keep'], { cwd });
    expect([kept.exitCode, kept.stdout]).toEqual([0, expect.stringMatching(/Changed \d+ files[^]*undo my_site/)]);
    expect((await run(['undo', 'my_site'], { cwd })).exitCode).toBe(0);
    const texts = (files: typeof before): unknown => [...files].map(([path, { text, mode }]) => [path, mode, text]);
    expect(texts(seenIn(root))).toEqual(texts(before));
  });
});

describe('two runs at once', () => {
  it('one of them writes, the others wait for another time, and nothing is torn', async () => {
    const { cwd, root } = await project((text) => text);
    const runs = await Promise.all(
      ['32', '64', '8'].map((memory) => run(['my_site', '--yes', '--memory', memory], { cwd })),
    );
    const codes = runs.map(({ exitCode }) => exitCode);
    expect(codes.filter((code) => code !== 0 && code !== 4)).toEqual([]);
    expect(codes).toContain(0);
    expect((await run(['check', 'my_site'], { cwd })).exitCode).toBe(0);
    expect([...seenIn(root).keys()].filter((path) => /lock|staging|journal/.test(path))).toEqual([]);
  });
});

describe('a directory that may not be written', () => {
  it('exit 1, in words, and nothing is changed', async () => {
    const { cwd, root } = await project((text) => text);
    const before = seenIn(root);
    // Whoever is root may write everywhere: then it is somebody else who tries. The change is made inside of
    // Node.js, because its binary may lie in a folder that nobody else may enter.
    const nobody = 'data:text/javascript,process.setgid(65534);process.setuid(65534)';
    const user = process.getuid?.() === 0 ? ['--import', nobody] : [];
    for (const folder of [cwd, join(bin(), '../../../..')]) chmodSync(folder, 0o755);
    chmodSync(join(root, '.env'), 0o644);
    chmodSync(join(root, '.create-geonode-project'), 0o555);
    const ran = await execa(process.execPath, [...user, bin(), 'my_site', '--yes', '--memory', '32'], {
      cwd,
      reject: false,
      extendEnv: false,
      stdin: 'ignore',
      env: { PATH: NODE_ONLY },
    });
    chmodSync(join(root, '.create-geonode-project'), 0o755);
    chmodSync(join(root, '.env'), 0o600);
    expect([ran.exitCode, ran.stderr]).toEqual([1, expect.stringMatching(/could not be written[^]*taken back/)]);
    expect(ran.stderr).not.toMatch(/Unexpected|\n {4}at /);
    expect(untouched(seenIn(root))).toEqual(untouched(before));
  });
});

describe('a conflict at the keyboard', () => {
  const QUESTION = '? README.md';
  const MEMORY = ['my_site', '--memory', '32', '--email', 'me@example.org', '--no-git', '--no-build', '--no-up'];

  it.each([
    ['Ctrl-C', interrupt, 130],
    ['Enter', enter, 3],
  ])('%s leaves everything as it is', async (_, keys, exitCode) => {
    const { cwd, root, before } = await project();
    const session = await atKeyboard(MEMORY, [[QUESTION, keys]], cwd);
    expect([session.exitCode, session.screen]).toEqual([exitCode, expect.stringMatching(/[Nn]othing was written/)]);
    expect(untouched(seenIn(root))).toEqual(untouched(before));
  });

  it('shows the places, then keeps mine and takes over the rest', async () => {
    const { cwd, readme } = await project();
    const replies = [
      [QUESTION, `${down.repeat(5)}${enter}`],
      ['>>>>>>> new template', ''],
      [QUESTION, `${down}${down}${enter}`],
    ] as const;
    const session = await atKeyboard(MEMORY, replies, cwd);
    expect([session.exitCode, session.screen]).toEqual([
      0,
      expect.stringMatching(/plenty of memory[^]*Changed \d+ files/),
    ]);
    expect(readFileSync(readme, 'utf8')).toContain('plenty of memory');
  });

  it('a file that somebody saves meanwhile is not overwritten', async () => {
    const { cwd, root, readme } = await project();
    const late = (): void => writeFileSync(readme, '# saved meanwhile\n');
    const session = await atKeyboard(MEMORY, [[QUESTION, `${down}${down}${enter}`, late]], cwd);
    expect([session.exitCode, session.screen]).toEqual([
      4,
      expect.stringMatching(/README\.md was changed[^]*Nothing was written/),
    ]);
    expect(readFileSync(readme, 'utf8')).toBe('# saved meanwhile\n');
    expect(readFileSync(join(root, '.yo-rc.json'), 'utf8')).toContain('"memory": 16');
  });
});
