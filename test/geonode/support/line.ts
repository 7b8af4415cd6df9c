import { expect, it } from 'vitest';
import { ask, MAX_UPLOAD, realSite } from './real-site.ts';
import { visitorTests } from './visitor.ts';

const { GEONODE_LAN = '127.0.0.1' } = process.env;
const URL = `http://${GEONODE_LAN}:8080`;

/** An older line at a LAN address: that it starts, serves its queues and a visitor, and stops. */
export function lineTests(line: string, name: string, more: readonly string[], harvesting: string | null): void {
  const site = realSite(name, ['--url', URL, '--geonode', line, ...more]);

  it('the first start leaves what it should in the databases', async () => {
    expect(await ask(site, 'database')).toMatchObject({
      pending: 0,
      site: `${GEONODE_LAN}:8080`,
      redirects: [`${URL}/geoserver/index.html`],
      administrators: ['admin'],
      limits: expect.arrayContaining([MAX_UPLOAD]),
    });
  });

  it('manage.py check finds nothing', async () => {
    const { stdout } = await site.compose('exec', '-T', 'django', 'python', 'manage.py', 'check');
    expect(stdout).toContain('no issues');
  });

  it.each(['nl', 'pt-br'])('GeoNode starts in %s, which its own list lacks', async (code) => {
    const command = ['exec', '-T', '-e', `LANGUAGE_CODE=${code}`, 'django', 'python', 'manage.py'];
    const { stdout, stderr } = await site.compose(...command, 'check');
    expect(`${stdout}${stderr.slice(-1000)}`).toContain('no issues');
  });

  it('every queue that GeoNode declares or uses is served', async () => {
    expect(await ask(site, 'queues')).toEqual({ unserved: [], harvesting });
  });

  visitorTests(site, URL, async () => undefined);

  it('stops without having to be killed', async () => {
    expect((await site.compose('stop')).exitCode).toBe(0);
    const codes = (await site.containers()).map(({ Service, ExitCode }) => `${Service} ${ExitCode}`);
    expect(codes.filter((code) => code.endsWith(' 137'))).toEqual([]);
  });
}
