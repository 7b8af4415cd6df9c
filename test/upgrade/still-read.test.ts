import { describe, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { laidDown } from '../support/laid-down.ts';
import type { Editor } from '../support/on-disk.ts';
import { frozen } from '../support/releases.ts';
import { wholeRun, YES } from '../support/whole-run.ts';

const PORT = '${HTTPS_PORT:?missing in .env}:443';

const withAddress = (project: Editor): void =>
  project.write('docker-compose.yml', project.read('docker-compose.yml').replace(PORT, `192.168.1.20:${PORT}`));

describe('a key of .env that the templates no longer have', () => {
  it('becomes a comment where nobody reads it', async () => {
    const project = laidDown(frozen('lets-encrypt'));
    await wholeRun(project.root, { ...YES, https: 'proxy' });
    expect(project.read('.env')).toMatch(/^# \[obsolete since .*\] HTTPS_PORT=443$/m);
  });

  it.each(['keep', 'sidecar', 'markers'])('stays while lines of the user read it: %s', async (choice) => {
    const project = laidDown(frozen('lets-encrypt'), withAddress);
    const ran = await wholeRun(project.root, { ...YES, https: 'proxy', 'on-conflict': choice });
    expect(project.read('docker-compose.yml')).toContain(PORT);
    expect(readEnv(project.read('.env')).HTTPS_PORT).toBe('443');
    expect(ran.said).toContain('.env: HTTPS_PORT stays, because docker-compose.yml reads it');
    if (choice === 'markers') return;
    // The next run neither takes it away nor says it again.
    const again = await wholeRun(project.root);
    expect([again.exitCode, again.said.includes('HTTPS_PORT')]).toEqual([0, false]);
    expect(readEnv(project.read('.env')).HTTPS_PORT).toBe('443');
  });

  it('stays while a file that the user keeps reads it', async () => {
    const project = laidDown(frozen('lets-encrypt'), (one) =>
      one.write('docker-compose.override.yml', 'services:\n  mine:\n    image: mine\n    ports: ["${HTTPS_PORT}:1"]\n'),
    );
    const ran = await wholeRun(project.root, { ...YES, https: 'proxy' });
    expect(readEnv(project.read('.env')).HTTPS_PORT).toBe('443');
    expect(ran.said).toContain('.env: HTTPS_PORT stays, because docker-compose.override.yml reads it');
  });
});
