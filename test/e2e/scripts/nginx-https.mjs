// A site with TLS of its own: a certificate from an authority, and one of the project's own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, check, dropped, ports, withNginx, work } from './nginx-bench.mjs';

const site = {
  HTTPS_MODE: 'letsencrypt',
  PUBLIC_URL: 'https://maps.example.org:8443',
  SITE_ALIASES: 'www.example.org',
  HSTS_SECONDS: '3600',
};
await withNginx(site, async () => {
  const tls = { port: ports.https, tls: true };
  await check('port 80 redirects with the port, except for the challenge', async () => {
    for (const host of ['maps.example.org', 'www.example.org']) {
      assert.equal((await ask({ host, path: '/.well-known/acme-challenge/token' })).text, 'proof');
      const answer = await ask({ host, path: '/a?b=c' });
      assert.equal(answer.status, 301);
      assert.equal(answer.headers.location, 'https://maps.example.org:8443/a?b=c');
    }
    assert.equal((await ask({ path: '/secret' })).status, 301);
    assert.notEqual((await ask({ path: '/.well-known/acme-challenge/../../secret' })).text, 'for nobody');
  });
  await check('port 443 serves the site with the placeholder', async () => {
    const answer = await ask({ ...tls });
    assert.equal(answer.echo().headers['x-forwarded-proto'], 'https');
    assert.equal(answer.echo().headers.host, 'maps.example.org:8443');
    assert.ok(answer.certificate.checkHost('www.example.org'));
    assert.equal(
      (await ask({ ...tls, path: '/static/app/site.css' })).headers['strict-transport-security'],
      'max-age=3600',
    );
  });
  await check("GeoServer's cookie stays on https", async () =>
    assert.deepEqual((await ask({ ...tls, path: '/geoserver/session' })).headers['set-cookie'], [
      'JSESSIONID=1; Path=/geoserver; HttpOnly; Secure',
    ]),
  );
  await check('other names redirect on 443 too', async () => {
    assert.equal(
      (await ask({ ...tls, host: 'www.example.org', path: '/x' })).headers.location,
      'https://maps.example.org:8443/x',
    );
  });
  await check('unknown names are rejected', async () => {
    await assert.rejects(ask({ ...tls, host: 'evil.example' }), /unrecognized.name/i);
    assert.equal((await ask({ ...tls, host: 'evil.example', name: 'maps.example.org' })).status, 421);
    await dropped(ask({ host: 'evil.example' }));
  });
  await check('TLS 1.1 is refused, 1.2 and 1.3 are not', async () => {
    await assert.rejects(ask({ ...tls, tls: { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } }));
    for (const version of ['TLSv1.2', 'TLSv1.3'])
      await ask({ ...tls, tls: { minVersion: version, maxVersion: version } });
  });
  await check('a new certificate is presented without a restart', async () => {
    const live = join(work, 'certificates/production/live/maps.example.org');
    mkdirSync(live, { recursive: true });
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=issued',
        '-keyout',
        join(live, 'privkey.pem'),
        '-out',
        join(live, 'fullchain.pem'),
      ],
      { stdio: 'ignore' },
    );
    // For a moment after the reload a worker of before may still answer.
    for (let tries = 0; !/CN=issued/.test((await ask({ ...tls })).certificate.subject); tries++) {
      assert.ok(tries < 200, 'still the placeholder after 20 seconds');
      await sleep(100);
    }
  });
  await check('http on the HTTPS port finds its way', async () => {
    assert.equal(
      (await ask({ port: ports.https, host: 'maps.example.org:8443', path: '/y' })).headers.location,
      'https://maps.example.org:8443/y',
    );
  });
});

await withNginx({ HTTPS_MODE: 'local-ca', PUBLIC_URL: 'https://192.168.1.7' }, async () => {
  await check('an address has no server name in TLS and works all the same', async () => {
    const answer = await ask({ port: ports.https, tls: true, host: '192.168.1.7', name: '' });
    assert.equal(answer.echo().headers.host, '192.168.1.7');
    assert.ok(answer.certificate.checkIP('192.168.1.7'));
    const authority = readFileSync(join(work, 'certificates/local-ca/ca.pem'), 'utf8');
    assert.ok(answer.certificate.verify(new X509Certificate(authority).publicKey));
  });
  await check('the certificate of the local CA is renewed by itself, by the same authority', async () => {
    const authority = join(work, 'certificates/local-ca');
    const [host, fewDays] = [join(authority, '192.168.1.7'), 5];
    const signed = ['-CA', join(authority, 'ca.pem'), '-CAkey', join(authority, 'ca-key.pem')];
    const request = ['req', '-x509', '-subj', '/CN=192.168.1.7', '-days', `${fewDays}`, ...signed];
    execFileSync('openssl', [...request, '-key', join(host, 'privkey.pem'), '-out', join(host, 'fullchain.pem')]);
    const onDisk = () => new X509Certificate(readFileSync(join(host, 'fullchain.pem')));
    const served = async () => (await ask({ port: ports.https, tls: true, host: '192.168.1.7', name: '' })).certificate;
    const expiring = onDisk().serialNumber;
    const before = readFileSync(join(authority, 'ca.pem'), 'utf8');
    for (let tries = 0; onDisk().serialNumber === expiring || !onDisk().raw.equals((await served()).raw); tries++) {
      assert.ok(tries < 200, 'not renewed after 20 seconds');
      await sleep(100);
    }
    assert.ok(Date.parse((await served()).validTo) - Date.now() > 390 * 86_400_000);
    assert.equal(readFileSync(join(authority, 'ca.pem'), 'utf8'), before);
    assert.ok((await served()).verify(new X509Certificate(before).publicKey));
  });
  await check('strangers still get nothing', async () => {
    const { status, text } = await ask({ port: ports.https, tls: true, host: 'evil.example', name: '' });
    assert.equal(status, 421);
    assert.ok(!text.includes('192.168'));
  });
});
