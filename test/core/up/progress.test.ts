import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model, ModelService } from '../../../generators/core/up/evidence.ts';
import { buildStep, djangoPhase, progressOf } from '../../../generators/core/up/progress.ts';
import { container } from './diagnosis/evidence.ts';

const service = (name: string, ...dependsOn: string[]): ModelService => ({
  name,
  image: name,
  platform: undefined,
  build: undefined,
  ports: [],
  volumes: [],
  binds: [],
  memoryLimit: 0,
  lasting: name !== 'data-dir-conf',
  dependsOn,
});
const MODEL: Model = {
  name: 'my_site',
  services: [
    service('db'),
    service('data-dir-conf'),
    service('django', 'db'),
    service('geoserver', 'data-dir-conf', 'django'),
  ],
};
describe('how far each service is', () => {
  it('in the order of the file, with what it waits for', () => {
    expect(progressOf([], MODEL, '').map(({ service: name, state, detail }) => [name, state, detail])).toEqual([
      ['db', 'waiting', ''],
      ['data-dir-conf', 'waiting', ''],
      ['django', 'waiting', 'for db'],
      ['geoserver', 'waiting', 'for data-dir-conf, django'],
    ]);
  });

  it.each([
    [{ state: 'created' }, 'waiting'],
    [{ state: 'running', health: 'starting' }, 'starting'],
    [{ state: 'running', health: 'healthy' }, 'healthy'],
    [{ state: 'running', health: '' }, 'healthy'],
    [{ state: 'running', health: 'unhealthy' }, 'failing'],
    [{ state: 'exited', exitCode: 0 }, 'done'],
    [{ state: 'exited', exitCode: 3 }, 'failing'],
    [{ state: 'restarting', exitCode: 1 }, 'failing'],
    [{ state: 'paused' }, 'starting'],
  ])('%j is %s', (facts, state) => {
    expect(progressOf([container('db', facts)], MODEL, '')[0]?.state).toBe(state);
  });

  it('django says what it does, and nothing once it is healthy', () => {
    const of = (health: string) => progressOf([container('django', { health })], MODEL, 'collecting static files')[2];
    expect([of('starting')?.detail, of('healthy')?.detail]).toEqual(['collecting static files', '']);
  });
});

describe('what a first start of django is at', () => {
  const MIGRATING = 'bootstrap: migrating the database: 3 to apply';

  it.each([
    [[], ''],
    [['waiting for the database: could not connect'], 'waiting for the database'],
    [[MIGRATING], 'migrating the database, 0 of 3'],
    [
      [MIGRATING, 'Operations to perform:', '  Applying auth.0001_initial... OK', '  Applying a.2...'],
      'migrating the database, 1 of 3',
    ],
    [['bootstrap: migrating the database: 0 to apply', '  No migrations to apply.'], 'migrating the database'],
    [['  Applying x.1... OK', MIGRATING], 'migrating the database, 0 of 3'],
    [[MIGRATING, 'bootstrap: collecting static files', '120 static files copied'], 'collecting static files'],
    [['bootstrap: done'], 'starting uWSGI'],
  ])('%j: %s', (log, phase) => {
    expect(djangoPhase(log)).toBe(phase);
  });

  it('is one short line, whatever the log holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (log) => {
        expect(djangoPhase(log)).not.toContain('\n');
      }),
    );
  });
});

describe('a line of a build', () => {
  it.each([
    ['#24 [django  3/17] RUN pip install .', { service: 'django', detail: '3/17 RUN pip install .' }],
    ['#9 [3/4] COPY a b', { service: '', detail: '3/4 COPY a b' }],
    ['#9 [geonode stage-1 2/4] COPY a b', { service: 'geonode', detail: '2/4 COPY a b' }],
    ['#5 [internal] load build definition', undefined],
    ['#24 0.325 Collecting GeoNode', undefined],
    ['', undefined],
  ])('%s', (line, step) => {
    expect(buildStep(line)).toEqual(step);
  });
});
