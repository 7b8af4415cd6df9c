// What the generated nginx does to real requests: our entrypoint and templates, the nginx of this machine, two echoing
// backends. node check-nginx.mjs [project directory]; needs nginx (>= 1.19.4), openssl and envsubst.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(process.argv[2] ?? join(here, '../../../templates/project'));
const work = mkdtempSync(join(tmpdir(), 'check-nginx-'));
let checks = 0;
let failures = 0;

async function check(what, test) {
  checks++;
  try {
    await test();
  } catch (error) {
    failures++;
    console.log(`FAILED: ${what}\n    ${String(error.message).replaceAll('\n', '\n    ')}`);
  }
}

function listen(handler) {
  const server = http.createServer(handler);
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** Answers with what it was asked; a path may ask for a special answer. */
function echo(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { port } = request.socket.address();
    if (request.url.endsWith('/redirect'))
      response.writeHead(302, { location: `http://127.0.0.1:${port}/geoserver/web/?a=b` });
    else if (request.url.endsWith('/unavailable')) response.writeHead(503, { 'x-from': 'backend' });
    else if (request.url.endsWith('/session'))
      response.writeHead(200, { 'set-cookie': 'JSESSIONID=1; Path=/geoserver; HttpOnly' });
    else response.writeHead(200, { 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
    response.end(JSON.stringify({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).length }));
  });
}

const django = await listen(echo);
const geoserver = await listen(echo);

const ports = { http: 33080, https: 33443, health: 33081 };
// Stands between our entrypoint and nginx: what is /mnt, port 80 or a PID file in the container is elsewhere here.
const elsewhere = `
cd "$NGINX_CONF_DIR"
sed -i 's|/var/cache/nginx|${work}/cache|; s|/run/nginx.pid|${work}/nginx.pid|; s|/dev/stdout combined|off|; s|/dev/stderr|stderr|; s|:8081|:${ports.health}|' nginx.conf
sed -i 's|listen 80|listen ${ports.http}|; s|listen 443|listen ${ports.https}|; s|/geonode-certificates|${work}/certificates|' servers.conf
sed -i 's|/mnt\\b|${work}/mnt|g' locations.conf
exec nginx -g 'daemon off;'`;

async function withNginx(environment, tests) {
  const conf = join(work, 'nginx');
  rmSync(conf, { recursive: true, force: true });
  mkdirSync(conf);
  cpSync('/etc/nginx/mime.types', join(conf, 'mime.types'));
  let log = '';
  const nginx = spawn(join(project, 'docker/nginx/entrypoint.sh'), ['sh', '-c', elsewhere], {
    detached: true,
    env: {
      PATH: `${work}/bin:${process.env.PATH}`,
      NGINX_CONF_DIR: conf,
      CERT_ROOT: join(work, 'certificates'),
      CERT_OWN: join(work, 'own'),
      IPV6_ADDRESSES: '/dev/null',
      DJANGO_UPSTREAM: `127.0.0.1:${django.address().port}`,
      GEOSERVER_UPSTREAM: `127.0.0.1:${geoserver.address().port}`,
      SITE_PROFILE: 'production',
      NGINX_WORKER_PROCESSES: '1',
      NGINX_MAX_BODY_SIZE: '1m',
      ...environment,
    },
  });
  for (const stream of [nginx.stdout, nginx.stderr]) stream.on('data', (data) => (log += data));
  const ended = new Promise((done) => nginx.on('exit', (code, signal) => done(code ?? signal)));
  try {
    for (let tries = 0; ; tries++) {
      const health = await ask({ port: ports.health, path: '/nginx-health' }).catch(() => undefined);
      if (health?.status === 200) break;
      assert.ok(tries < 100, `nginx did not start:\n${log}`);
      await sleep(100);
    }
    await tests(nginx);
    nginx.kill('SIGQUIT');
    await check('a stop ends nginx with 0', async () =>
      assert.equal(await Promise.race([ended, sleep(5000, 'still running')]), 0),
    );
  } finally {
    // the watcher of the certificates; in a container it ends with process 1
    try {
      process.kill(-nginx.pid, 'SIGKILL');
    } catch (error) {
      assert.equal(error.code, 'ESRCH');
    }
  }
}

