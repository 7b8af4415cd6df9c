import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { RELEASE_LINES } from '../../generators/core/plan/lines.ts';
import { projectFor, SCENARIOS } from '../support/projects.ts';
import { command } from './support/site.ts';

const HERE = import.meta.dirname;
const STANDINS = process.env.E2E_STANDINS === '1';
const folder = mkdtempSync(join(tmpdir(), 'cgp-validators-'));
const folderOf = (scenario: string): string => join(folder, scenario.replace(/\W+/g, '_'));
/** A mail password, so that every secret of every scenario is filled. */
const TYPED = { GEONODE_SMTP_PASSWORD: `p a$s#"w\\ord` };

beforeAll(async () => {
  for (const [scenario, given] of Object.entries(SCENARIOS)) {
    for (const { path, text, mode } of (await projectFor(given, TYPED)).values()) {
      const target = join(folderOf(scenario), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text, { mode });
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clean = { exitCode: 0, stderr: '' };

describe.each(Object.keys(SCENARIOS))('%s', (scenario) => {
  const run = (program: string, ...args: string[]) => command(program, args, { cwd: folderOf(scenario) });

  it('docker compose config is content and silent', async () => {
    expect(await run('docker', 'compose', '--profile', '*', 'config', '--quiet')).toMatchObject(clean);
  });

  it('every value of .env reaches django as it was meant', async () => {
    const { stdout } = await run('docker', 'compose', 'config', '--format', 'json');
    const config = JSON.parse(stdout) as { services: { django: { environment: Record<string, string> } } };
    const meant = readEnv((await projectFor(SCENARIOS[scenario], TYPED)).get('.env')?.text ?? '');
    // `config` shows a dollar sign doubled.
    const seen = Object.fromEntries(
      Object.keys(meant).map((key) => [key, config.services.django.environment[key]?.replaceAll('$$', '$')]),
    );
    expect(seen).toEqual(meant);
  });

  it('yamllint, py_compile and flake8 find nothing', async () => {
    expect(
      await run(
        'yamllint',
        '-d',
        '{extends: relaxed, rules: {line-length: disable}}',
        'docker-compose.yml',
        'docker-compose.override.yml',
      ),
    ).toEqual({ ...clean, stdout: '' });
    expect(await run('sh', '-c', "find src -name '*.py' -exec python3 -m py_compile {} +")).toEqual({
      ...clean,
      stdout: '',
    });
    expect(await run('flake8', '--max-line-length=120', 'src')).toEqual({ ...clean, stdout: '' });
  });
});

describe('files that are the same in every project', () => {
  const project = folderOf('production on localhost');

  it.each([
    '.',
    'docker/nginx',
    'docker/letsencrypt',
    'docker/geoserver',
    'docker/geoserver_data',
    'docker/postgresql',
  ])('docker buildx build --check %s', async (context) => {
    const { exitCode, stdout, stderr } = await command('docker', ['buildx', 'build', '--check', context], {
      cwd: project,
    });
    expect([exitCode, exitCode ? stdout + stderr : '']).toEqual([0, '']);
  });

  it('shell scripts: shellcheck, and under busybox ash with only busybox applets', async () => {
    const { exitCode, stdout, stderr } = await command(join(HERE, 'scripts/check-shell.sh'), [project], { cwd: HERE });
    expect([exitCode, exitCode ? stdout + stderr : '']).toEqual([0, '']);
  });

  it('nginx in every mode, asked for real', async () => {
    const { exitCode, stdout, stderr } = await command(
      process.execPath,
      [join(HERE, 'scripts/check-nginx.mjs'), project],
      { cwd: HERE },
    );
    expect([exitCode, exitCode ? stdout + stderr : '']).toEqual([0, '']);
  });

  it.runIf(STANDINS)("the project's Python, without Django", async () => {
    const mounts = [
      '-v',
      `${join(project, 'src')}:/src:ro`,
      '-v',
      `${join(HERE, 'python')}:/tests:ro`,
      '-e',
      'PROJECT_SRC=/src',
      '-e',
      'PYTHONDONTWRITEBYTECODE=1',
    ];
    const image = RELEASE_LINES['5.1'].images.geonodeBase.name;
    const { exitCode, stdout, stderr } = await command(
      'docker',
      ['run', '--rm', ...mounts, image, 'python', '-m', 'unittest', 'discover', '-s', '/tests'],
      { cwd: HERE },
    );
    expect([exitCode, exitCode ? stdout + stderr : '']).toEqual([0, '']);
    expect(stderr).toMatch(/Ran \d\d tests/);
  });
});
