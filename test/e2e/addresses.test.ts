import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '../../generators/core/answers/address.ts';
import { urlHost } from '../../generators/core/answers/host.ts';
import { acmeRoot, acmeServices } from './support/acme.ts';
import { Authority, type Pair } from './support/authority.ts';
import { Browser, eventually } from './support/browser.ts';
import { ADDRESS_CELLS, type AddressCell, addressOf, eachOnce, HOSTS, nameOf, pairwise } from './support/cells.ts';
import { RunningFront } from './support/fronts.ts';
import { joinLan, leaveLan } from './support/loopback.ts';
import { servedFor } from './support/nginx-alone.ts';
import { Site } from './support/site.ts';
import { visit } from './support/visit.ts';

// E2E_MATRIX=full: every combination that the program accepts, not only every pair. E2E_SAMPLE=1: every mode, port and host.
const PAIRS = pairwise(ADDRESS_CELLS);
const CELLS =
  process.env.E2E_MATRIX === 'full' ? ADDRESS_CELLS : process.env.E2E_SAMPLE === '1' ? eachOnce(PAIRS) : PAIRS;
const NAMES = Object.values(HOSTS).map((host) => parseAddress(`http://${host}`).host.name);

/** By default an hour where the certificate is one that browsers know. */
const HSTS: Readonly<Partial<Record<AddressCell['https'], string>>> = {
  letsencrypt: 'max-age=3600',
  certificate: 'max-age=3600',
};

// One site that moves from address to address, as `docker compose up -d` after each regenerate does it.
describe.runIf(process.env.E2E_STANDINS === '1')('a site at every kind of address', () => {
  const site = new Site('addresses');
  let authority: Authority;
  let pair: Pair;

  beforeAll(async () => {
    await joinLan();
    authority = await Authority.create('the tests');
    pair = await authority.certify('site', [...NAMES, 'acme']);
    await site.generate(['--profile', 'production', '--url', 'http://localhost:8080']);
    const domains = NAMES.filter((name) => name.endsWith('.org'));
    site.write('docker-compose.override.yml', acmeServices(domains, pair, { acme: 'acme' }));
    const build = await site.compose('--profile', 'letsencrypt', 'build');
    expect([build.exitCode, build.exitCode ? build.stderr : '']).toEqual([0, '']);
  });
  afterAll(async () => {
    await site.remove();
    rmSync(authority.folder, { recursive: true, force: true });
    await leaveLan();
  });

  async function moveTo({ https, ...cell }: AddressCell): Promise<string> {
    const beside: Readonly<Partial<Record<AddressCell['https'], readonly string[]>>> = {
      certificate: ['--certificate', pair.certificate, '--certificate-key', pair.key],
      letsencrypt: [
        '--email',
        'me@example.org',
        '--acme-server',
        'https://acme:14000/dir',
        '--acme-ca',
        authority.file,
      ],
      'letsencrypt-staging': [
        ...['--email', 'me@example.org', '--acme-server', 'https://acme:14000/dir', '--acme-ca', authority.file],
      ],
    };
    const url = addressOf({ https, ...cell });
    const stored = ['--bind', https === 'proxy' ? '127.0.0.1' : 'all', '--http-port', httpPort({ https, ...cell })];
    const moved = await site.generate(['--url', url, '--https', https, ...stored, ...(beside[https] ?? [])]);
    expect([moved.exitCode, moved.exitCode ? moved.stderr : '']).toEqual([0, '']);
    const acme = https.startsWith('letsencrypt') ? ['acme', 'letsencrypt'] : [];
    if (acme.length === 0) await site.compose('--profile', 'letsencrypt', 'rm', '--stop', '--force', 'letsencrypt');
    const up = await site.compose('up', '-d', 'geonode', 'geoserver', ...acme);
    expect([up.exitCode, up.exitCode ? up.stderr : '']).toEqual([0, '']);
    expect(await site.unhealthyAfter(180)).toEqual([]);
    return site.env('NGINX_BASE_URL');
  }

  async function authorityOf({ https, port }: AddressCell): Promise<string | undefined> {
    if (https === 'off') return undefined;
    if (https === 'local-ca') return site.exec('geonode', 'cat', '/geonode-certificates/local-ca/ca.pem');
    if (!https.startsWith('letsencrypt')) return authority.pem;
    const { host } = parseAddress(site.env('NGINX_BASE_URL'));
    const issuer = async () => (await servedFor(urlHost(host), port))?.issuer ?? '';
    expect(await eventually(issuer, (name) => name.includes('Pebble'), 120)).toContain('Pebble');
    return acmeRoot(site, 'acme');
  }

  it.each(CELLS.map((cell) => [nameOf(cell), cell] as const))('%s', async (_, cell) => {
    const url = await moveTo(cell);
    const front = cell.https === 'proxy' ? new RunningFront('nginx', site, pair) : undefined;
    try {
      const ca = await authorityOf(cell);
      const home = () => new Browser({ ca }).get(`${url}/`).catch((error: Error) => ({ status: String(error) }));
      expect((await eventually(home, ({ status }) => status === 200, 30)).status, front?.said).toBe(200);
      await visit({ url, password: site.env('ADMIN_PASSWORD'), ca });
      for (const path of ['/', '/static/css/site.css', '/geoserver/ows']) {
        const { headers } = await new Browser({ ca }).get(`${url}${path}`);
        expect([path, headers['strict-transport-security']]).toEqual([path, HSTS[cell.https]]);
      }
      if (cell.https !== 'off' && cell.port !== 80) {
        const plain = url.replace('https:', 'http:').replace(/:\d+$/, '');
        const open = cell.https === 'proxy' ? plain : `${plain}:${site.env('HTTP_PORT')}`;
        const redirect = await new Browser().get(`${open}/path?q=1`);
        expect([redirect.status, redirect.headers.location]).toEqual([301, `${url}/path?q=1`]);
      }
    } finally {
      await front?.stop();
    }
  });
});

/** Beside the port of the address: 80 if it is free, as it would be by default. */
function httpPort({ https, port }: AddressCell): string {
  if (https === 'proxy') return port === 8080 ? '8081' : '8080';
  return String(https === 'off' ? port : 80);
}
