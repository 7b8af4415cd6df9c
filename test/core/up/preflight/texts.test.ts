import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../../generators/core/plan/env-file.ts';
import { LINES, releaseLine } from '../../../../generators/core/plan/lines.ts';
import { databaseOf, postgresMajor } from '../../../../generators/core/up/preflight/database.ts';
import { baseImages, isHarmless } from '../../../../generators/core/up/preflight/dockerfile.ts';
import { demandedKeys, demoKeys, emptyKeys } from '../../../../generators/core/up/preflight/env-keys.ts';
import { siteOf } from '../../../../generators/core/up/preflight/site.ts';
import { parseStarted, startedText, startedWith } from '../../../../generators/core/up/preflight/started.ts';
import { textOf } from '../../../support/checks.ts';
import { answersFor, projectFor, SCENARIOS } from '../../../support/projects.ts';
import { MODEL, service, VOLUME } from './healthy.ts';

describe('what Compose files demand of .env', () => {
  it('is what they name with a question mark, in no comment and not escaped', () => {
    const text = ['a: ${A:?missing}', '  # b: ${B:?missing}', 'c: ${C:-x}-${D:?missing}', 'e: $${E:?no}', 'f: $F'];
    expect(demandedKeys([text.join('\n'), 'a: ${A:?again}', 'g: $$${G:?yes}'])).toEqual(['A', 'D', 'G']);
  });

  it('may come from the shell, but for what the containers read themselves', () => {
    const env = { A: 'x', SECRET_KEY: '' };
    const empty = emptyKeys(env, { B: 'y', SECRET_KEY: 'z' }, ['${A:?m} ${B:?m} ${C:?m}']);
    expect(empty).toEqual(expect.arrayContaining(['C', 'SECRET_KEY', 'ADMIN_PASSWORD']));
    expect(empty).not.toContain('B');
    expect(empty).not.toContain('DJANGO_EMAIL_HOST_PASSWORD');
  });

  it.each(Object.entries(SCENARIOS))('stands in what is generated: %s', async (_, given) => {
    const project = await projectFor(given);
    const env = readEnv(textOf(project, '.env'));
    const files = ['docker-compose.yml', 'docker-compose.override.yml'].map((path) => textOf(project, path));
    expect(demandedKeys(files).length).toBeGreaterThan(30);
    expect(emptyKeys(env, {}, files)).toEqual([]);
    expect(demoKeys(env)).toEqual([]);
    expect(emptyKeys({}, {}, files)).toEqual(expect.arrayContaining([...demandedKeys(files)]));
  });
});

describe('passwords that everybody knows', () => {
  it.each([
    ...[
      'admin',
      'Admin',
      'geoserver',
      'geonode',
      'geonode_data',
      'postgres',
      'password',
      'guest',
      'changeme',
      '123456',
    ],
    ...['{dbpwd}', '{random}', '<password>', '${PASSWORD}', 'my_site'],
  ])('%s', (value) => {
    const env = { GEONODE_DATABASE_USER: 'my_site', POSTGRES_PASSWORD: value, ADMIN_PASSWORD: 'f7Gh2kLw0' };
    expect(demoKeys(env)).toEqual(['POSTGRES_PASSWORD']);
  });

  it('an empty one is a gap and no password', () => expect(demoKeys({ ADMIN_PASSWORD: '' })).toEqual([]));
});

describe('which names and files a site needs', () => {
  const acme = answersFor({ url: 'https://maps.example.org', email: 'me@example.org', aliases: ['www.example.org'] });

  it('names, where an authority has to reach them', () => {
    expect(siteOf({}, acme)).toEqual({ hosts: ['maps.example.org', 'www.example.org'], certificates: [] });
    expect(siteOf({ HTTPS_MODE: 'local-ca' }, acme).hosts).toEqual([]);
    const env = { NGINX_BASE_URL: 'https://a.example.org', SITE_ALIASES: 'b.example.org localhost 192.0.2.4 _' };
    expect(siteOf(env, acme).hosts).toEqual(['a.example.org', 'b.example.org']);
    expect(siteOf({ NGINX_BASE_URL: 'no address', SITE_ALIASES: '' }, acme).hosts).toEqual([]);
  });

  it('files, where there is a certificate', () => {
    const own = answersFor(SCENARIOS['own certificate']);
    expect(siteOf({}, own).certificates).toEqual(['/etc/ssl/maps.pem', '/etc/ssl/maps.key']);
    expect(siteOf({ CERTIFICATE_FILE: 'a.pem' }, own).certificates).toEqual(['a.pem', '/etc/ssl/maps.key']);
    expect(siteOf({}, answersFor({})).certificates).toEqual([]);
  });
});

