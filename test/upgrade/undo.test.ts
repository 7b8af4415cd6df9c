import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { laidDown } from '../support/laid-down.ts';
import { NEXT } from '../support/next-release.ts';
import { seenIn } from '../support/on-disk.ts';
import { expectNoLeak, untouched } from '../support/proofs.ts';
import { frozen, KEPT_SECRETS } from '../support/releases.ts';
import { wholeRun, YES } from '../support/whole-run.ts';

const UNDO = { command: 'undo' };

/** Bytes and permissions, without times. */
const standing = (root: string): unknown => [...seenIn(root)].map(([path, { text, mode }]) => [path, mode, text]);

/** A project as it was, and as the next release has left it: files new, changed, merged and deleted. */
async function updated() {
  const project = laidDown(frozen('development'), (one) => {
    one.change('src/my_site/settings.py', 'SITENAME = os', '# mine\nSITENAME = os');
    one.mode('README.md', 0o640);
  });
  const before = standing(project.root);
  const ran = await wholeRun(project.root, YES, NEXT);
  expect(ran.exitCode, ran.said).toBe(0);
  return { project, root: project.root, before, after: standing(project.root) };
}

describe('undo', () => {
  it('puts back every byte and permission; twice does the run again, and once more takes it back', async () => {
    const { root, before, after } = await updated();
    expect(after).not.toEqual(before);
    for (const expected of [before, after, before]) {
      const ran = await wholeRun(root, { ...UNDO, json: true }, NEXT);
      expect([ran.exitCode, ran.said]).toEqual([0, expect.stringMatching(/^Put back \d+ files/)]);
      expect(ran.result).toMatchObject({ exitCode: 0, dryRun: false });
      expectNoLeak(root, ran);
      expect(standing(root)).toEqual(expected);
    }
    // What was taken back is there to be done anew.
    expect((await wholeRun(root, { command: 'check' }, NEXT)).exitCode).toBe(5);
  });

  it('--dry-run says the same and touches nothing', async () => {
    const { root } = await updated();
    const before = seenIn(root);
    const dry = await wholeRun(root, { ...UNDO, 'dry-run': true, json: true }, NEXT);
    expect([dry.exitCode, dry.said]).toEqual([0, expect.stringMatching(/^Would put back/)]);
    expect(untouched(seenIn(root))).toEqual(untouched(before));
    const wet = await wholeRun(root, { ...UNDO, json: true }, NEXT);
    expect(dry.result?.changes).toEqual(wet.result?.changes);
    expect(dry.result?.changes).toEqual(
      expect.arrayContaining([
        { path: 'src/my_site/settings.py', kind: 'restored' },
        { path: 'docker/nginx/templates/robots.txt', kind: 'deleted' },
        { path: 'docker/geoserver/plugins/README.md', kind: 'new' },
      ]),
    );
  });

  it('is refused once a file of the run was edited, and names it', async () => {
    const { project, root } = await updated();
    project.write('Dockerfile', `${project.read('Dockerfile')}# mine\n`);
    const before = seenIn(root);
    const ran = await wholeRun(root, { ...UNDO, json: true }, NEXT);
    expect([ran.exitCode, ran.said]).toEqual([4, expect.stringMatching(/changed since[^]*\n {2}Dockerfile\n/)]);
    expect(ran.result).toMatchObject({ exitCode: 4, error: expect.stringContaining('Dockerfile') });
    expect(untouched(seenIn(root))).toEqual(untouched(before));
  });

  it('takes a run back that left conflict markers', async () => {
    const project = laidDown(frozen('development'), (one) => one.write('README.md', '# Ours\n'));
    const before = standing(project.root);
    expect((await wholeRun(project.root, { ...YES, 'on-conflict': 'markers' }, NEXT)).exitCode).toBe(3);
    expect((await wholeRun(project.root, UNDO, NEXT)).exitCode).toBe(0);
    expect(standing(project.root)).toEqual(before);
  });

  it('leaves a password that the run filled in: the data may have been made with it', async () => {
    const project = laidDown(frozen('development'), (one) =>
      one.change('.env', `BROKER_PASSWORD=${KEPT_SECRETS.brokerPassword}`, 'BROKER_PASSWORD='),
    );
    expect((await wholeRun(project.root, YES, NEXT)).exitCode).toBe(0);
    const [made] = /^BROKER_PASSWORD=made.*/m.exec(project.read('.env')) ?? [];
    expect((await wholeRun(project.root, UNDO, NEXT)).exitCode).toBe(0);
    expect(project.read('.env')).toContain(`\n${made}\n`);
    expect(project.read('.env')).not.toContain('TASK_RETRIES');
  });

  it.each(['', '/src'])('in a project that was never changed%s there is nothing to undo', async (folder) => {
    const { root } = laidDown(frozen('development'));
    const ran = await wholeRun(root + folder, UNDO);
    expect([ran.exitCode, ran.said]).toEqual([4, expect.stringContaining('holds no backup')]);
  });
});

it('the backups of the last five runs are kept', async () => {
  const { root } = laidDown(frozen('development'));
  for (const memory of ['6', '8', '10', '12', '14', '20']) await wholeRun(root, { ...YES, memory });
  expect(readdirSync(join(root, '.create-geonode-project/backup'))).toHaveLength(5);
});
