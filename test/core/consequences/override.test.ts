import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { partsOf } from '../../../generators/core/consequences/compose-services.ts';
import { overrideNotes } from '../../../generators/core/consequences/override.ts';
import { parseCompose, textOf } from '../../support/checks.ts';
import { answersFor, projectFor } from '../../support/projects.ts';

const PRODUCTION = { url: 'http://maps.example.org', profile: 'production' };
const DEVELOPMENT = { url: 'http://maps.example.org', profile: 'development' };

async function notesOn(text: string, before: object, after: object) {
  const [old, now] = [await projectFor({ ...before }), await projectFor({ ...after })];
  const parts = [old, now].map((project) =>
    partsOf(parseCompose(textOf(project, 'docker-compose.yml')), [...project.keys()]),
  );
  const [partsBefore = partsOf({}, []), partsAfter = partsOf({}, [])] = parts;
  return overrideNotes({
    text,
    partsBefore,
    partsAfter,
    before: answersFor({ ...before }),
    after: answersFor({ ...after }),
    yaml,
  });
}

const lines = (...all: string[]): string => `${all.join('\n')}\n`;
const places = async (text: string, before: object, after: object) =>
  (await notesOn(text, before, after)).map(({ line, put }) => [line, put]);
const overrideOf = async (given: object) => textOf(await projectFor({ ...given }), 'docker-compose.override.yml');

describe('what is gone', () => {
  const RABBITMQ = { ...PRODUCTION, broker: 'rabbitmq' };

  const text = lines(
    'services:',
    '  redis:',
    '    mem_limit: 1g',
    '  mine:',
    '    image: mine',
    '    depends_on: [db, redis]',
    '    environment:',
    '      - QUEUE=redis://:hunter2@redis:6379/3',
    '      - NOTE=redistribution',
    '    volumes:',
    '      - redisdata:/data:ro',
    '      - type: volume',
    '        source: redisdata',
    '        target: /d',
    '  other:',
    '    image: other',
    '    depends_on:',
    '      redis: { condition: service_started }',
    '    network_mode: service:redis',
  );

  it('a service and its volume, each with what took their place', async () => {
    expect((await notesOn(text, PRODUCTION, RABBITMQ)).map(({ line, text, put }) => `${line} ${text} ${put}`)).toEqual([
      '2 This changes the service redis, which is gone: rabbitmq has its place. rabbitmq',
      '6 This needs the service redis, which is gone: rabbitmq has its place. rabbitmq',
      '8 This speaks to the service redis, which is gone: rabbitmq has its place. rabbitmq',
      '11 This mounts the volume redisdata, which is gone: rabbitmq has its place. rabbitmq',
      '13 This mounts the volume redisdata, which is gone: rabbitmq has its place. rabbitmq',
      '18 This needs the service redis, which is gone: rabbitmq has its place. rabbitmq',
      '19 This speaks to the service redis, which is gone: rabbitmq has its place. rabbitmq',
    ]);
  });

  it('and never a password that stands in the line', async () => {
    expect(JSON.stringify(await notesOn(text, PRODUCTION, RABBITMQ))).not.toContain('hunter2');
  });

  it('nothing while the broker stays', async () => {
    expect(await notesOn(text, PRODUCTION, PRODUCTION)).toEqual([]);
  });

  it('the cache, in place of which is nothing', async () => {
    const own = lines(
      'services:',
      '  memcached:',
      '    mem_limit: 1g',
      '  mine:',
      '    image: mine',
      '    environment:',
      '      CACHE: memcached:11211',
    );
    expect(await notesOn(own, { ...PRODUCTION, cache: true }, PRODUCTION)).toEqual([
      { line: 2, text: 'This changes the service memcached, which is gone: take this away.' },
      { line: 7, text: 'This speaks to the service memcached, which is gone: take this away.' },
    ]);
  });

  it('a service or volume that the override defines itself stays', async () => {
    const own = lines(
      'services:',
      '  redis:',
      '    image: redis:7',
      '    volumes: ["redisdata:/data"]',
      'volumes:',
      '  redisdata:',
    );
    expect(await places(own, PRODUCTION, RABBITMQ)).toEqual([[6, 'rabbitmq']]);
  });

  it('a file of the project', async () => {
    const own = lines(
      'services:',
      '  geonode:',
      '    volumes:',
      '      - ./docker/old.conf:/etc/old.conf',
      '      - ./docker/old.config:/x',
    );
    const parts = { services: ['geonode'], volumes: [], paths: ['docker/old.conf'] };
    const answers = answersFor();
    const after = { ...parts, paths: [] };
    expect(
      overrideNotes({ text: own, partsBefore: parts, partsAfter: after, before: answers, after: answers, yaml }),
    ).toEqual([
      { line: 4, text: expect.stringContaining('This names docker/old.conf, which the project no longer has') },
    ]);
  });
});

