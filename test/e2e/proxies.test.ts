import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority, type Pair } from './support/authority.ts';
import { Browser, eventually } from './support/browser.ts';
import { FRONTS, RunningFront } from './support/fronts.ts';
import { joinLan, LAN, leaveLan } from './support/loopback.ts';
import { Site } from './support/site.ts';
import { visit } from './support/visit.ts';

const URL = 'https://maps.example.org';
const MEBIBYTE = 2 ** 20;

/** What uWSGI, Django or GeoServer believe of where they stand, if it reaches them. */
const BELIEVED = ['host', 'port', 'path', 'prefix', 'scheme', 'server', 'ssl'].map((of) => `x-forwarded-${of}`);

// The proxies of this machine on its ports 80 and 443, each with the lines that the project's README.md gives for it.
describe.runIf(process.env.E2E_STANDINS === '1')('behind a proxy that ends TLS', () => {
  const site = new Site('proxies');
  let authority: Authority;
  let pair: Pair;

  beforeAll(async () => {
    await joinLan();
    authority = await Authority.create('the tests');
    pair = await authority.certify('front', ['maps.example.org', 'www.example.org']);
    const answers = ['--profile', 'production', '--url', URL, '--https', 'proxy', '--alias', 'www.example.org'];
    expect((await site.generate([...answers, '--max-upload', '64M'])).exitCode).toBe(0);
    const up = await site.compose('up', '-d', '--build', 'geonode', 'geoserver');
    expect([up.exitCode, up.exitCode ? up.stderr : '']).toEqual([0, '']);
    expect(await site.unhealthyAfter(180)).toEqual([]);
  });
  afterAll(async () => {
    await site.remove();
    rmSync(authority.folder, { recursive: true, force: true });
    await leaveLan();
  });

  it('is reached from this machine only', async () => {
    expect(await site.published()).toEqual(['geonode 127.0.0.1:8080']);
  });

  describe.each(FRONTS)('%s', (name) => {
    let front: RunningFront;
    let ca: string;
    const request = async (browser: Browser, headers: Readonly<Record<string, string>> = {}) =>
      JSON.parse((await browser.get(`${URL}/standin/request`, headers)).text) as {
        readonly headers: Readonly<Record<string, string>>;
        readonly scheme: string;
      };

    beforeAll(async () => {
      front = new RunningFront(name, site, pair);
      const authorities = () => Promise.resolve(existsSync(front.ownAuthority) ? front.ownAuthority : authority.file);
      ca = readFileSync(
        name === 'caddyfile' ? await eventually(authorities, (file) => file !== authority.file, 30) : authority.file,
        'utf8',
      );
      const home = () => new Browser({ ca }).get(`${URL}/`).catch((error: Error) => ({ status: String(error) }));
      expect((await eventually(home, ({ status }) => status === 200, 30)).status, front.said).toBe(200);
    });
    afterAll(() => front.stop());

    it('a visitor logs in at GeoServer through GeoNode', () =>
      visit({ url: URL, password: site.env('ADMIN_PASSWORD'), ca }));

    it('the visitor is known by the address of the connection, whatever the visitor writes', async () => {
      const addresses = { 'x-forwarded-for': '6.6.6.6', 'x-real-ip': '6.6.6.6', 'x-forwarded-proto': 'http' };
      const spoofed = { ...addresses, ...Object.fromEntries(BELIEVED.map((name) => [name, 'spoofed'])) };
      const seen = await request(new Browser({ ca, from: LAN.ipv4 }), spoofed);
      expect([seen.scheme, seen.headers['X-Forwarded-For'], seen.headers['X-Real-Ip']]).toEqual([
        'https',
        LAN.ipv4,
        LAN.ipv4,
      ]);
      expect(JSON.stringify(seen.headers)).not.toContain('spoofed');
    });

    it('http and other names lead to the address', async () => {
      const plain = await new Browser().get(`${URL.replace('https', 'http')}/path?q=1`);
      expect([301, 308]).toContain(plain.status);
      expect(plain.headers.location).toBe(`${URL}/path?q=1`);
      const other = await new Browser({ ca }).get('https://www.example.org/path?q=1');
      expect([other.status, other.headers.location]).toEqual([301, `${URL}/path?q=1`]);
    });

    it('uploads pass up to the limit of the project, and encoded addresses as they are', async () => {
      const upload = (size: number, headers = {}) =>
        new Browser({ ca }).send(`${URL}/api/v2/uploads/upload/`, {
          method: 'POST',
          body: Buffer.alloc(size),
          headers,
        });
      expect(JSON.parse((await upload(64 * MEBIBYTE)).text)).toMatchObject({ received: 64 * MEBIBYTE });
      // Caddy may answer and cut the connection before all has gone, and the answer is lost with it; Apache answers at the end.
      const beginning = () => upload(MEBIBYTE, { 'content-length': String(80 * MEBIBYTE) });
      expect((await upload(80 * MEBIBYTE).catch(beginning)).status).toBe(413);
      const ows = await new Browser({ ca }).get(`${URL}/geoserver/ows?layer=a%2Fb`);
      expect(JSON.parse(ows.text)).toMatchObject({ query: 'layer=a%2Fb' });
      expect((await new Browser({ ca }).get(`${URL}/geoserver/gwc/a%20b`)).text).toContain('/geoserver/gwc/a%20b');
    });
  });
});
