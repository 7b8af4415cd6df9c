// A generated nginx on this machine: our entrypoint and templates, the nginx that is installed, two echoing backends.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(process.argv[2] ?? join(here, '../../../templates/project'));
export const work = mkdtempSync(join(tmpdir(), 'check-nginx-'));
let checks = 0;
let failures = 0;

export async function check(what, test) {
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

export const ports = { http: 33080, https: 33443, health: 33081 };
// Stands between our entrypoint and nginx: what is /mnt, port 80 or a PID file in the container is elsewhere here.
const elsewhere = `
cd "$NGINX_CONF_DIR"
sed -i 's|/var/cache/nginx|${work}/cache|; s|/run/nginx.pid|${work}/nginx.pid|; s|/dev/stdout combined|off|; s|/dev/stderr|stderr|; s|:8081|:${ports.health}|' nginx.conf
sed -i 's|listen 80|listen ${ports.http}|; s|listen 443|listen ${ports.https}|; s|/geonode-certificates|${work}/certificates|' servers.conf
sed -i 's|/mnt\\b|${work}/mnt|g' locations.conf
exec nginx -g 'daemon off;'`;

export async function withNginx(environment, tests) {
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
export function ask({
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
export const dropped = (promise) => assert.rejects(promise, /socket hang up|ECONNRESET|alert|handshake/i);

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
export const spoofed = {
  'x-forwarded-for': '6.6.6.6',
  'x-real-ip': '6.6.6.6',
  'x-forwarded-proto': 'gopher',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-ssl': 'on',
  forwarded: 'for=6.6.6.6;proto=https',
  origin: 'https://other.example',
};

/** Clears up, says how many checks failed, and ends the program. */
export function finish() {
  django.close();
  geoserver.close();
  rmSync(work, { recursive: true, force: true });
  console.log(`check-nginx: ${checks} checks, ${failures} failed`);
}

/** The exit code: 1 when a check failed. */
export const exitCode = () => (failures > 0 ? 1 : 0);
