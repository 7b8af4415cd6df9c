import { chmodSync, chownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, eventually } from './support/browser.ts';
import { command, type Outcome, Site } from './support/site.ts';

const URL = 'http://localhost';
const STANDINS = process.env.E2E_STANDINS === '1';
/** A person who is not root, as on any laptop. */
const PERSON = 1000;
const SECONDS = 30;

describe('development, default answers', () => {
  const site = new Site('development');
  let up: Outcome;

  beforeAll(async () => {
    await site.generate([]);
    giveTo(PERSON, site.folder);
    up = await site.compose('up', '-d', '--build');
  });
  afterAll(() => site.remove());

  const page = async (path: string, headers = {}) => (await new Browser().get(`${URL}${path}`, headers)).text;

  it('builds, starts and becomes healthy', async () => {
    expect([up.exitCode, up.exitCode ? up.stderr : '']).toEqual([0, '']);
    expect(await site.unhealthyAfter(STANDINS ? 120 : 1800)).toEqual([]);
    expect((await new Browser().get(`${URL}/`)).status).toBe(200);
  });

  it('localhost and 127.0.0.1 are served; any other name gets a page that says where the site is', async () => {
    expect((await new Browser().get('http://127.0.0.1/')).status).toBe(200);
    expect(await new Browser().get(`${URL}/`, { host: 'other.example.org' })).toMatchObject({
      status: 421,
      text: expect.stringContaining(URL),
    });
  });

  it('an edited template is served within seconds', async () => {
    mkdirSync(join(site.folder, `src/${site.name}/templates`), { recursive: true });
    site.write(`src/${site.name}/templates/index.html`, 'First version');
    expect(
      await eventually(
        () => page('/'),
        (text) => text.includes('First version'),
        SECONDS,
      ),
    ).toContain('First version');
    site.write(`src/${site.name}/templates/index.html`, 'Second version');
    expect(
      await eventually(
        () => page('/'),
        (text) => text.includes('Second version'),
        SECONDS,
      ),
    ).toContain('Second version');
  });

  it('an edited and a new static file are served within seconds, without a stale copy in the browser', async () => {
    site.append(`src/${site.name}/static/css/site.css`, '\n/* edited by hand */\n');
    expect(
      await eventually(
        () => page('/static/css/site.css'),
        (text) => text.includes('edited'),
        SECONDS,
      ),
    ).toContain('edited by hand');
    site.write(`src/${site.name}/static/new.txt`, 'new');
    const answer = await eventually(
      () => new Browser().get(`${URL}/static/new.txt`),
      ({ status }) => status === 200,
      SECONDS,
    );
    expect([answer.text, String(answer.headers['cache-control'])]).toEqual([
      'new',
      expect.stringContaining('no-cache'),
    ]);
  });

  it('an edited Python file is served within seconds', async () => {
    site.append(
      `src/${site.name}/urls.py`,
      '\nfrom django.http import HttpResponse\nfrom django.urls import path\n\nurlpatterns = [path("e2e", lambda request: HttpResponse("from Python")), *urlpatterns]\n',
    );
    expect(
      await eventually(
        () => page('/e2e'),
        (text) => text === 'from Python',
        SECONDS,
      ),
    ).toBe('from Python');
  });

  it('celery sees the same source', async () => {
    expect(await site.exec('celery', 'cat', `/usr/src/project/${site.name}/urls.py`)).toContain('from Python');
  });

  it('files that the containers make can be edited and deleted by the person who owns the folder', async () => {
    await site.exec('django', 'python', 'manage.py', 'startapp', 'made');
    const made = join(site.folder, 'src/made');
    expect(readdirSync(made)).toContain('models.py');
    const asPerson = (script: string) =>
      command('setpriv', [`--reuid=${PERSON}`, `--regid=${PERSON}`, '--clear-groups', 'sh', '-c', script], {
        cwd: made,
      });
    expect(await asPerson('echo "# mine" >> models.py && mkdir deeper && rm tests.py')).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect(await asPerson(`rm -r "${made}"`)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('leaves no bytecode or package metadata in the mounted folder', () => {
    const strange = readdirSync(join(site.folder, 'src'), { recursive: true })
      .map(String)
      .filter((path) => /__pycache__|egg-info/.test(path));
    expect(strange).toEqual([]);
  });

  it('GeoServer and the database are published on loopback, and they answer', async () => {
    const published = await site.published();
    expect(published).toEqual(['db 127.0.0.1:15432', 'geonode 127.0.0.1:80', 'geoserver 127.0.0.1:18080']);
    expect((await new Browser().get('http://127.0.0.1:18080/geoserver/ows')).status).toBe(200);
  });

  it('logging in is not limited', async () => {
    const browser = new Browser();
    await browser.get(`${URL}/account/login/`);
    const attempts = await Promise.all(
      Array.from({ length: 40 }, () => browser.post(`${URL}/account/login/`, { login: 'admin', password: 'guess' })),
    );
    expect(attempts.map(({ status }) => status)).not.toContain(429);
  });

  it('DEBUG is on', async () => {
    expect(await site.django('from django.conf import settings; print(settings.DEBUG)')).toBe('True');
  });
});

/** Hands a folder to a person, as if they had generated it. */
function giveTo(person: number, folder: string): void {
  for (const parent of [join(folder, '..'), folder]) chmodSync(parent, 0o755);
  for (const path of ['', ...readdirSync(folder, { recursive: true }).map(String)])
    chownSync(join(folder, path), person, person);
  if (statSync(folder).uid !== person) throw new Error(`${folder} could not be handed over`);
}