/** One request; `host` is the Host header, `name` the server name of TLS. */
function ask({
  port = ports.http,
  path = '/',
  host = 'maps.example.org',
  method = 'GET',
  headers = {},
  body,
  tls = false,
  name = host,
}) {
  const options = { host: '127.0.0.1', port, path, method, headers: { host, ...headers }, agent: false };
  if (tls)
    Object.assign(options, {
      servername: name,
      rejectUnauthorized: false,
      minVersion: tls.minVersion,
      maxVersion: tls.maxVersion,
    });
  return new Promise((done, fail) => {
    const request = (tls ? https : http).request(options, (response) => {
      const certificate = tls ? response.socket.getPeerX509Certificate() : undefined;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        done({
          status: response.statusCode,
          headers: response.headers,
          text,
          certificate,
          echo: () => JSON.parse(text),
        }),
      );
    });
    request.on('error', fail);
    request.end(body);
  });
}
const dropped = (promise) => assert.rejects(promise, /socket hang up|ECONNRESET|alert|handshake/i);

chmodSync(work, 0o755); // nginx's workers are somebody else
mkdirSync(join(work, 'cache'));
mkdirSync(join(work, 'bin'));
const nginxHere = execFileSync('/bin/sh', ['-c', 'command -v nginx'], { encoding: 'utf8' }).trim();
writeFileSync(
  join(work, 'bin/nginx'),
  `#!/bin/sh\nexec ${nginxHere} -p ${work} -c "$NGINX_CONF_DIR/nginx.conf" "$@"\n`,
  { mode: 0o755 },
);
writeFileSync(join(work, 'bin/inotifywait'), '#!/bin/sh\nexec sleep 1\n', { mode: 0o755 });
for (const [path, text] of [
  ['mnt/volumes/statics/static/app/site.css', 'collected'],
  ['mnt/volumes/statics/static/app/both.css', 'collected'],
  ['mnt/volumes/statics/uploaded/page.html', '<script>alert(1)</script>'],
  ['mnt/volumes/statics/uploaded/data.geojson', '{}'],
  ['mnt/volumes/statics/static/app/module.mjs', 'export {}'],
  ['mnt/volumes/statics/assets/secret.txt', 'for nobody'],
  ['mnt/project-static/app/both.css', 'edited'],
  ['certificates/.well-known/acme-challenge/token', 'proof'],
  ['certificates/secret', 'for nobody'],
]) {
  mkdirSync(dirname(join(work, path)), { recursive: true });
  writeFileSync(join(work, path), text);
}
const spoofed = {
  'x-forwarded-for': '6.6.6.6',
  'x-real-ip': '6.6.6.6',
  'x-forwarded-proto': 'gopher',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-ssl': 'on',
  forwarded: 'for=6.6.6.6;proto=https',
  origin: 'https://other.example',
};

