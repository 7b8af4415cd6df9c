import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority } from './support/authority.ts';
import { Browser } from './support/browser.ts';
import { Organisation } from './support/organisation.ts';
import { command, Site } from './support/site.ts';

const INDEX = 'pypi.corp.example';
const SERVICE = 'service.corp.example';
const BASE = 'cgp-e2e/base-without-wheels';

const docker = async (...args: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await command('docker', args, { cwd: '/' });
  if (exitCode !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
};

/**
 * The base image with nothing to install from but what an index offers; gives the folder with its wheels. Another image in each
 * run: an engine that remembers the last build would not ask the index again.
 */
async function baseWithoutWheels(folder: string): Promise<string> {
  const standin = 'geonode/geonode-base:latest-ubuntu-24.04';
  const container = await docker('create', standin);
  await docker('cp', `${container}:/usr/src/wheels`, folder);
  await docker('rm', container);
  writeFileSync(
    join(folder, 'Dockerfile'),
    `FROM ${standin}\nRUN rm -r /usr/src/wheels\nENV PIP_NO_INDEX= PIP_FIND_LINKS= MADE=${Date.now()}\n`,
  );
  await docker('build', '--tag', BASE, '--file', join(folder, 'Dockerfile'), folder);
  return join(folder, 'wheels');
}

// Nothing of the organisation's has a public name or certificate: what arrives came through the proxy, verified.
describe.runIf(process.env.E2E_STANDINS === '1')("an organisation's network", () => {
  const site = new Site('network');
  const folder = mkdtempSync(join(tmpdir(), 'cgp-organisation-'));
  let authorities: readonly Authority[];
  let organisation: Organisation;
  let build: Awaited<ReturnType<Site['compose']>>;
  const fetched = async (path: string) => JSON.parse((await new Browser().get(`http://localhost:8080${path}`)).text);
  const python = (script: string) => site.exec('django', 'python', '-c', script);

  beforeAll(async () => {
    authorities = [await Authority.create('one root'), await Authority.create('another root')];
    const pair = await (authorities[1] as Authority).certify('inside', [INDEX, SERVICE]);
    const here = await docker('network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}');
    mkdirSync(folder, { recursive: true });
    organisation = await Organisation.open(here, pair, await baseWithoutWheels(folder));
    // As administrators hand them out: several, with a word about each.
    const bundle = join(folder, 'authorities.pem');
    writeFileSync(bundle, authorities.map((one, index) => `Root number ${index}\n${one.pem}`).join('\n'));
    const network = [
      '--http-proxy',
      organisation.proxy,
      '--package-index',
      `https://${INDEX}/simple`,
      '--ca-bundle',
      bundle,
    ];
    const generated = await site.generate(['--profile', 'production', '--url', 'http://localhost:8080', ...network]);
    expect([generated.exitCode, generated.exitCode ? generated.stderr : '']).toEqual([0, '']);
    site.append('.env', `GEONODE_BASE_IMAGE=${BASE}\nEMAIL_ENABLE=True\nDJANGO_EMAIL_HOST=${here}\n`);
    site.append('.env', `DJANGO_EMAIL_PORT=${organisation.mailPort}\nDJANGO_EMAIL_USE_TLS=False\n`);
    build = await site.compose('--profile', 'letsencrypt', '--progress', 'plain', 'build');
  });
  afterAll(async () => {
    await site.remove();
    await organisation.close();
    await command('docker', ['image', 'rm', '--force', BASE], { cwd: '/' });
    for (const one of [folder, ...authorities.map((authority) => authority.folder)])
      rmSync(one, { recursive: true, force: true });
  });

  it('the build takes its packages from the index, through the proxy', () => {
    expect([build.exitCode, build.exitCode ? build.stdout.slice(-3000) : '']).toEqual([0, '']);
    expect([...organisation.asked]).toContain(INDEX);
  });

  it('the site starts', async () => {
    const up = await site.compose('up', '-d', 'geonode', 'geoserver');
    expect([up.exitCode, up.exitCode ? up.stderr : '']).toEqual([0, '']);
    expect(await site.unhealthyAfter(180)).toEqual([]);
  });

  it("Python reaches the organisation's servers, with requests and without", async () => {
    const requests = `import requests; print(requests.get("https://${SERVICE}/", timeout=10).text)`;
    const urllib = `import urllib.request as r; print(r.urlopen("https://${SERVICE}/", timeout=10).read().decode())`;
    expect(await python(requests)).toBe('hello from inside');
    expect(await python(urllib)).toBe('hello from inside');
  });

  it("Java reaches the organisation's servers", async () => {
    const url = encodeURIComponent(`https://${SERVICE}/`);
    expect(await fetched(`/geoserver/standin/fetch?url=${url}`)).toMatchObject({
      status: 200,
      body: 'hello from inside',
    });
    const plain = encodeURIComponent('http://maps.example.com/');
    expect(await fetched(`/geoserver/standin/fetch?url=${plain}`)).toMatchObject({ body: 'hello through the proxy' });
  });

  it('certbot goes through the proxy, too', async () => {
    organisation.asked.clear();
    const register = ['register', '--server', `https://${SERVICE}/dir`, '--agree-tos', '-m', 'me@example.org', '-n'];
    const run = ['run', '--rm', '--no-deps', '-T', '--entrypoint', 'certbot', 'letsencrypt', ...register];
    await site.compose('--profile', 'letsencrypt', ...run);
    expect([...organisation.asked]).toEqual([SERVICE]);
  });

  it('services reach each other without the proxy', async () => {
    organisation.asked.clear();
    const inside = ['http://geoserver:8080/geoserver/ows', 'http://django:8000/healthz', 'http://nginx/'];
    const script = `import requests\nfor url in ${JSON.stringify(inside)}: print(requests.get(url, timeout=10, allow_redirects=False, headers={"Host": "localhost:8080"} if "nginx" in url else None).status_code)`;
    expect((await python(script)).split('\n')).toEqual(['200', '200', '200']);
    const roles = await fetched(`/geoserver/standin/fetch?url=${encodeURIComponent('http://django:8000/healthz')}`);
    expect(roles).toMatchObject({ status: 200 });
    expect([...organisation.asked]).toEqual([]);
  });

  it('the command of the README sends a test mail, and says what is wrong when it cannot', async () => {
    expect(site.read('README.md')).toContain(
      'docker compose exec django python manage.py sendtestemail you@example.org',
    );
    const send = () => site.compose('exec', '-T', 'django', 'python', 'manage.py', 'sendtestemail', 'you@example.org');
    expect((await send()).exitCode).toBe(0);
    expect(organisation.mails).toEqual([expect.stringMatching(/To: you@example\.org/)]);
    const wrong = [
      'exec',
      '-T',
      '-e',
      'DJANGO_EMAIL_PORT=1',
      'django',
      'python',
      'manage.py',
      'sendtestemail',
      'you@example.org',
    ];
    const failed = await site.compose(...wrong);
    expect([failed.exitCode, failed.stderr]).toEqual([1, expect.stringContaining('Connection refused')]);
  });
});
