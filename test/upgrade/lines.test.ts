import { describe, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { parseCompose } from '../support/checks.ts';
import { freshLike, laidDown, storedAnswers } from '../support/laid-down.ts';
import { type Editor, seenIn } from '../support/on-disk.ts';
import { comparable, expectNoLeak, lostFrom, ownLines, untouched } from '../support/proofs.ts';
import { frozen, KEPT_SECRETS } from '../support/releases.ts';
import { wholeRun, YES } from '../support/whole-run.ts';

const CHOSEN = {
  GEONODE_DATABASE: 'old_name',
  GEONODE_GEODATABASE_USER: 'old_user',
  ASSETS_ROOT: '/mnt/volumes/statics/old_assets/',
  HTTP_PORT: '8099',
};

/** What somebody has made of a project of 4.4 over the years. */
function livedIn(project: Editor): void {
  for (const [key, value] of Object.entries(CHOSEN))
    project.write('.env', project.read('.env').replace(new RegExp(`^${key}=.*`, 'm'), `${key}=${value}`));
  project.write('.env', `${project.read('.env')}MY_KEY=mine\n`);
  const settings = 'src/my_site/settings.py';
  project.change(settings, 'INSTALLED_APPS += (PROJECT_NAME,)', 'INSTALLED_APPS += (PROJECT_NAME, "shop")');
  project.change('docker-compose.yml', '\nnetworks:\n', '\n  mine:\n    image: mine:9\n\nnetworks:\n');
  project.write('docker-compose.override.yml', 'services:\n  mine:\n    restart: always\n');
}

const moves = ['redis', 'rabbitmq'].flatMap((broker) => [
  [broker, ['5.0', '5.1']] as const,
  [broker, ['5.1']] as const,
]);

describe.each(moves)('a project of GeoNode 4.4 with %s, by way of %j', (broker, lines) => {
  it('keeps what people and volumes hold, and says what is to do', async () => {
    const old = frozen(`geonode-4.4-${broker}`);
    const project = laidDown(old, livedIn);
    const mine = ownLines(seenIn(project.root), old.files);
    const steps: string[] = [];
    for (const geonode of lines) {
      const ran = await wholeRun(project.root, { ...YES, json: true, geonode });
      expect(ran.exitCode, ran.said).toBe(0);
      expect(ran.said).toMatch(/On a site that runs[^]*scripts\/backup[^]*CANNOT BE UNDONE/);
      expectNoLeak(project.root, ran);
      steps.push(...(ran.result?.aftermath?.steps ?? []).map(({ id }) => id));
    }
    expect(steps).toEqual(expect.arrayContaining(['packages', 'importer-table', 'translated-columns', 'postgis']));

    expect(lostFrom(seenIn(project.root), mine)).toEqual([]);
    const env = readEnv(project.read('.env'));
    expect(env).toMatchObject({ ...CHOSEN, MY_KEY: 'mine', BROKER: broker });
    const owners = SECRETS.filter(({ kind }) => kind !== 'none');
    expect(owners.map(({ owner }) => env[owner])).toEqual(owners.map(({ name }) => KEPT_SECRETS[name]));
    expect(storedAnswers(project)).toMatchObject({ geonode: '5.1', broker });
    const { services } = parseCompose(project.read('docker-compose.yml')) as { services: object };
    expect(Object.keys(services).filter((name) => /redis|rabbit|mine/.test(name))).toEqual([broker, 'mine']);
    expect(project.read('src/pyproject.toml')).toContain('"GeoNode==5.1');
  });
});

it('two lines in two steps or in one give the same project', async () => {
  const [one, two] = [1, 2].map(() => laidDown(frozen('geonode-4.4-redis')).root) as [string, string];
  for (const geonode of ['5.0', '5.1']) await wholeRun(two, { ...YES, geonode });
  await wholeRun(one, { ...YES, geonode: '5.1' });
  const fresh = await freshLike({ root: one });
  expect(comparable(seenIn(one))).toEqual(comparable(seenIn(fresh.root)));
  expect(comparable(seenIn(two))).toEqual(comparable(seenIn(fresh.root)));
});

it.each([
  ['geonode-5.0-redis', '4.4'],
  ['development', '5.0'],
])('%s does not go back to %s', async (scenario, geonode) => {
  const { root } = laidDown(frozen(scenario));
  const before = seenIn(root);
  const ran = await wholeRun(root, { ...YES, json: true, geonode });
  expect([ran.exitCode, ran.said]).toEqual([4, expect.stringMatching(/cannot go back to[^]*A backup of/)]);
  expect(ran.result).toMatchObject({ exitCode: 4, error: expect.stringContaining('cannot go back') });
  expect(untouched(seenIn(root))).toEqual(untouched(before));
});