try {
  await withNginx(
    { HTTPS_MODE: 'off', PUBLIC_URL: 'http://maps.example.org:8080', SITE_ALIASES: 'www.example.org 192.0.2.5' },
    async () => {
      await check('Django is told the public host, scheme and the real peer', async () => {
        const { headers, url } = (await ask({ path: '/a%20b?c=%2F', headers: spoofed })).echo();
        assert.equal(url, '/a%20b?c=%2F');
        assert.equal(headers.host, 'maps.example.org:8080');
        assert.equal(headers['x-forwarded-host'], 'maps.example.org:8080');
        assert.equal(headers['x-forwarded-proto'], 'http');
        assert.equal(headers['x-forwarded-for'], '127.0.0.1');
        assert.equal(headers['x-real-ip'], '127.0.0.1');
        assert.equal(headers['x-forwarded-ssl'], undefined);
        assert.equal(headers.forwarded, undefined);
        assert.equal(headers.origin, 'https://other.example');
      });
      await check("Django's own headers are left alone", async () => {
        const { headers } = await ask({ path: '/' });
        assert.equal(headers['x-frame-options'], 'DENY');
        assert.equal(headers['referrer-policy'], undefined);
        assert.equal(headers.server, 'nginx');
      });
      await check('URLs that look like files reach Django', async () => {
        for (const path of [
          '/sitemap.xml',
          '/a/b.png',
          '/x.gz',
          '/assets/secret.txt',
          '/.well-known/openid-configuration',
        ]) {
          assert.equal((await ask({ path })).echo().url, path);
        }
      });
      await check('OPTIONS reaches Django', async () =>
        assert.equal((await ask({ path: '/api/', method: 'OPTIONS' })).echo().url, '/api/'),
      );
      await check("Django's own 503 stays as it is", async () =>
        assert.equal((await ask({ path: '/unavailable' })).headers['x-from'], 'backend'),
      );
      await check('uploads to Django are limited, those to GeoServer are not', async () => {
        const body = Buffer.alloc(2_000_000);
        assert.equal((await ask({ path: '/upload', method: 'POST', body })).status, 413);
        assert.equal((await ask({ path: '/geoserver/wps', method: 'POST', body })).echo().body, body.length);
      });
      await check('GeoServer', async () => {
        const answer = await ask({ path: '/geoserver/ows?a=%2F', headers: spoofed });
        assert.equal(answer.echo().url, '/geoserver/ows?a=%2F');
        assert.equal(answer.echo().headers['x-forwarded-for'], '127.0.0.1');
        assert.equal(answer.headers['x-frame-options'], 'SAMEORIGIN');
        assert.equal(answer.headers['x-content-type-options'], 'nosniff');
        assert.equal(
          (await ask({ path: '/geoserver/redirect' })).headers.location,
          'http://maps.example.org:8080/geoserver/web/?a=b',
        );
        assert.equal((await ask({ path: '/geoserver' })).headers.location, 'http://maps.example.org:8080/geoserver/');
        assert.equal((await ask({ path: '/geoserverX' })).echo().headers.host, 'maps.example.org:8080');
      });
      await check('static files', async () => {
        const answer = await ask({ path: '/static/app/site.css' });
        assert.equal(answer.text, 'collected');
        assert.equal(answer.headers['cache-control'], 'max-age=3600');
        assert.equal(answer.headers['x-content-type-options'], 'nosniff');
        assert.equal(answer.headers['strict-transport-security'], undefined);
        for (const path of [
          '/static/none.css',
          '/static/',
          '/static/app',
          '/static/../assets/secret.txt',
          '/static/%2e%2e/assets/secret.txt',
          '/static//etc/passwd',
        ]) {
          assert.ok(!/for nobody|root:/.test((await ask({ path })).text), path);
        }
        assert.equal((await ask({ path: '/static/none.css' })).status, 404);
      });
      await check('media cannot run scripts, assets are not served', async () => {
        const answer = await ask({ path: '/uploaded/page.html' });
        assert.equal(answer.headers['content-security-policy'], "script-src 'none'");
        assert.equal(answer.headers['x-content-type-options'], 'nosniff');
        assert.ok(!(await ask({ path: '/uploaded/../assets/secret.txt' })).text.includes('for nobody'));
        assert.equal((await ask({ path: '/uploaded/' })).status, 403);
      });
      await check('media are cached, and files have the types that browsers insist on', async () => {
        const media = await ask({ path: '/uploaded/data.geojson' });
        assert.equal(media.headers['cache-control'], 'max-age=3600');
        assert.equal(media.headers['content-type'], 'application/geo+json');
        assert.match((await ask({ path: '/static/app/module.mjs' })).headers['content-type'], /^text\/javascript/);
      });
      await check("over http GeoServer's cookie has to stay as it is", async () =>
        assert.deepEqual((await ask({ path: '/geoserver/session' })).headers['set-cookie'], [
          'JSESSIONID=1; Path=/geoserver; HttpOnly',
        ]),
      );
      await check('the page for later is not a public address', async () =>
        assert.equal((await ask({ path: '/.starting.html' })).status, 404),
      );
      await check('other names of the site redirect', async () => {
        for (const host of ['www.example.org', '192.0.2.5:8080']) {
          const answer = await ask({ host, path: '/a?b=c' });
          assert.equal(answer.status, 301);
          assert.equal(answer.headers.location, 'http://maps.example.org:8080/a?b=c');
        }
      });
      await check('strangers get no answer', () => dropped(ask({ host: 'evil.example' })));
      await check('the health address is for nothing else', async () =>
        assert.equal((await ask({ port: ports.health })).status, 404),
      );
    },
  );

  await withNginx(
    {
      HTTPS_MODE: 'off',
      PUBLIC_URL: 'http://localhost:8000',
      SITE_PROFILE: 'development',
      SITE_ALIASES: '192.168.1.7 [::1]',
      DJANGO_UPSTREAM: '127.0.0.1:1',
    },
    async () => {
      await check('GeoNode is starting', async () => {
        for (const method of ['GET', 'POST']) {
          const answer = await ask({ host: 'localhost:8000', path: '/account/login/', method });
          assert.equal(answer.status, 503);
          assert.equal(answer.headers['retry-after'], '15');
          assert.equal(answer.headers['cache-control'], 'no-store');
          assert.match(answer.text, /GeoNode is starting/);
        }
      });
      await check('in development aliases are served under their own name', async () => {
        for (const host of ['192.168.1.7:8000', '[::1]:8000']) {
          const { headers } = (await ask({ host, path: '/geoserver/ows' })).echo();
          assert.equal(headers['x-forwarded-host'], host);
          assert.equal(
            (await ask({ host, path: '/geoserver/redirect' })).headers.location,
            `http://${host}/geoserver/web/?a=b`,
          );
        }
      });
      await check('and strangers are told where the site is', async () => {
        const answer = await ask({ host: 'other.example' });
        assert.equal(answer.status, 421);
        assert.match(answer.text, /http:\/\/localhost:8000/);
        assert.match(answer.headers['content-type'], /^text\/plain/);
      });
      await check('and an edited static file shows at once', async () => {
        const answer = await ask({ host: 'localhost:8000', path: '/static/app/both.css' });
        assert.equal(answer.text, 'edited');
        assert.equal(answer.headers['cache-control'], 'no-cache');
        assert.equal((await ask({ host: 'localhost:8000', path: '/static/app/site.css' })).text, 'collected');
      });
    },
  );

  await withNginx(
    {
      HTTPS_MODE: 'proxy',
      PUBLIC_URL: 'https://maps.example.org',
      TRUSTED_PROXIES: '127.0.0.0/8 10.0.0.0/8',
      HSTS_SECONDS: '3600',
    },
    async () => {
      await check('behind a proxy: https, and the client that the proxy names', async () => {
        const { headers } = (
          await ask({ headers: { ...spoofed, 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.1.2.3' } })
        ).echo();
        assert.equal(headers['x-forwarded-proto'], 'https');
        assert.equal(headers['x-forwarded-for'], '203.0.113.9');
        assert.equal(headers['x-real-ip'], '203.0.113.9');
      });
      await check('behind a proxy: HSTS for what is not Django’s', async () => {
        assert.equal(
          (await ask({ path: '/static/app/site.css' })).headers['strict-transport-security'],
          'max-age=3600',
        );
        assert.equal((await ask({})).headers['strict-transport-security'], undefined);
      });
      await check('behind a proxy: another Host is explained', async () =>
        assert.equal((await ask({ host: 'geonode' })).status, 421),
      );
    },
  );

  await withNginx({ HTTPS_MODE: 'proxy', PUBLIC_URL: 'https://maps.example.org' }, async () => {
    await check('behind a proxy that nobody trusts', async () => {
      assert.equal((await ask({ headers: spoofed })).echo().headers['x-forwarded-for'], '127.0.0.1');
    });
  });

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
      const { X509Certificate } = await import('node:crypto');
      assert.ok(answer.certificate.verify(new X509Certificate(authority).publicKey));
    });
    await check('the certificate of the local CA is renewed by itself, by the same authority', async () => {
      const authority = join(work, 'certificates/local-ca');
      const [host, fewDays] = [join(authority, '192.168.1.7'), 5];
      const signed = ['-CA', join(authority, 'ca.pem'), '-CAkey', join(authority, 'ca-key.pem')];
      const request = ['req', '-x509', '-subj', '/CN=192.168.1.7', '-days', `${fewDays}`, ...signed];
      execFileSync('openssl', [...request, '-key', join(host, 'privkey.pem'), '-out', join(host, 'fullchain.pem')]);
      const { X509Certificate } = await import('node:crypto');
      const onDisk = () => new X509Certificate(readFileSync(join(host, 'fullchain.pem')));
      const served = async () =>
        (await ask({ port: ports.https, tls: true, host: '192.168.1.7', name: '' })).certificate;
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
} finally {
  django.close();
  geoserver.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`check-nginx: ${checks} checks, ${failures} failed`);
process.exit(failures > 0 ? 1 : 0);
