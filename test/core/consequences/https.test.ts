import { describe, expect, it } from 'vitest';
import { commandsOf } from './changes.ts';
import { meaning, SECURE, SITE } from './meaning.ts';

describe('another mode of https', () => {
  it("Let's Encrypt, and away from it", async () => {
    const on = await meaning({ ...SITE, email: 'me@example.org' }, SECURE);
    expect(on.rebuild).toEqual(['letsencrypt']);
    expect(on.recreate).toEqual(expect.arrayContaining(['django', 'celery', 'geoserver', 'geonode', 'letsencrypt']));
    expect(on.steps.map(({ id }) => id)).toEqual([
      'dns',
      'build',
      'address-dump',
      'start',
      'certificate',
      'address',
      'site-record',
      'metadata',
      'tiles',
    ]);
    expect(commandsOf(on.steps)).toContain('build: docker compose build letsencrypt');
    const off = await meaning(SECURE, { ...SITE, email: 'me@example.org' });
    expect(commandsOf(off.steps)).toContain(
      'after: docker compose --profile letsencrypt rm --stop --force letsencrypt',
    );
    expect(off.notes).toContainEqual(expect.stringContaining('for up to 3600 seconds'));
  });

  it('from the test authority to the real one', async () => {
    const { rebuild, recreate, steps } = await meaning({ ...SECURE, https: 'letsencrypt-staging' }, SECURE);
    expect([rebuild, recreate]).toEqual([[], ['django', 'celery', 'geonode', 'letsencrypt']]);
    expect(steps.map(({ id }) => id)).toEqual(['dns', 'start', 'certificate']);
  });

  const CA = 'docker compose cp geonode:/geonode-certificates/local-ca/ca.pem .';
  const cases: [object, string, string | undefined][] = [
    [{ certificate: '/etc/ssl/m.pem', certificateKey: '/etc/ssl/m.key' }, 'is valid for maps.example.org.', undefined],
    [{ https: 'local-ca' }, 'Copy the certificate authority out', CA],
    [{ https: 'proxy' }, 'send maps.example.org to port 8080 of this machine', undefined],
  ];
  it.each(cases)('%j: %s', async (given, text, command) => {
    const { steps } = await meaning(SECURE, { ...SECURE, ...given });
    expect(steps.find((step) => step.text.includes(text))?.command).toBe(command);
    expect(steps.map((step) => step.id)).toContain('letsencrypt');
    expect(steps.find((step) => step.text.includes(text))).toBeDefined();
  });

  it('another name in the same mode needs another certificate', async () => {
    const { steps } = await meaning(SECURE, { ...SECURE, url: 'https://geo.example.org' });
    expect(steps.find(({ id }) => id === 'dns')?.text).toContain('geo.example.org leads to this machine');
    expect(steps.map(({ id }) => id)).toContain('certificate');
  });

  it('a name more in the same mode needs nothing', async () => {
    const aliases = ['www.example.org'];
    expect((await meaning(SECURE, { ...SECURE, aliases })).steps.map(({ id }) => id)).toEqual(['start']);
  });
});
