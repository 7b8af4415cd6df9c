import { describe, expect, it } from 'vitest';
import { parseCompose } from '../../support/checks.ts';
import { DEVELOPMENT, lines, notesOn, overrideOf, PRODUCTION, places } from './override-case.ts';

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