describe('base images', () => {
  it('are what FROM names, with arguments given or by default, without stages of the file', () => {
    const dockerfile = `# FROM comment
ARG BASE_IMAGE="a:1"
ARG OTHER
FROM --platform=linux/amd64 \${BASE_IMAGE} AS first
ARG BASE_IMAGE=late
FROM scratch
FROM first
FROM $OTHER
FROM b:\${TAG:-2}
from \\
  c:3`;
    expect(baseImages(dockerfile, {})).toEqual(['a:1', 'b:2', 'c:3']);
    expect(baseImages(dockerfile, { BASE_IMAGE: 'x@sha256:1', OTHER: 'y', TAG: '9' })).toEqual([
      'x@sha256:1',
      'y',
      'b:9',
      'c:3',
    ]);
    expect(baseImages('', {})).toEqual([]);
  });

  it.each(LINES)('of what is generated for %s', async (geonode) => {
    const { images } = releaseLine(geonode);
    const project = await projectFor({ geonode });
    const baseOf = (path: string) => baseImages(textOf(project, path), {});
    expect(baseOf('Dockerfile')).toEqual([images.geonodeBase.name]);
    expect(baseOf('docker/postgresql/Dockerfile')).toEqual([images.postgis.name]);
    expect(baseOf('docker/nginx/Dockerfile')).toEqual([images.nginx.name]);
  });
});

describe('scripts with Windows line ends', () => {
  const copied = 'FROM a\nCOPY run.sh /\n';

  it.each([
    ['its build repairs it', { dockerfile: `${copied}RUN sed -i 's/\\r$//' /run.sh`, mounted: false }, true],
    ['over several lines', { dockerfile: `${copied}RUN true \\\n  && tr -d '\\r' < run.sh > x`, mounted: false }, true],
    ['with all others', { dockerfile: `${copied}RUN find / -exec sed -i 's/\\r$//' {} +`, mounted: false }, true],
    ['nobody repairs it', { dockerfile: copied, mounted: false }, false],
    ['another one is repaired', { dockerfile: `${copied}RUN sed -i 's/\\r$//' other.txt`, mounted: false }, false],
    [
      'it is mounted over what was built',
      { dockerfile: `${copied}RUN sed -i 's/\\r$//' /run.sh`, mounted: true },
      false,
    ],
    ['no image has it', { dockerfile: 'FROM a', mounted: true }, true],
    ['there is no Dockerfile', { dockerfile: undefined, mounted: false }, true],
  ])('%s', (_, rest, harmless) => expect(isHarmless({ path: 'docker/x/run.sh', ...rest })).toBe(harmless));

  it('every script of ours is repaired by its build', async () => {
    const project = await projectFor({});
    const scripts = [...project.keys()].filter((path) => path.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThan(6);
    for (const path of scripts) {
      const own = path.startsWith('docker/') ? `${path.split('/').slice(0, 2).join('/')}/Dockerfile` : 'Dockerfile';
      const dockerfile = textOf(project, own);
      expect([path, isHarmless({ path, dockerfile, mounted: false })]).toEqual([path, true]);
      expect([path, isHarmless({ path, dockerfile, mounted: true })]).toEqual([path, false]);
    }
    expect(isHarmless({ path: 'src/manage.py', dockerfile: textOf(project, 'Dockerfile'), mounted: true })).toBe(true);
  });
});

describe('the database', () => {
  it('is the service that keeps its data where PostgreSQL does', () => {
    expect(databaseOf(MODEL)).toMatchObject({ service: { name: 'db' }, volume: 'my_site_dbdata' });
    expect(databaseOf({ name: 'x', services: [service('redis')] })).toBeUndefined();
  });

  it.each([
    [[{ name: 'own:1', environment: ['PATH=/bin', 'PG_MAJOR=16'] }], 16],
    [[{ name: 'geonode/postgis:15-3.5-latest', environment: undefined }], 15],
    [[{ name: 'registry.example.org:5000/postgis/postgis:17-3.5@sha256:1', environment: [] }], 17],
    [[{ name: 'postgres:16.4-alpine', environment: undefined }], 16],
    [
      [
        { name: 'geonode/postgis:15', environment: ['PG_MAJOR=16'] },
        { name: 'my_site/postgis:15', environment: [] },
      ],
      16,
    ],
    [
      [
        { name: 'own:1', environment: [] },
        { name: 'my_site/postgis:14-3', environment: [] },
      ],
      14,
    ],
    [[{ name: 'postgis:latest', environment: undefined }], undefined],
    [[{ name: 'postgis:20240101', environment: undefined }], undefined],
    [[], undefined],
  ])('has the version that its images tell: %j', (images, major) => expect(postgresMajor(images)).toBe(major));
});

describe('the record of a start', () => {
  it('comes back as it was noted', () => {
    // Valibot leaves these out, so that nobody can reach an object's own workings by a name.
    const unsafe: readonly string[] = ['__proto__', 'prototype', 'constructor'];
    const name = fc.string().filter((text) => !unsafe.includes(text));
    fc.assert(
      fc.property(fc.string(), fc.dictionary(name, fc.string()), (engine, volumes) => {
        expect(parseStarted(startedText({ engine, volumes }))).toEqual({ engine, volumes: { ...volumes } });
      }),
    );
  });

  it('holds each volume with the time at which it was made', () => {
    expect(startedWith('e', [VOLUME])).toEqual({ engine: 'e', volumes: { my_site_dbdata: '2026-01-02T03:04:05Z' } });
  });

  it.each(['', 'null', '{', '[]', '{"engine":1,"volumes":{}}', '{"engine":"e"}', '{"engine":"e","volumes":{"a":1}}'])(
    'damaged, it is none: %s',
    (text) => expect(parseStarted(text)).toBeUndefined(),
  );
});
