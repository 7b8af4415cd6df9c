import { describe, expect, it } from 'vitest';
import { Browser } from '../e2e/support/browser.ts';
import { measured } from './support/memory.ts';
import { unread, unusedEnvironment } from './support/readers.ts';
import { ask, MAX_UPLOAD, realSite } from './support/real-site.ts';
import { visitorTests } from './support/visitor.ts';

const { GEONODE_LAN = '127.0.0.1' } = process.env;
const URL = `http://${GEONODE_LAN}:8080`;

describe('GeoNode 5.1 at a LAN address over http, with Redis and without a cache', () => {
  const site = realSite('lan', ['--url', URL]);

  it('the first start leaves what it should in the databases', async () => {
    expect(await ask(site, 'database')).toEqual({
      pending: 0,
      site: `${GEONODE_LAN}:8080`,
      redirects: [`${URL}/geoserver/index.html`],
      application: ['confidential', 'authorization-code', 'RS256'],
      administrators: ['admin'],
      anonymous: '-1',
      regions: 259,
      limits: [MAX_UPLOAD],
    });
  });

  it('manage.py check finds nothing, check --deploy only what plain http means and the frames that MapStore needs', async () => {
    const check = (...more: string[]) => site.compose('exec', '-T', 'django', 'python', 'manage.py', 'check', ...more);
    expect((await check()).stdout).toContain('no issues');
    const { stdout, stderr } = await check('--deploy');
    const found = `${stdout}${stderr}`.match(/security\.[WE]\d+|[a-z_]+\.[WE]\d+/g);
    // No HSTS, no redirect, no secure cookies: there is no https. W019: pages of this site show each other in frames.
    expect(found).toEqual(['security.W004', 'security.W008', 'security.W012', 'security.W016', 'security.W019']);
  });

  it('every key of .env is read by GeoNode, by our own files or by Compose, and so is what Compose hands on', async () => {
    const geonode = await ask<readonly string[]>(site, 'environment');
    expect(geonode.length).toBeGreaterThan(150);
    expect(unread(site, geonode)).toEqual([]);
    expect(unusedEnvironment(site)).toEqual([]);
  });

  it.each(['nl', 'pt-br'])('GeoNode starts in %s, which its own list lacks', async (code) => {
    const command = ['exec', '-T', '-e', `LANGUAGE_CODE=${code}`, 'django', 'python', 'manage.py'];
    const { stdout, stderr } = await site.compose(...command, 'check');
    expect(`${stdout}${stderr.slice(-1000)}`).toContain('no issues');
  });

  it('every queue that GeoNode declares or uses is served, harvesting by its own worker', async () => {
    expect(await ask(site, 'queues')).toEqual({ unserved: [], harvesting: 'harvesting_worker' });
  });

  visitorTests(site, URL, async () => undefined);

  it('twenty people at once are served within the limits of the budget, and nothing is killed for want of memory', async () => {
    const seen = await measured(site, URL, 20, 60);
    expect(seen.failed).toEqual([]);
    expect(seen.answers).toBeGreaterThan(100);
    expect(await site.restarted()).toEqual([]);
    for (const service of ['django', 'celery', 'db', 'redis', 'geonode'])
      expect([service, await site.inspect(service, '{{.State.OOMKilled}}')]).toEqual([service, 'false']);
  });

  it('guessing the administrator’s password is slowed down at both doors', async () => {
    for (const path of ['/account/login/', '/en-us/admin/login/']) {
      const browser = new Browser();
      await browser.get(`${URL}${path}`);
      // All at once: one after the other, a busy machine is slower than the limit.
      const guess = (n: number) =>
        browser.post(`${URL}${path}`, { username: 'admin', login: 'admin', password: `${n}` });
      const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(n)));
      expect([path, answers.some(({ status }) => status === 429)]).toEqual([path, true]);
      await new Promise((resolve) => setTimeout(resolve, 5000));
    }
  });

  it('a later start does not initialise again', async () => {
    expect((await site.compose('up', '-d', '--force-recreate', 'django')).exitCode).toBe(0);
    expect(await site.unhealthyAfter(600)).toEqual([]);
    const { stdout } = await site.compose('logs', '--no-color', 'django');
    expect(stdout).toContain('migrating the database: 0 to apply');
    expect(stdout).not.toContain('preparing a new site');
  });

  it('a task that runs when celery is stopped is finished first, and nothing has to be killed', async () => {
    await site.django(`from ${site.name}.tasks import slow; slow.delay(8, "finished")`);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect((await site.compose('stop')).exitCode).toBe(0);
    const codes = Object.fromEntries((await site.containers()).map(({ Service, ExitCode }) => [Service, ExitCode]));
    expect(
      Object.entries(codes).filter(([, code]) => code === 137),
      JSON.stringify(codes),
    ).toEqual([]);
    await site.compose('start');
    expect(await site.unhealthyAfter(600)).toEqual([]);
    expect(await site.exec('django', 'cat', '/mnt/volumes/statics/uploaded/notes.txt')).toBe('finished');
  });
});
