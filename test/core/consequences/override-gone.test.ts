import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { overrideNotes } from '../../../generators/core/consequences/override.ts';
import { answersFor } from '../../support/projects.ts';
import { lines, notesOn, PRODUCTION, places } from './override-case.ts';

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
