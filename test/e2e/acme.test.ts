import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acmeRoot, acmeServices } from './support/acme.ts';
import { Authority } from './support/authority.ts';
import { Browser, eventually } from './support/browser.ts';
import { servedFor } from './support/nginx-alone.ts';
import { Site } from './support/site.ts';

const HOST = 'maps.example.org';
const ALIAS = 'www.example.org';
/** The names of Let's Encrypt, which certbot knows by heart. */
const PRODUCTION = 'acme-v02.api.letsencrypt.org';
const STAGING = 'acme-staging-v02.api.letsencrypt.org';
const SERVERS = { production: PRODUCTION, staging: STAGING };

const served = () => servedFor(HOST, 443);

// nginx and the real certbot, with two real ACME servers under the names of Let's Encrypt's.
describe.runIf(process.env.E2E_STANDINS === '1')("Let's Encrypt", () => {
  const site = new Site('acme');
  let authority: Authority;

  /** The override of somebody whose names lead to nginx or not. */
  async function namesLeadHere(names: readonly string[]): Promise<void> {
    const pair = await authority.certify('api', [PRODUCTION, STAGING, 'localhost']);
    const trust = `  letsencrypt:
    environment: { REQUESTS_CA_BUNDLE: /authority.pem }
    volumes: ["${authority.file}:/authority.pem:ro"]
`;
    site.write('docker-compose.override.yml', `${acmeServices(names, pair, SERVERS)}${trust}`);
  }
  const up = async (...services: readonly string[]) => {
    const { exitCode, stderr } = await site.compose('up', '-d', ...services);
    expect([exitCode, exitCode ? stderr : '']).toEqual([0, '']);
  };
  const log = async (service: string) => (await site.compose('logs', '--no-color', '--no-log-prefix', service)).stdout;
  const orders = async (service: string) => (await log(service)).match(/\/order-plz -> calling/g)?.length ?? 0;
  const said = (text: RegExp) =>
    eventually(
      () => log('letsencrypt'),
      (all) => text.test(all),
      120,
    );
  const issuedBy = async (service: string) => {
    const root = new X509Certificate(await acmeRoot(site, service));
    const isThere = (one: X509Certificate | undefined) => one?.issuer.includes('Pebble') === true;
    const certificate = await eventually(served, isThere, 90);
    const home = () => new Browser({ ca: root.toString() }).get(`https://${HOST}/`);
    const { status } = await eventually(
      () => home().catch(() => ({ status: 0 })),
      (page) => page.status > 0,
      90,
    );
    expect(status, `a chain that goes back to ${service}`).toBe(503);
    return certificate;
  };

  beforeAll(async () => {
    authority = await Authority.create('the API of the ACME servers');
    const https = ['--https', 'letsencrypt-staging', '--email', 'me@example.org', '--alias', ALIAS];
    const generated = await site.generate(['--profile', 'production', '--url', `https://${HOST}`, ...https]);
    expect([generated.exitCode, generated.stderr]).toEqual([0, expect.anything()]);
    await namesLeadHere([]);
    expect((await site.compose('build', 'geonode', 'letsencrypt')).exitCode).toBe(0);
    await up('--no-deps', 'geonode', 'production', 'staging');
    expect(await site.unhealthyAfter(60)).toEqual([]);
  });
  afterAll(async () => {
    await site.remove();
    rmSync(authority.folder, { recursive: true, force: true });
  });

  it('a challenge that fails is explained and not repeated at once; the site stays up', async () => {
    await up('--no-deps', 'letsencrypt');
    const all = await said(/next attempt in/);
    expect(all).toMatch(/letsencrypt: no certificate: a name does not lead to this machine in the public DNS/);
    expect(all).toMatch(/next attempt in 10 minutes; "docker compose restart letsencrypt" tries at once/);
    const before = await orders('staging');
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    expect([before, await orders('staging'), await orders('production')]).toEqual([1, 1, 0]);
    expect(await site.inspect('letsencrypt', '{{.RestartCount}} {{.State.Status}}')).toBe('0 running');
    const own = (await served()) as X509Certificate;
    expect([own.checkHost(HOST), own.checkHost(ALIAS), own.issuer]).toEqual([HOST, ALIAS, own.subject]);
    expect(await site.unhealthyAfter(30)).toEqual([]);
  });

  it('once the names lead here, a restart gets one certificate for all names', async () => {
    await namesLeadHere([HOST, ALIAS]);
    await up('--no-deps', 'geonode', 'production', 'staging');
    await site.compose('restart', 'letsencrypt');
    const certificate = await issuedBy('staging');
    expect([certificate?.checkHost(HOST), certificate?.checkHost(ALIAS)]).toEqual([HOST, ALIAS]);
    expect(await orders('production')).toBe(0);
  });

  it('the change to production is one run and one command, and rehearses first', async () => {
    const before = await orders('staging');
    const moved = await site.generate(['--https', 'letsencrypt']);
    expect([moved.exitCode, moved.exitCode ? moved.stderr : '']).toEqual([0, '']);
    expect((await site.compose('up', '-d', '--no-deps', 'geonode', 'letsencrypt')).exitCode).toBe(0);
    await said(/a rehearsal with the test authority first[^]*Successfully received certificate/);
    const certificate = await issuedBy('production');
    expect([certificate?.checkHost(HOST), certificate?.checkHost(ALIAS)]).toEqual([HOST, ALIAS]);
    expect([(await orders('staging')) - before, await orders('production')]).toEqual([1, 1]);
  });

  it('a start with a certificate asks for nothing', async () => {
    const before = [await orders('staging'), await orders('production')];
    await site.compose('restart', 'letsencrypt');
    await said(/not yet due for renewal/);
    expect([await orders('staging'), await orders('production')]).toEqual(before);
  });

  it('a renewed certificate is served without a restart of nginx', async () => {
    const before = (await served()) as X509Certificate;
    const started = await site.inspect('geonode', '{{.State.StartedAt}}');
    // The servers of the tests certify for five years; from now on that is too short.
    const settings = `/geonode-certificates/production/renewal/${HOST}.conf`;
    await site.exec('letsencrypt', 'sed', '-i', '1i renew_before_expiry = 3650 days', settings);
    await site.compose('restart', 'letsencrypt');
    const renewed = await eventually(served, (one) => one !== undefined && !one.raw.equals(before.raw), 90);
    expect([renewed?.serialNumber === before.serialNumber, renewed?.checkHost(ALIAS)]).toEqual([false, ALIAS]);
    await issuedBy('production');
    expect(await site.inspect('geonode', '{{.State.StartedAt}} {{.RestartCount}}')).toBe(`${started} 0`);
  });

  it('certificates outlive the containers', async () => {
    const before = (await served()) as X509Certificate;
    await site.compose('rm', '--stop', '--force', 'geonode', 'letsencrypt');
    await up('--no-deps', 'geonode');
    expect(await site.unhealthyAfter(60)).toEqual([]);
    expect((await eventually(served, (one) => one !== undefined, 30))?.serialNumber).toBe(before.serialNumber);
  });
});
