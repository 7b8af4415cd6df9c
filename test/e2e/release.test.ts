import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { command, type Outcome } from './support/site.ts';

const WHO = {
  GIT_AUTHOR_NAME: 'T',
  GIT_AUTHOR_EMAIL: 't@example.org',
  GIT_COMMITTER_NAME: 'T',
  GIT_COMMITTER_EMAIL: 't@example.org',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** This repository as one commit on main, with an origin; lint and tests only say that they ran. */
async function repository(tests = 'true') {
  const cwd = checkout();
  const origin = join(temporaryFolder(), 'origin.git');
  const git = async (...args: string[]) => (await execa('git', args, { cwd, env: WHO })).stdout;
  const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  Object.assign(manifest.scripts, { lint: 'echo linted', test: `echo tested && ${tests}` });
  writeFileSync(join(cwd, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(cwd, '.gitignore'), 'node_modules\ndist/\n*.tgz\n');
  await git('init', '--quiet', '--initial-branch=main');
  await git('init', '--quiet', '--bare', origin);
  await git('add', '--all');
  await git('commit', '--quiet', '--message=All of it');
  await git('remote', 'add', 'origin', origin);
  await git('push', '--quiet', 'origin', 'main');
  const release = (...args: string[]): Promise<Outcome> =>
    command('npm', ['run', 'release', '--', ...args], { cwd, env: WHO });
  const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');
  const state = () => Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain'), git('tag', '--list')]);
  return { cwd, origin, git, release, read, state };
}

const said = ({ exitCode, stdout, stderr }: Outcome): string => `${exitCode}\n${stdout}\n${stderr}`;

describe('npm run release, with the real git', () => {
  it('freezes, dates the changelog, commits, tags and packs; pushes nothing', async () => {
    const { cwd, origin, git, release, read } = await repository();
    const before = await git('rev-parse', 'HEAD');
    expect(said(await release('0.7.0'))).toMatch(/^0\n[^]*linted[^]*tested[^]*Released 0\.7\.0 here/);
    expect(await git('log', '--format=%s', '-1')).toBe('Release 0.7.0');
    expect(await git('rev-parse', 'v0.7.0^{commit}')).toBe(await git('rev-parse', 'HEAD'));
    expect(await git('status', '--porcelain')).toBe('');
    expect([JSON.parse(read('package.json')), JSON.parse(read('package-lock.json')).packages['']]).toMatchObject([
      { version: '0.7.0' },
      { version: '0.7.0' },
    ]);
    expect(read('CHANGELOG.md')).toMatch(/^## \[Unreleased\]\n\n## \[0\.7\.0\] - \d{4}-\d\d-\d\d\n\n### Added/m);
    const frozen = JSON.parse(read('test/fixtures/releases/0.7.0/development.json')) as { version: string };
    expect([frozen.version, readdirSync(join(cwd, 'test/fixtures/releases/0.7.0')).length]).toEqual(['0.7.0', 9]);
    expect(readdirSync(cwd)).toContain('create-geonode-project-0.7.0.tgz');
    expect(await git('--git-dir', origin, 'rev-parse', 'main')).toBe(before);
    expect(said(await release('0.7.0'))).toMatch(/^1\n[^]*v0\.7\.0 is there already/);
    expect(said(await release('0.6.0'))).toMatch(/^1\n[^]*0\.6\.0 is not newer than 0\.7\.0/);
  });

  it('--dry-run writes nothing and says what would be done', async () => {
    const { release, state } = await repository();
    const before = await state();
    expect(said(await release('0.7.0', '--dry-run'))).toMatch(/^0\n[^]*Would freeze[^]*tag v0\.7\.0[^]*### Added/);
    expect(await state()).toEqual(before);
  });

  it('takes everything back when a test fails', async () => {
    const { release, state, read } = await repository('false');
    const before = [await state(), read('package.json'), read('CHANGELOG.md')];
    expect(said(await release('0.7.0'))).toMatch(
      /^1\n[^]*tested[^]*Nothing was released, and the files are as they were/,
    );
    expect([await state(), read('package.json'), read('CHANGELOG.md')]).toEqual(before);
  });

  it('refuses another branch, changes that are not committed, and an origin that is ahead', async () => {
    const { cwd, git, release } = await repository();
    await git('commit', '--quiet', '--allow-empty', '--message=Of somebody else');
    await git('push', '--quiet', 'origin', 'main');
    await git('reset', '--quiet', '--hard', 'HEAD~1');
    expect(said(await release('0.7.0'))).toMatch(/^1\n[^]*git pull/);
    appendFileSync(join(cwd, 'README.md'), 'x');
    expect(said(await release('0.7.0'))).toMatch(/^1\n[^]*not committed:\n M README\.md/);
    await git('checkout', '--quiet', '-b', 'topic');
    expect(said(await release('0.7.0'))).toMatch(/^1\n[^]*the branch topic/);
  });
});
