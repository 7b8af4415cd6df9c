import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calls, fakeProgram } from '../support/programs.ts';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

const YES = ['--yes', '--memory', '16', '--cpus', '4'];

describe('git, the build and the start', () => {
  it('--build without Docker: exit 6, the files stay', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout, stderr } = await run(['my_site', ...YES, '--build'], { cwd });
    expect([exitCode, stdout]).toEqual([6, expect.stringMatching(/Wrote \d+ files/)]);
    expect(stderr).toMatch(
      /nothing was started[^]*Docker is not installed[^]*files are complete[^]*Install Docker[^]*docker compose --project-directory my_site build/,
    );
    expect(filesBelow(join(cwd, 'my_site')).size).toBeGreaterThan(30);
  });

  it('--up without Docker: exit 6 with the cause, the files stay', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout, stderr } = await run(['my_site', ...YES, '--up', '--json'], { cwd });
    expect([exitCode, JSON.parse(stdout)]).toEqual([
      6,
      expect.objectContaining({ phase: 'preflight', findings: [expect.objectContaining({ cause: 'engine-missing' })] }),
    ]);
    expect(stderr).toMatch(
      /Wrote \d+ files[^]*Nothing was built or started[^]*not installed[^]*Then: npx .* up my_site/,
    );
    expect(filesBelow(join(cwd, 'my_site')).size).toBeGreaterThan(30);
  });

  it('a Docker that fails: exit 6 with its own words; one that hangs does not hold the run up', async () => {
    const cwd = temporaryFolder();
    const PATH = fakeProgram(
      cwd,
      'docker',
      "if (args[0] === 'info') setTimeout(() => {}, 60000); else { console.error('no such builder'); process.exit(17); }",
    );
    const { exitCode, stderr } = await run(['my_site', '--yes', '--build'], { cwd, env: { PATH } });
    expect([exitCode, stderr]).toEqual([
      6,
      expect.stringMatching(/10 to 25 minutes[^]*The build failed[^]*no such builder[^]*docker compose build/),
    ]);
    expect(calls(cwd)).toEqual([
      ['info', '--format', '{{.MemTotal}} {{.NCPU}}'],
      ['compose', '--progress', 'plain', 'build'],
    ]);
  });

  it('a Docker that answers tells the size of its machine; --build builds', async () => {
    const cwd = temporaryFolder();
    const PATH = fakeProgram(
      cwd,
      'docker',
      "if (args[0] === 'info') console.log('8343584768 3'); else console.log('#5 [django 2/9] RUN said by docker');",
    );
    const { exitCode, stdout, stderr } = await run(['my_site', '--yes', '--build', '--json'], { cwd, env: { PATH } });
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ exitCode: 0 })]);
    expect(stderr).toContain('build django 2/9 RUN said by docker');
    expect(readFileSync(join(cwd, 'my_site/.env'), 'utf8')).toContain('with 8.3 GB and 3 CPUs');
    expect(calls(cwd).slice(1)).toEqual([['compose', '--progress', 'plain', 'build']]);
  });

  it('--git makes a repository with one commit; without git it says so', async () => {
    const cwd = temporaryFolder();
    expect((await run(['other', ...YES, '--git'], { cwd })).stderr).toContain('git was not found');
    const PATH = fakeProgram(cwd, 'git', '');
    expect((await run(['my_site', ...YES, '--git'], { cwd, env: { PATH } })).exitCode).toBe(0);
    expect(calls(cwd)).toEqual([
      ['init', '--quiet', '--initial-branch=main'],
      ['add', '--all'],
      ['commit', '--quiet', '--message=Generate the project'],
    ]);
  });

  it('git without a name and address leaves the files staged and says what to do', async () => {
    const cwd = temporaryFolder();
    const PATH = fakeProgram(cwd, 'git', "process.exit(args[0] === 'commit' ? 128 : 0);");
    const { exitCode, stderr } = await run(['my_site', ...YES, '--git'], { cwd, env: { PATH } });
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/staged and not committed[^]*user\.name/)]);
  });

  it.skipIf(process.platform === 'win32').each([
    ['no Compose', 'true', /Docker with Compose was not found: https/],
    ['no engine', "args[0] === 'version'", /engine does not answer\. Start it/],
  ])('backup with %s: exit 6, and what to do', async (_, fails, words) => {
    const cwd = temporaryFolder();
    await run(['my_site', ...YES], { cwd });
    const folder = fakeProgram(cwd, 'docker', `process.exit(${fails} ? 1 : 0);`);
    const env = { PATH: `${folder}:${process.env.PATH}` };
    expect(await run(['backup', 'my_site'], { cwd, env })).toMatchObject({
      exitCode: 6,
      stderr: expect.stringMatching(words),
    });
  });
});