describe('development to production', () => {
  it('every line of the starter', async () => {
    const text = await overrideOf(DEVELOPMENT);
    const found = (await notesOn(text, DEVELOPMENT, PRODUCTION)).map(({ line }) => text.split('\n')[line - 1]?.trim());
    expect(found).toEqual([
      '- ./src:/usr/src/project',
      'PROJECT_UMASK: "0000"',
      'PYTHONDONTWRITEBYTECODE: "1"',
      'UWSGI_PY_AUTORELOAD: "2"',
      '- ./src/my_site/static:/mnt/project-static:ro',
      'ports:',
      'networks: [data, app]',
      'ports:',
    ]);
  });

  it('lists, long forms and DEBUG', async () => {
    const text = lines(
      'services:',
      '  django:',
      '    environment:',
      '      - DEBUG=True',
      '      - DEBUGGER=1',
      '    volumes:',
      '      - { type: bind, source: ./src, target: /usr/src/project }',
      '      - ./srcs:/mine',
      '    ports: ["5678:5678"]',
    );
    expect(await places(text, DEVELOPMENT, PRODUCTION)).toEqual([
      [4, undefined],
      [7, undefined],
    ]);
  });

  it('nothing while the profile stays', async () => {
    expect(await notesOn(await overrideOf(DEVELOPMENT), DEVELOPMENT, DEVELOPMENT)).toEqual([]);
  });
});

describe('production to development', () => {
  it('what the starter would have, at the services', async () => {
    const text = lines('# mine', 'services:', '  geoserver:', '    ports: ["8085:8080"]');
    const notes = await notesOn(text, PRODUCTION, DEVELOPMENT);
    expect(notes.map(({ line }) => line)).toEqual([2, 2, 2]);
    expect(notes[0]?.put).toContain('      - ./src:/usr/src/project\n');
    expect(notes[1]?.put).toContain('./src/my_site/static:/mnt/project-static:ro');
    expect(notes[2]?.put).toMatch(/"127\.0\.0\.1:\$\{DEV_DATABASE_PORT:-\d+\}:5432"/);
  });

  it('all of it together is what the starter says', async () => {
    const notes = await notesOn('services: {}\n', PRODUCTION, DEVELOPMENT);
    const together = parseCompose(`services:\n${notes.map(({ put }) => put).join('\n')}\n`) as Record<string, unknown>;
    const starter = parseCompose(await overrideOf(DEVELOPMENT)) as Record<string, unknown>;
    expect(together.services).toEqual(starter.services);
  });

  it('the starter itself misses nothing', async () => {
    expect(await notesOn(await overrideOf(DEVELOPMENT), PRODUCTION, DEVELOPMENT)).toEqual([]);
  });
});

describe('another address', () => {
  const OLD = { url: 'http://maps.example.org:8080', profile: 'production' };
  const NEW = { url: 'https://geo.example.org', profile: 'production', email: 'me@example.org' };

  it('the whole of it, its host with the port, its host alone', async () => {
    const text = lines(
      'services:',
      '  django:',
      '    environment:',
      '      A: http://maps.example.org:8080/x',
      '      B: maps.example.org:8080',
      '      C: "a,maps.example.org"',
      '      D: maps.example.org:9000',
      '      # maps.example.org',
      '      E: http://maps.example.org.uk',
      '      F: my-maps.example.org',
      '      G: a@maps.example.org.',
    );
    expect(await places(text, OLD, NEW)).toEqual([
      [4, 'https://geo.example.org'],
      [5, 'geo.example.org'],
      [6, 'geo.example.org'],
      [7, 'geo.example.org'],
      [11, 'geo.example.org'],
    ]);
  });

  it('of localhost only the whole of it: inside of containers it is everybody’s', async () => {
    const text = lines(
      'services:',
      '  mine:',
      '    image: mine',
      '    healthcheck: { test: curl localhost }',
      '    environment: { A: "http://localhost/", B: "http://localhost:9/" }',
    );
    expect(await places(text, { url: 'http://localhost', profile: 'production' }, NEW)).toEqual([
      [5, 'https://geo.example.org'],
    ]);
  });

  it('in a file that is no YAML, too', async () => {
    expect(await places('services: [\nhttp://maps.example.org:8080\n', OLD, NEW)).toEqual([
      [2, 'https://geo.example.org'],
    ]);
  });

  it('nothing while it stays', async () => {
    expect(await places('a: http://maps.example.org:8080\n', OLD, OLD)).toEqual([]);
  });
});

it('an empty file', async () => {
  expect(await notesOn('', PRODUCTION, { ...PRODUCTION, broker: 'rabbitmq' })).toEqual([]);
});

it('any file, and every line is one of it', () => {
  const token = fc.constantFrom(
    'services',
    'redis',
    'volumes',
    ': ',
    ':\n',
    '\n',
    '  ',
    '- ',
    '[',
    '{',
    '&a ',
    '*a',
    '<<: ',
    '? ',
    '"',
    '#',
    '|\n',
    '\t',
  );
  const text = fc.array(fc.oneof(token, fc.string({ maxLength: 3 })), { maxLength: 30 }).map((parts) => parts.join(''));
  const [before, after] = [answersFor({ ...DEVELOPMENT }), answersFor({ ...PRODUCTION, broker: 'rabbitmq' })];
  const parts = { services: ['redis'], volumes: ['redisdata'], paths: ['a'] };
  const none = { services: [], volumes: [], paths: [] };
  fc.assert(
    fc.property(text, fc.boolean(), (text, back) => {
      const answers = back ? { before: after, after: before } : { before, after };
      const notes = overrideNotes({ text, partsBefore: parts, partsAfter: none, ...answers, yaml });
      for (const { line } of notes) expect(line >= 1 && line <= text.split('\n').length).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
