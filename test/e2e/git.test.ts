import { describe, expect, it, onTestFinished } from 'vitest';
import { filesBelow } from '../support/temporary.ts';
import { command, Site } from './support/site.ts';

describe('--git with the real git', () => {
  it('commits everything but what belongs to this machine', async () => {
    const site = new Site('git');
    onTestFinished(() => site.remove());
    const who = {
      GIT_AUTHOR_NAME: 'T',
      GIT_AUTHOR_EMAIL: 't@example.org',
      GIT_COMMITTER_NAME: 'T',
      GIT_COMMITTER_EMAIL: 't@example.org',
    };
    expect((await site.generate(['--git'], who)).exitCode).toBe(0);
    const git = async (...args: string[]) => (await command('git', args, { cwd: site.folder })).stdout;
    expect(await git('log', '--format=%s')).toBe('Generate the project');
    expect(await git('status', '--porcelain')).toBe('');
    const tracked = (await git('ls-files')).split('\n');
    const left = [...filesBelow(site.folder).keys()].filter(
      (path) => !path.startsWith('.git/') && !tracked.includes(path),
    );
    expect(left).toEqual(['.create-geonode-project/env-base.json', '.env']);
    expect(await git('ls-files', '--stage', 'src/entrypoint.sh')).toMatch(/^100755/);
  });
});
