import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Browser, eventually } from './support/browser.ts';
import { servedFor, startNginx } from './support/nginx-alone.ts';
import { command } from './support/site.ts';

describe('every HTTPS mode starts with a certificate for its real names', () => {
  const modes: [string, string, readonly string[], string, number][] = [
    [
      "Let's Encrypt, before the first certificate",
      'letsencrypt',
      ['--url', 'https://maps.example.org', '--email', 'me@example.org', '--alias', 'www.example.org'],
      'maps.example.org',
      443,
    ],
    [
      "Let's Encrypt staging",
      'staging',
      ['--url', 'https://maps.example.org', '--https', 'letsencrypt-staging', '--email', 'me@example.org'],
      'maps.example.org',
      443,
    ],
    [
      'a local CA on another port',
      'local',
      ['--url', 'https://maps.local:8443', '--alias', '192.168.7.7'],
      'maps.local',
      8443,
    ],
  ];
  it.each(modes)('%s', async (_, name, args, host, port) => {
    const site = await startNginx(name, [...args, '--bind', '127.0.0.1']);
    const certificate = await servedFor(host, port);
    expect(certificate?.checkHost(host)).toBe(host);
    expect(certificate?.subject).toContain(host);
    if (args.includes('192.168.7.7')) expect(certificate?.checkIP('192.168.7.7')).toBe('192.168.7.7');
    if (args.includes('www.example.org')) expect(certificate?.checkHost('www.example.org')).toBe('www.example.org');
    const redirect = await new Browser().get('http://127.0.0.1/path?q=1', { host });
    expect([redirect.status, redirect.headers.location]).toEqual([301, `${site.env('NGINX_BASE_URL')}/path?q=1`]);
    expect(await site.exec('geonode', 'nginx', '-t').catch((error: Error) => error.message)).not.toContain('failed');
  });

  it('your own certificate, read where it is', async () => {
    const folder = join(tmpdir(), `cgp-certificate-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    const [certificate, key] = [join(folder, 'maps.pem'), join(folder, 'maps.key')];
    const subject = ['-subj', '/CN=maps.example.org', '-addext', 'subjectAltName=DNS:maps.example.org'];
    const request = (keyout: string, out: string) => [
      ...['req', '-x509', '-nodes', '-newkey', 'rsa:2048', '-days', '30', '-keyout', keyout, '-out', out, ...subject],
    ];
    await command('openssl', request(key, certificate), { cwd: folder });
    chmodSync(key, 0o600);
    const site = await startNginx('certificate', [
      '--url',
      'https://maps.example.org',
      '--certificate',
      certificate,
      '--certificate-key',
      key,
      '--bind',
      '127.0.0.1',
    ]);
    const isServed = async () =>
      (await servedFor('maps.example.org', 443))?.fingerprint256 ===
      new X509Certificate(readFileSync(certificate)).fingerprint256;
    expect(await isServed()).toBe(true);
    expect(await servedFor('evil.example.org', 443)).toBeUndefined();
    const image = await site.inspect('geonode', '{{.Image}}');

    // As cp does it: the same files with another content.
    await command('openssl', request(join(folder, 'next.key'), join(folder, 'next.pem')), { cwd: folder });
    expect(new X509Certificate(readFileSync(join(folder, 'next.pem'))).serialNumber).not.toBe(
      new X509Certificate(readFileSync(certificate)).serialNumber,
    );
    for (const [from, to] of [
      ['next.key', key],
      ['next.pem', certificate],
    ] as const)
      writeFileSync(to, readFileSync(join(folder, from)));
    expect(await eventually(isServed, Boolean, 60)).toBe(true);

    // As mv and most other programs do it: new files in their place, which a container sees after a restart.
    await command('openssl', request(join(folder, 'last.key'), join(folder, 'last.pem')), { cwd: folder });
    renameSync(join(folder, 'last.key'), key);
    renameSync(join(folder, 'last.pem'), certificate);
    expect((await site.compose('restart', 'geonode')).exitCode).toBe(0);
    expect(await eventually(isServed, Boolean, 60)).toBe(true);
    expect(await site.inspect('geonode', '{{.Image}}')).toBe(image);
  });

  it('behind a proxy: no TLS here, https for Django, and only a trusted proxy names the visitor', async () => {
    const site = await startNginx('proxy', [
      '--url',
      'https://maps.example.org',
      '--https',
      'proxy',
      '--trusted-proxy',
      '203.0.113.0/24',
    ]);
    const headers = { host: 'maps.example.org', 'x-forwarded-for': '198.51.100.7' };
    const answer = await eventually(
      () => new Browser().get('http://127.0.0.1:8080/', headers),
      ({ status }) => status === 503,
      10,
    );
    expect(answer.status).toBe(503);
    expect((await site.compose('logs', '--no-color', 'geonode')).stdout).not.toContain('198.51.100.7');
  });
});
