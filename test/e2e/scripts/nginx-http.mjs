// A site without TLS of its own: plain http, several hosts, a proxy in front.
import assert from 'node:assert/strict';
import { ask, check, dropped, ports, spoofed, withNginx } from './nginx-bench.mjs';

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
      assert.equal((await ask({ path: '/static/app/site.css' })).headers['strict-transport-security'], 'max-age=3600');
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
