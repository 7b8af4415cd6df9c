import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/temporary.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<string, { readonly needs?: string; readonly permissions?: object; readonly steps: readonly Step[] }>
  >;
}

const ROOT = join(import.meta.dirname, '../..');
const workflow = (name: string): Workflow =>
  parse(readFileSync(join(ROOT, '.github/workflows', name), 'utf8')) as Workflow;
const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps }) => steps);
const actionsOf = (one: Workflow): ReadonlySet<string> => new Set(stepsOf(one).flatMap(({ uses }) => uses ?? []));

describe('the release workflow', () => {
  const release = workflow('release.yml');
  const guard = stepsOf(release).find(({ name }) => name?.startsWith('The tag'))?.run ?? '';

  it('publishes with provenance, after the checks, and only that job may ask for an identity', () => {
    const { check, publish } = release.jobs;
    expect(publish?.steps.at(-1)?.run).toBe('npm publish --provenance --access public');
    expect(publish?.needs).toBe('check');
    expect(check?.steps.map(({ run }) => run)).toEqual(expect.arrayContaining(['npm ci', 'npm run lint', 'npm test']));
    expect([release.permissions, check?.permissions, publish?.permissions]).toEqual([
      { contents: 'read' },
      undefined,
      { contents: 'read', 'id-token': 'write' },
    ]);
  });

  it('uses the same actions as the checks of every push', () => {
    expect(actionsOf(release)).toEqual(actionsOf(workflow('ci.yml')));
  });

  it.runIf(process.platform !== 'win32').each([
    ['of one release', {}, 0],
    ['of another version', { tag: 'v0.3.0' }, 1],
    ['without a date', { changelog: '## [0.2.0] - unreleased\n' }, 1],
    ['without fixtures', { frozen: '0.1.0' }, 1],
  ])('lets a tag pass that is %s', async (_, differs, exitCode) => {
    const cwd = temporaryFolder();
    const { tag, changelog, frozen } = {
      tag: 'v0.2.0',
      changelog: '## [0.2.0] - 2026-02-03\n',
      frozen: '0.2.0',
      ...differs,
    };
    writeFileSync(join(cwd, 'package.json'), '{"version":"0.2.0"}');
    writeFileSync(join(cwd, 'CHANGELOG.md'), changelog);
    mkdirSync(join(cwd, 'test/fixtures/releases', frozen), { recursive: true });
    // As the runner does it.
    const ran = await execa('bash', ['-e', '-c', guard], { cwd, env: { GITHUB_REF_NAME: tag }, reject: false });
    expect(ran.exitCode).toBe(exitCode);
  });
});
