import { describe, expect, it } from 'vitest';
import { LINES } from '../../generators/core/plan/lines.ts';
import { CLEAN, CONFLICTING } from '../support/edit-scripts.ts';
import { pairs } from '../support/edited-projects.ts';
import { laidDown } from '../support/laid-down.ts';
import { NEXT } from '../support/next-release.ts';
import { wholeRun, YES } from '../support/whole-run.ts';
import { command } from './support/site.ts';

/** What Docker Compose says of a project; silence and 0 where all is right. */
async function complaints(root: string): Promise<unknown> {
  const { exitCode, stderr } = await command('docker', ['compose', '--profile', '*', 'config', '--quiet'], {
    cwd: root,
  });
  return { exitCode, stderr };
}

const NONE = { exitCode: 0, stderr: '' };
const KEEP = { ...YES, 'on-conflict': 'keep' };

const ALL = pairs([...CLEAN, ...CONFLICTING]);
// E2E_SAMPLE=1: each script and each project a few times. The long lane merges all of them, without Docker.
const CHOSEN = ALL.filter((_, index) => process.env.E2E_SAMPLE !== '1' || index % 4 === 0);

describe.each(CHOSEN)('%s (%s)', (_, __, script, project) => {
  it('is a project that Docker Compose reads, in the next release and on the newest GeoNode line', async () => {
    const { root } = laidDown(project, script.edit);
    expect(await wholeRun(root, KEEP, NEXT)).toMatchObject({ exitCode: 0 });
    expect(await complaints(root)).toEqual(NONE);
    expect(await wholeRun(root, { ...KEEP, geonode: LINES[0] }, NEXT)).toMatchObject({ exitCode: 0 });
    expect(await complaints(root)).toEqual(NONE);
  });
});
