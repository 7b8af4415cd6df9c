import { describe, expect, it } from 'vitest';
import { earlySigns } from '../../../../generators/core/up/diagnosis/early.ts';
import type { ContainerFacts } from '../../../../generators/core/up/evidence.ts';
import { brief, CAPTURED, container, evidence } from './evidence.ts';

const REFUSED = 'psql: error: FATAL:  password authentication failed for user "site"';
const NOT_YET = 'psql: error: connection to server at "db" (172.18.0.2), port 5432 failed: Connection refused';
const early = (one: ContainerFacts, output: readonly string[] = []): readonly string[] =>
  brief(earlySigns(evidence([one], { output })));

describe('certain while services are starting', () => {
  it.each(CAPTURED.filter((one) => one.early))('$name, on a real engine', ({ cause, service, evidence: left }) => {
    expect(brief(earlySigns(left))[0]).toEqual(`${cause} ${service}`);
  });

  it.each([
    [
      'the database refuses twice',
      container('db', { healthOutput: [NOT_YET, REFUSED, REFUSED] }),
      'database-password db',
    ],
    [
      'three restarts with a known sign',
      container('geonode', { restarts: 3, log: ['nginx: [emerg] odd'] }),
      'nginx-config geonode',
    ],
    ['killed in a loop', container('redis', { restarts: 3, exitCode: 137 }), 'out-of-memory redis'],
    [
      'a one-shot that failed',
      container('data-dir-conf', { state: 'exited', health: '', exitCode: 2 }),
      'unknown data-dir-conf',
    ],
  ])('%s', (_, one, expected) => {
    expect(early(one)).toEqual([expected]);
  });
});

describe('no false alarm', () => {
  it.each([
    ['a database that is being made', container('db', { healthOutput: [NOT_YET, NOT_YET, NOT_YET] })],
    ['one refusal', container('db', { healthOutput: [NOT_YET, REFUSED] })],
    ['a refusal that is over', container('db', { healthOutput: [REFUSED, REFUSED, NOT_YET] })],
    ['healthy by now', container('db', { health: 'healthy', healthOutput: [REFUSED, REFUSED] })],
    ['a service that was restarted and starts', container('django', { restarts: 2, log: ['ValueError: odd'] })],
    ['restarts that nobody can explain', container('django', { restarts: 5, log: ['odd'] })],
    ['GeoServer, restarted and silent', container('geoserver', { restarts: 5 })],
    ['a one-shot that is done', container('data-dir-conf', { state: 'exited', health: '' })],
    ['what waits', container('celery', { state: 'created', health: '' })],
  ])('%s', (_, one) => {
    expect(early(one)).toEqual([]);
  });

  it('a container of an earlier start counts when Compose goes on with it, and not before', () => {
    const old = container('db', { older: true, healthOutput: [REFUSED, REFUSED] });
    expect(early(old)).toEqual([]);
    expect(early(old, [' Container site-db-1  Recreate'])).toEqual([]);
    expect(early(old, [' Container site-other-db-1  Recreate', ' Container site-redis-1  Running'])).toEqual([]);
    expect(early(old, [' Container site-db-1  Running'])).toEqual(['database-password db']);
    expect(early(old, ['{"id":"Container site-db-1","status":"Waiting"}'])).toEqual(['database-password db']);
  });
});
