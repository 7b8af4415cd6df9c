import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Budget, budget } from '../../generators/core/budget/budget.ts';
import type { Machine } from '../../generators/core/budget/machine.ts';
import { RUNS } from '../support/runs.ts';

// Half of the machines are where the thresholds are.
const memoryMiB = fc.oneof(fc.integer({ min: 1, max: 262_144 }), fc.integer({ min: 3000, max: 16_000 }));

const machines: fc.Arbitrary<Machine> = fc.record({
  memoryMiB,
  cpus: fc.oneof(fc.integer({ min: 1, max: 128 }), fc.integer({ min: 1, max: 8 })),
  profile: fc.constantFrom('dev', 'single', 'production'),
  broker: fc.constantFrom('redis', 'rabbitmq'),
  workers: fc.constantFrom('split-capable', 'merged'),
  memcached: fc.boolean(),
  letsencrypt: fc.boolean(),
  seed: fc.boolean(),
  maxUploadMiB: fc.integer({ min: 0, max: 1_048_576 }),
});

const always = (holds: (budget: Budget, machine: Machine) => void) =>
  fc.assert(
    fc.property(machines, (machine) => {
      holds(budget(machine), machine);
    }),
    RUNS,
  );

function numbersIn(value: unknown): unknown[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersIn);
  return typeof value === 'number' ? [value] : [];
}

describe('the budget of any machine', () => {
  it('shares out no more than there is, from the floor up', () =>
    always(({ fit, reserve, limits, total, unassigned }, { memoryMiB }) => {
      expect(Object.values(limits).reduce((sum, limit) => sum + limit, 0)).toBe(total);
      if (fit === 'below-floor') expect(reserve + total).toBeGreaterThan(memoryMiB);
      else expect(reserve + total + unassigned).toBe(memoryMiB);
    }));

  it('is made of whole numbers that are not negative', () =>
    always((result) => {
      const odd = numbersIn(result).filter((number) => !Number.isSafeInteger(number) || Number(number) < 0);
      expect(odd).toEqual([]);
    }));

  it('gives every service that runs some memory, and the others none', () =>
    always(({ limits, fit }, { letsencrypt, seed, memcached }) => {
      const runs = { letsencrypt, seed, memcached: memcached && fit === 'full' };
      for (const [service, limit] of Object.entries(limits)) {
        expect([service, limit > 0]).toEqual([service, { ...runs }[service] ?? true]);
      }
    }));

  it('lets the database accept every connection that can come', () =>
    always(({ postgres }) => expect(postgres.need).toBeLessThanOrEqual(postgres.maxConnections)));

  it('starts uWSGI', () =>
    always(({ uwsgi }) => {
      expect(uwsgi.processes).toBeGreaterThanOrEqual(3);
      expect(uwsgi.cheaper).toBeLessThan(uwsgi.processes);
      expect(uwsgi.initial).toBeGreaterThanOrEqual(uwsgi.cheaper);
      expect(uwsgi.initial).toBeLessThanOrEqual(uwsgi.processes - 1);
      expect(uwsgi.rssSoftBytes).toBeLessThan(uwsgi.rssHardBytes);
    }));

  it('starts Celery with no more children at rest than at full scale', () =>
    always(({ celery }) => {
      expect(celery.minWorkers).toBeLessThanOrEqual(celery.workers);
      expect(celery.minHarvesters).toBeLessThanOrEqual(celery.harvesters);
      expect(celery.split).toBe(celery.harvesters > 0);
    }));

  it('leaves GeoServer a quarter of its container outside the heap', () =>
    always(({ heap, xms, limits }) => {
      expect(heap).toBeLessThanOrEqual(0.75 * limits.geoserver);
      expect(xms).toBeLessThanOrEqual(heap);
    }));

  it('fits PostgreSQL into its container', () =>
    always(({ postgres: pg, limits }) => {
      const autovacuum = pg.autovacuumWorkMem * pg.autovacuumWorkers;
      const busy = (pg.maxConnections / 2) * 4 + 8 * pg.workMem;
      expect(pg.sharedBuffers + pg.maintenanceWorkMem + autovacuum + busy).toBeLessThanOrEqual(limits.db);
      expect(pg.shmSize).toBeLessThan(limits.db);
      expect(pg.shmSize).toBeGreaterThan(pg.maintenanceWorkMem);
    }));

  it('takes no more of the heap for maps, and no more CPUs, than there are', () =>
    always(({ heap, controlFlow, geoserverCpus, celeryCpus, gcThreads }, { cpus }) => {
      expect(controlFlow.getmap * 64).toBeLessThanOrEqual(Math.max(heap / 4, 2 * 64));
      expect(Math.max(geoserverCpus, celeryCpus, gcThreads)).toBeLessThanOrEqual(cpus);
    }));

  it('is full from 7600 MiB on, and squeezed only with a warning', () =>
    always(({ fit, warnings }, { memoryMiB }) => {
      if (memoryMiB >= 7600) expect(fit).toBe('full');
      if (fit !== 'full') expect(warnings[0]).toContain('at least 8 GB');
    }));

  it('warns in whole sentences, each thing once', () =>
    always(({ warnings }) => {
      expect(new Set(warnings).size).toBe(warnings.length);
      for (const warning of warnings) expect(warning).toMatch(/^[0-9A-Z][^\n]*\.$/);
    }));

  // One more uWSGI process or Celery child takes up to two steps of 128 from the heap. A machine that starts to split
  // at 7000 MiB pays for a second Celery worker as well, so only merged ones are compared.
  it('gives GeoServer no smaller heap on a larger machine, but for rounding', () => {
    fc.assert(
      fc.property(machines, memoryMiB, (machine, otherMiB) => {
        const merged = { ...machine, workers: 'merged' } as const;
        const [less, more] = [machine.memoryMiB, otherMiB].sort((a, b) => a - b);
        const heap = (size = 0) => budget({ ...merged, memoryMiB: size }).heap;
        expect(heap(more)).toBeGreaterThanOrEqual(heap(less) - 256);
      }),
      RUNS,
    );
  });
});
