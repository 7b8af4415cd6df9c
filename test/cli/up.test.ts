import { describe, expect, it } from 'vitest';
import { seenIn } from '../support/on-disk.ts';
import { untouched } from '../support/proofs.ts';
import { run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SIZE = ['--memory', '16', '--cpus', '4'];

describe('up and doctor without Docker', () => {
  it('name what is missing, by exit code and in JSON, and change nothing', async () => {
    const cwd = temporaryFolder();
    expect((await run(['my_site', '--yes', ...SIZE], { cwd })).exitCode).toBe(0);
    const before = seenIn(`${cwd}/my_site`);
    for (const command of ['up', 'doctor']) {
      const ran = await run([command, 'my_site', '--json'], { cwd });
      expect([ran.exitCode, ran.stderr]).toEqual([
        6,
        expect.stringMatching(/Docker is not installed[^]*docs\.docker\.com/),
      ]);
      const { exitCode, checks } = JSON.parse(ran.stdout);
      expect([exitCode, checks[0]]).toMatchObject([
        6,
        { id: 'engine', status: 'failed', finding: { cause: 'engine-missing' } },
      ]);
      // What needs no engine is looked at all the same.
      expect(checks).toContainEqual(expect.objectContaining({ id: 'env', status: 'ok' }));
    }
    expect(untouched(seenIn(`${cwd}/my_site`))).toEqual(untouched(before));
  });

  it.each([
    ['no project', ['up', '.'], 2, /holds no project/],
    ['no such directory', ['doctor', 'nowhere'], 2, /holds no project/],
    ['a check that there is not', ['up', '.', '--skip', 'weather'], 2, /no check "weather"[^]*engine, compose/],
    ['a limit that is none', ['up', '.', '--timeout', 'soon'], 2, /--timeout/],
  ])('%s', async (_, args, exitCode, words) => {
    const ran = await run(args, { cwd: temporaryFolder() });
    expect([ran.exitCode, ran.stderr]).toEqual([exitCode, expect.stringMatching(words)]);
    expect(ran.stderr).not.toMatch(/\n {4}at /);
  });
});
