import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary.ts';

const YES = ['--yes', '--memory', '16', '--cpus', '4'];

describe('two runs at once', () => {
  it('another run at work: exit 4; after a dead one: clean up and go on', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'my_site/.create-geonode-project'), { recursive: true });
    const lock = join(cwd, 'my_site/.create-geonode-project/lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname() }));
    expect(await run(['my_site', ...YES], { cwd })).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('Another run'),
    });
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    expect(await run(['my_site', ...YES], { cwd })).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Cleaned up'),
    });
  });

  it('twice at once: one project, no broken one', async () => {
    const cwd = temporaryFolder();
    const runs = await Promise.all([1, 2, 3].map(() => run(['my_site', ...YES], { cwd })));
    const codes = runs.map(({ exitCode }) => exitCode).sort();
    expect(codes[0]).toBe(0);
    expect(codes.every((code) => code === 0 || code === 4)).toBe(true);
    expect((await run(['my_site', '--yes'], { cwd })).stdout).toContain('Nothing to do');
  });
});
