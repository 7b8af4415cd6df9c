import { describe, expect, it } from 'vitest';
import { budget } from '../../../generators/core/budget/budget.ts';
import { memoryFromGigabytes } from '../../../generators/core/budget/machine.ts';
import { SERVICE_RULES } from '../../../generators/core/budget/service-rules.ts';
import { LIMITS, limitsRow, OTHER_PROFILES, otherRow, SETTINGS, settingsRow } from './golden-rows.ts';
import { machine } from './machines.ts';
import { golden, sized } from './sized.ts';

describe('the golden rows of tuning.md', () => {
  it.each(LIMITS)('%i GB x %i CPUs: limits', (gigabytes, cpus, memory, ...row) => {
    expect(memoryFromGigabytes(gigabytes)).toBe(memory);
    expect(limitsRow(golden(gigabytes, cpus))).toEqual(row);
  });

  it.each(SETTINGS)('%i GB x %i CPUs: settings', (gigabytes, cpus, ...row) => {
    expect(settingsRow(golden(gigabytes, cpus))).toEqual(row);
  });

  it.each(OTHER_PROFILES)('%s with %s, %i GB x %i CPUs', (profile, broker, gigabytes, cpus, ...row) => {
    const memcached = profile === 'production';
    expect(otherRow(sized(gigabytes, { profile, broker, cpus, memcached }))).toEqual(row);
  });
});

describe('settings that the tables leave out', () => {
  it('watches RabbitMQ at 60 % of its container', () => {
    expect(sized(16, { broker: 'rabbitmq' })).toMatchObject({ rabbitmq: { watermark: 307 }, redis: { maxmemory: 0 } });
    expect(sized(64, { broker: 'rabbitmq' })).toMatchObject({ limits: { broker: 1024 }, rabbitmq: { watermark: 614 } });
  });

  it('gives memcached 1 % and its overhead', () => {
    expect(sized(64, { memcached: true })).toMatchObject({ memcached: { memory: 610 }, limits: { memcached: 701 } });
    expect(sized(64)).toMatchObject({ memcached: { memory: 0 }, limits: { memcached: 0 } });
  });

  it('gives absent services nothing', () => {
    expect(sized(16, { letsencrypt: false, seed: false }).limits).toMatchObject({ letsencrypt: 0, seed: 0 });
  });

  it.each([
    [0, 300],
    [3600, 300],
    [3601, 301],
    [5120, 376],
    [33_600, 1800],
    [102_400, 1800],
  ])('an upload of %i MiB may take %i s', (maxUploadMiB, seconds) => {
    const { uwsgi, proxyTimeoutSeconds } = sized(16, { maxUploadMiB });
    expect(uwsgi.harakiriSeconds).toBe(seconds);
    expect(proxyTimeoutSeconds).toBe(seconds + 30);
  });

  it('guards the resident memory of uWSGI in bytes', () => {
    expect(sized(16).uwsgi).toMatchObject({
      rssSoftBytes: 3_460_300_800,
      rssHardBytes: 3_997_171_712,
      backlogAlert: 10,
    });
  });

  it.each([
    ['dev', 1, 1, 'Serial', 0, 1],
    ['dev', 2, 1, 'Serial', 0, 1],
    ['dev', 3, 2, 'G1', 2, 2],
    ['dev', 16, 8, 'G1', 8, 8],
    ['single', 1, 1, 'Serial', 0, 0],
    ['single', 2, 2, 'G1', 2, 0],
    ['single', 3, 2, 'G1', 2, 0],
    ['single', 16, 15, 'G1', 8, 0],
  ] as const)('%s with %i CPUs: %i for GeoServer, %s', (profile, cpus, geoserverCpus, gc, gcThreads, celeryCpus) => {
    expect(sized(16, { profile, cpus })).toMatchObject({ geoserverCpus, gc, gcThreads, celeryCpus });
  });

  it('starts a laptop with half of the heap and a server with all of it', () => {
    expect(sized(32, { profile: 'dev' })).toMatchObject({ heap: 2048, xms: 1024 });
    expect(sized(32)).toMatchObject({ heap: 5120, xms: 5120 });
  });

  it.each([
    [1, { global: 8, getmap: 2, gwc: 4, user: 6, timeout: 60 }],
    [4, { global: 24, getmap: 6, gwc: 12, user: 6, timeout: 60 }],
    [16, { global: 120, getmap: 15, gwc: 60, user: 6, timeout: 60 }],
  ])('lets in requests for %i CPUs as %o', (cpus, controlFlow) => {
    expect(sized(16, { cpus }).controlFlow).toEqual(controlFlow);
  });

  it.each([
    [1, [8, 1, 1, 1]],
    [2, [8, 2, 1, 1]],
    [4, [8, 4, 2, 2]],
    [6, [8, 6, 3, 3]],
    [16, [16, 16, 4, 4]],
  ])('runs PostgreSQL in parallel on %i CPUs as %j', (cpus, expected) => {
    const { postgres: pg } = sized(16, { cpus });
    const parallel = [pg.maxWorkerProcesses, pg.maxParallelWorkers, pg.maxParallelWorkersPerGather];
    expect([...parallel, pg.maxParallelMaintenanceWorkers]).toEqual(expected);
  });

  // 1.1 * 100 is more than 110 in floating point and would become 120.
  it('rounds the connections up in whole numbers', () => {
    expect(budget(machine({ memoryMiB: 20_700 })).postgres).toMatchObject({ need: 100, maxConnections: 110 });
  });
});

