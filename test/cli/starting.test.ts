import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, inject, it } from 'vitest';
import { renderProject } from '../../generators/core/render/project.ts';
import type { Templates } from '../../generators/core/render/template.ts';
import { templatesIn } from '../../generators/io/templates.ts';
import { answersFor, SCENARIOS, TEMPLATES } from '../support/projects.ts';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

describe('help and version', () => {
  it('--version prints the version alone', async () => {
    const { stdout, stderr, exitCode } = await run(['--version'], { cwd: temporaryFolder() });
    expect([stdout, stderr, exitCode]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), '', 0]);
  });

  it('--help names options, exit codes and where passwords come from', async () => {
    const { stdout, exitCode } = await run(['-h'], { cwd: temporaryFolder() });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Usage:[^]*--url URL[^]*GEONODE_ADMIN_PASSWORD[^]*Exit codes/);
  });
});

const YES = ['--yes', '--memory', '16', '--cpus', '4'];

describe('starting', () => {
  const loaded = async (args: readonly string[]): Promise<readonly string[]> => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'hook.cjs'),
      "process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));",
    );
    const { stderr } = await run(args, { cwd, env: { NODE_OPTIONS: `--require ${join(cwd, 'hook.cjs')}` } });
    return (JSON.parse(stderr.trim().split('\n').at(-1) ?? '[]') as string[])
      .map((path) => path.replace(/^.*\//, ''))
      .filter((name) => name !== 'hook.cjs');
  };

  it('--help and --version load neither the generator nor inquirer nor execa', async () => {
    const chunks = [...(await loaded(['--help'])), ...(await loaded(['--version']))];
    expect(chunks).toContain('cli.cjs');
    expect(chunks.filter((name) => /app|execa|entropy|environment|inquirer/.test(name))).toEqual([]);
  });

  it('a run without questions does not load the prompts', async () => {
    const chunks = await loaded(['my_site', ...YES]);
    expect(chunks.some((name) => name.includes('app'))).toBe(true);
    const dist = join(inject('packed'), 'dist');
    const late = readdirSync(dist).filter(
      (name) =>
        name.endsWith('.cjs') &&
        /function createPromptModule|execaCoreAsync/.test(readFileSync(join(dist, name), 'utf8')),
    );
    expect(late.length).toBe(2);
    expect(chunks.filter((name) => late.includes(name))).toEqual([]);
  });

  it('a Node.js that is too old gets one line and exit 2', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'old.cjs'),
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });",
    );
    const { exitCode, stdout, stderr } = await run(['--version'], {
      cwd,
      env: { NODE_OPTIONS: `--require ${join(cwd, 'old.cjs')}` },
    });
    expect([exitCode, stdout, stderr]).toEqual([
      2,
      '',
      'create-geonode-project needs Node.js 20.19, 22.13, 24 or newer; this is 18.20.4.',
    ]);
  });

  it('bundles what the design names, with a notice for each package', () => {
    const notices = readFileSync(join(inject('packed'), 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['yeoman-generator', 'inquirer', 'execa', 'yaml', 'mem-fs', 'mem-fs-editor'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(readFileSync(join(inject('packed'), 'package.json'), 'utf8')).not.toContain('"dependencies"');
  });

  it.each(Object.entries(SCENARIOS))('writes with what EJS made of the templates: %s', (_, given) => {
    const chunk = join(inject('packed'), 'dist/chunk-packaged-templates.cjs');
    const { packagedTemplates } = createRequire(import.meta.url)(chunk) as { readonly packagedTemplates: Templates };
    const render = (templates: Templates) => renderProject(answersFor(given), { templates, version: '1.2.3' });
    expect(render(packagedTemplates)).toEqual(render(templatesIn(TEMPLATES)));
  });

  it('is one small package, without source maps', async () => {
    const folder = temporaryFolder();
    await execa('tar', ['-xzf', inject('tarball'), '-C', folder]);
    const files = [...filesBelow(folder)];
    expect(files.map(([path]) => path)).toContain('package/dist/cli.cjs');
    expect(inject('packedSize')).toBeLessThanOrEqual(350_000);
    expect(files.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(1_800_000);
    expect(files.filter(([path, text]) => path.endsWith('.map') || text.includes('sourceMappingURL='))).toEqual([]);
  });
});
