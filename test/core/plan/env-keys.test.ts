import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { LINES, releaseLine } from '../../../generators/core/plan/lines.ts';
import { type Project, textOf } from '../../support/checks.ts';
import { projectFor, SCENARIOS } from '../../support/projects.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/geonode-environment');

/** What a released GeoNode reads from the environment, written by test/release/geonode-environment.mjs. */
const readByGeonode = (version: string): ReadonlySet<string> =>
  new Set(JSON.parse(readFileSync(join(FIXTURES, `${version}.json`), 'utf8')) as string[]);

/** Everything of ours that could read a key: Compose, images, entrypoints, the Django project. Comments do not count. */
const ownSources = (project: Project): string =>
  [...project.values()]
    .filter(({ path }) => /^(docker-compose|docker\/|src\/)/.test(path))
    .flatMap(({ text }) => text.split('\n').filter((line) => !/^\s*(#|;|<!--)/.test(line)))
    .join('\n');

// Compose itself reads this one.
const READ_BY_COMPOSE = new Set(['COMPOSE_PROFILES']);

const EXTRA = { smtp: 'smtp://me@mail.example.org:587', cache: true };
const PROJECTS = LINES.flatMap((geonode) =>
  [...Object.entries(SCENARIOS), ['everything', EXTRA] as const].map(
    ([name, given]) => [geonode, name, { ...given, geonode }] as const,
  ),
);

describe('every key of .env is read by somebody', () => {
  it.each(PROJECTS)('GeoNode %s, %s', async (geonode, _, given) => {
    const project = await projectFor(given);
    const known = readByGeonode(releaseLine(geonode).geonodeVersion);
    const own = ownSources(project);
    const dead = Object.keys(readEnv(textOf(project, '.env'))).filter(
      (key) => !known.has(key) && !READ_BY_COMPOSE.has(key) && !new RegExp(`\\b${key}\\b`).test(own),
    );
    expect(dead).toEqual([]);
  });
});

describe('what a line decides', () => {
  const file = async (geonode: string, path: string, given: object = {}) =>
    textOf(await projectFor({ geonode, ...given }), path);

  it('each line pins its release and starts from its images', async () => {
    for (const geonode of LINES) {
      const { geonodeVersion, images } = releaseLine(geonode);
      expect(await file(geonode, 'src/pyproject.toml')).toContain(`"GeoNode==${geonodeVersion}"`);
      const compose = await file(geonode, 'docker-compose.yml', { broker: 'rabbitmq', cache: true });
      const { redis, ...others } = images;
      for (const { name } of Object.values(others)) expect(compose).toContain(name);
      expect(await file(geonode, 'docker-compose.yml', { broker: 'redis' })).toContain(redis.name);
    }
  });

  it('4.4 comes with RabbitMQ, the others with Redis, and each takes the other one', async () => {
    const brokerOf = async (geonode: string, given: object = {}) => readEnv(await file(geonode, '.env', given)).BROKER;
    expect(await Promise.all(LINES.map((line) => brokerOf(line)))).toEqual(
      LINES.map((line) => (line === '4.4' ? 'rabbitmq' : 'redis')),
    );
    for (const line of LINES)
      for (const broker of ['redis', 'rabbitmq']) expect(await brokerOf(line, { broker })).toBe(broker);
  });

  it('the client of the broker is declared where GeoNode lacks it, and nowhere else', async () => {
    expect(await file('4.4', 'src/pyproject.toml', { broker: 'redis' })).toContain('"redis==');
    for (const [geonode, broker] of [
      ['4.4', 'rabbitmq'],
      ['5.0', 'redis'],
      ['5.1', 'redis'],
    ] as const)
      expect(await file(geonode, 'src/pyproject.toml', { broker })).not.toContain('redis');
  });

  it('4.4 stores passwords with PBKDF2 and still reads SHA-1', async () => {
    const hashers = [...(await file('4.4', 'src/my_site/settings.py')).matchAll(/hashers\.(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(hashers).toEqual(['PBKDF2PasswordHasher', 'PBKDF2SHA1PasswordHasher', 'SHA1PasswordHasher']);
    expect(await file('5.0', 'src/my_site/settings.py')).not.toContain('PASSWORD_HASHERS');
  });

  it('Celery: results, harvesting and the upload limit follow the line', async () => {
    const facts = await Promise.all(
      LINES.map(async (line) => [
        line,
        (await file(line, 'src/my_site/environment.py')).includes('CELERY_RESULT_BACKEND'),
        (await file(line, 'src/celery.sh')).includes('-Q harvesting'),
        (await file(line, '.env')).includes('HARVESTER'),
        (await file(line, 'src/my_site/settings.py')).includes('DEFAULT_MAX_UPLOAD_SIZE'),
        (await file(line, 'src/my_site/management/commands/bootstrap.py')).includes('autoload'),
      ]),
    );
    expect(facts).toEqual([
      ['5.1', true, true, true, false, true],
      ['5.0', true, true, true, true, false],
      ['4.4', false, false, false, false, false],
    ]);
  });
});
