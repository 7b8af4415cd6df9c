import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { LINES, releaseLine } from '../../generators/core/plan/lines.ts';
import type { Project } from '../support/checks.ts';
import { cellName, givenFor, VALID_CELLS } from '../support/matrix.ts';
import { projectFor, SCENARIOS } from '../support/projects.ts';
import { command } from './support/site.ts';

const HERE = import.meta.dirname;
const STANDINS = process.env.E2E_STANDINS === '1';
const folder = mkdtempSync(join(tmpdir(), 'cgp-validators-'));
const folderOf = (scenario: string): string => join(folder, scenario.replace(/\W+/g, '_'));
/** A mail password, so that every secret of every scenario is filled. */
const TYPED = { GEONODE_SMTP_PASSWORD: `p a$s#"w\\ord` };

function writeProject(project: Project, target: string, wanted = (_path: string): boolean => true): void {
  for (const { path, text, mode } of project.values()) {
    if (!wanted(path)) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text, { mode });
  }
}

beforeAll(async () => {
  for (const [scenario, given] of Object.entries(SCENARIOS))
    writeProject(await projectFor(given, TYPED), folderOf(scenario));
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

/** Every text that a valid combination renders, and one path under which it does. */
async function distinctTexts(paths: RegExp): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const cell of VALID_CELLS) {
    const files = [...(await projectFor(givenFor(cell))).values()].filter(({ path }) => paths.test(path));
    for (const { path, text } of files) texts.set(text, path);
  }
  return texts;
}

describe(`the matrix, ${VALID_CELLS.length} valid combinations`, () => {
  it('docker compose config is content and silent with each', async () => {
    const problems: string[] = [];
    const seen = new Set<string>();
    for (const cell of VALID_CELLS) {
      const project = await projectFor(givenFor(cell));
      const text = (path: string): string => project.get(path)?.text ?? '';
      // Compose reads the same where the files are the same and .env has the same keys.
      const keys = Object.keys(readEnv(text('.env'))).join();
      const identity = [text('docker-compose.yml'), text('docker-compose.override.yml'), keys].join('\0');
      if (seen.has(identity)) continue;
      seen.add(identity);
      const target = join(folder, 'cell');
      writeProject(project, target, (path) => /^(docker-compose.*|\.env)$/.test(path));
      const { exitCode, stderr } = await command('docker', ['compose', '--profile', '*', 'config', '--quiet'], {
        cwd: target,
      });
      if (exitCode !== 0 || stderr !== '') problems.push(`${cellName(cell)}: ${stderr}`);
    }
    expect(problems).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  });

  // A file that is the same in many combinations is checked once.
  it('shellcheck, flake8 and yamllint find nothing in any file', async () => {
    const target = join(folder, 'distinct');
    const texts = await distinctTexts(/\.(sh|py|ya?ml)$/);
    for (const [index, [text, path]] of [...texts].entries()) {
      // Each in a folder of its own, because the name of a file matters to some checks.
      const file = join(target, String(index), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const checks = [
      "find . -name '*.sh' -exec shellcheck {} +",
      'flake8 --max-line-length=120 .',
      "yamllint -d '{extends: relaxed, rules: {line-length: disable}}' .",
    ];
    for (const check of checks)
      expect(await command('sh', ['-c', check], { cwd: target })).toEqual({ ...clean, stdout: '' });
    expect(texts.size).toBeGreaterThan(50);
  });
});

describe.each(LINES)('GeoNode %s: files that do not depend on the answers', (geonode) => {
  const project = folderOf(`line ${geonode}`);
  beforeAll(async () => writeProject(await projectFor({ profile: 'production', geonode }, TYPED), project));

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
    const image = releaseLine(geonode).images.geonodeBase.name;
    const { exitCode, stdout, stderr } = await command(
      'docker',
      ['run', '--rm', ...mounts, image, 'python', '-m', 'unittest', 'discover', '-s', '/tests'],
      { cwd: HERE },
    );
    expect([exitCode, exitCode ? stdout + stderr : '']).toEqual([0, '']);
    expect(stderr).toMatch(/Ran \d\d tests/);
  });
});

it('shell scripts of every line: shellcheck, and under busybox ash with only busybox applets', async () => {
  const different = new Map<string, string>();
  for (const geonode of LINES) {
    const project = await projectFor({ profile: 'production', geonode }, TYPED);
    const scripts = [...project.values()].filter(({ path }) => /^docker\/.*\.sh$/.test(path));
    const key = JSON.stringify(scripts.map(({ path, text }) => [path, text]).sort());
    // Those of a further line are run only if they are others.
    if (different.has(key)) continue;
    const target = folderOf(`scripts ${geonode}`);
    writeProject(project, target);
    different.set(key, target);
  }
  for (const project of different.values()) {
    const { exitCode, stdout, stderr } = await command(join(HERE, 'scripts/check-shell.sh'), [project], { cwd: HERE });
    expect([exitCode, exitCode ? stdout + stderr : '']).toEqual([0, '']);
  }
});

it('nginx in every mode, asked for real', async () => {
  const { exitCode, stdout, stderr } = await command(
    process.execPath,
    [join(HERE, 'scripts/check-nginx.mjs'), folderOf('production on localhost')],
    { cwd: HERE },
  );
  expect([exitCode, exitCode ? stdout + stderr : '']).toEqual([0, '']);
});