describe('Celery', () => {
  it.each([
    ['split-capable', 6999, { split: false, parents: 2, harvesters: 0, minHarvesters: 0 }],
    ['split-capable', 7000, { split: true, parents: 3, harvesters: 1, minHarvesters: 1 }],
    ['merged', 7000, { split: false, parents: 2, harvesters: 0, minHarvesters: 0 }],
    ['merged', 65_536, { split: false, parents: 2, harvesters: 0, minHarvesters: 0 }],
  ] as const)('%s with %i MiB', (workers, memoryMiB, expected) => {
    expect(budget(machine({ workers, memoryMiB })).celery).toMatchObject(expected);
  });

  it('keeps two children at rest from 12000 MiB on', () => {
    expect(budget(machine({ memoryMiB: 11_999 })).celery.minWorkers).toBe(1);
    expect(budget(machine({ memoryMiB: 12_000 })).celery.minWorkers).toBe(2);
  });
});

describe('a machine that is too small', () => {
  it.each([
    ['dev', 6.5, false],
    ['single', 5.6, false],
    ['production', 5.9, true],
  ] as const)('%s: full from %f GB on', (profile, gigabytes, memcached) => {
    expect(sized(gigabytes, { profile, memcached }).fit).toBe('full');
    expect(sized(gigabytes - 0.1, { profile, memcached }).fit).toBe('squeezed');
  });

  it('is one of less than 5252 MiB on a server', () => {
    expect(budget(machine({ memoryMiB: 5252 })).fit).toBe('full');
    expect(budget(machine({ memoryMiB: 5251 }))).toMatchObject({ fit: 'squeezed', heap: 768, xms: 384 });
  });

  it.each([
    ['redis', { letsencrypt: false }, 3656],
    ['rabbitmq', { letsencrypt: false }, 3880],
    ['redis', { letsencrypt: true }, 3784],
    ['rabbitmq', { letsencrypt: true }, 4008],
    ['redis', { letsencrypt: false, seed: false }, 3624],
  ] as const)('%s %o: has its floor at %i MiB', (broker, flags, floor) => {
    const at = (memoryMiB: number) => budget(machine({ broker, ...flags, memoryMiB }));
    expect(at(floor)).toMatchObject({ fit: 'squeezed', heap: 512, reserve: 512, unassigned: 0 });
    expect(at(floor - 1)).toMatchObject({ fit: 'below-floor', limits: at(floor).limits, unassigned: 0 });
    expect(at(1)).toMatchObject({ fit: 'below-floor', limits: at(floor).limits, postgres: at(floor).postgres });
  });

  it('keeps its certificate and leaves out the cache', () => {
    const { limits, memcached } = sized(5, { memcached: true });
    expect(limits).toMatchObject({ letsencrypt: 128, seed: 32, memcached: 0, nginx: 64 });
    expect(memcached.memory).toBe(0);
  });

  it('squeezes the brokers', () => {
    expect(sized(5)).toMatchObject({ limits: { broker: 160 }, redis: { maxmemory: 64 } });
    expect(sized(5, { broker: 'rabbitmq' })).toMatchObject({ limits: { broker: 384 }, rabbitmq: { watermark: 230 } });
  });
});

describe('numbers that no machine has', () => {
  const NONE = [Number.NaN, Number.POSITIVE_INFINITY, 0, 0.5, -1];

  it.each(NONE)('%f MiB or CPUs', (value) => {
    expect(() => budget(machine({ memoryMiB: value }))).toThrow(RangeError);
    expect(() => budget(machine({ cpus: value }))).toThrow(`cpus must be a finite number of at least 1, not ${value}`);
  });

  it('an upload of less than nothing', () => {
    expect(() => budget(machine({ maxUploadMiB: -1 }))).toThrow(RangeError);
    expect(() => budget(machine({ maxUploadMiB: Number.NaN }))).toThrow(RangeError);
  });

  it('but parts of a MiB or CPU are rounded down', () => {
    expect(budget(machine({ memoryMiB: 7629.4, cpus: 2.5 }))).toEqual(budget(machine({ memoryMiB: 7629, cpus: 2 })));
  });
});

it('every limited service has rules, and only what waits for nobody may swap', () => {
  expect(Object.keys(SERVICE_RULES).sort()).toEqual(Object.keys(sized(16).limits).sort());
  expect(SERVICE_RULES.geoserver).toEqual({ noSwapIn: ['single', 'production'], pids: 2048, stopSeconds: 60 });
  expect(SERVICE_RULES.db.noSwapIn).toEqual(['dev', 'single', 'production']);
  expect(SERVICE_RULES.celery).toEqual({ noSwapIn: [], pids: 1024, stopSeconds: 300 });
});
