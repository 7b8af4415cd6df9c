import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startNginx } from './support/nginx-alone.ts';
import { command, type Site } from './support/site.ts';

/** One line of what testssl reports. */
interface Scanned {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-scan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function configurationOf(site: Site): Promise<string> {
  const folder = scratch();
  const copied = await site.compose('cp', 'geonode:/etc/nginx', folder);
  expect([copied.exitCode, copied.exitCode ? copied.stderr : '']).toEqual([0, '']);
  return join(folder, 'nginx', 'nginx.conf');
}

// Debian's testssl.sh, and gixy-ng, which pip installs.
describe.runIf(process.env.E2E_STANDINS === '1')('scanners', () => {
  it('find no protocol below TLS 1.2, no weak cipher and no known weakness', async () => {
    await startNginx('scan_tls', ['--profile', 'production', '--url', 'https://maps.local', '--hsts', 'short']);
    const file = join(scratch(), 'scan.json');
    const checks = ['--protocols', '--std', '--pfs', '--vulnerable'];
    const quiet = ['--quiet', '--warnings', 'off', '--color', '0'];
    await command('testssl', [...quiet, ...checks, '--jsonfile', file, '--ip', '127.0.0.1', 'maps.local:443'], {
      cwd: '/',
    });
    const found = JSON.parse(readFileSync(file, 'utf8')) as readonly Scanned[];
    const of = (id: string) => found.find((one) => one.id === id)?.finding;
    for (const id of ['SSLv2', 'SSLv3', 'TLS1', 'TLS1_1']) expect([id, of(id)]).toEqual([id, 'not offered']);
    for (const id of ['TLS1_2', 'TLS1_3']) expect([id, of(id)]).toEqual([id, expect.stringMatching(/^offered/)]);
    expect(of('ALPN_HTTP2')).toBe('h2');
    // WARN is what the scanner could not try here; the rest would be LOW, MEDIUM, HIGH or CRITICAL.
    expect(found.filter(({ severity }) => !['OK', 'INFO', 'WARN'].includes(severity))).toEqual([]);
    expect(found.filter(({ severity }) => severity === 'OK').length).toBeGreaterThan(20);
  });

  it.each([
    ['https', 'production', ['--url', 'https://maps.local', '--hsts', 'short']],
    ['http', 'production', ['--url', 'http://192.168.7.7']],
    ['proxy', 'production', ['--url', 'https://maps.local', '--https', 'proxy', '--hsts', 'short']],
  ] as const)('find nothing in the configuration of nginx: %s, %s', async (name, profile, args) => {
    const site = await startNginx(`scan_${name}`, ['--profile', profile, ...args]);
    // Not its opinion on HSTS: Django sends that header for its own pages, and how long it lasts is an answer.
    const options = ['--skips', 'hsts_header', '--format', 'json'];
    const { stdout } = await command('gixy', [...options, await configurationOf(site)], { cwd: '/' });
    const found = JSON.parse(stdout) as readonly { readonly plugin: string; readonly reason: string }[];
    expect(found.map(({ plugin, reason }) => `${plugin}: ${reason}`)).toEqual([]);
  });
});
