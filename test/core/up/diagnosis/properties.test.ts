import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../../generators/core/up/causes.ts';
import { diagnose } from '../../../../generators/core/up/diagnosis/diagnose.ts';
import { earlySigns } from '../../../../generators/core/up/diagnosis/early.ts';
import { relevantLog } from '../../../../generators/core/up/diagnosis/relevant-log.ts';
import type { ContainerFacts, Evidence } from '../../../../generators/core/up/evidence.ts';
import { CAPTURED, MODEL } from './evidence.ts';

// Lines of real starts in any order and any place, beside any other text.
const LINES = CAPTURED.flatMap(({ evidence }) => [
  ...evidence.output,
  ...evidence.containers.flatMap(({ log, healthOutput, error }) => [...log, ...healthOutput, error]),
]);
const line = fc.oneof(fc.constantFrom(...LINES), fc.string(), fc.string({ unit: 'binary' }));
const lines = fc.array(line, { maxLength: 8 });
const services = [...MODEL.services.map(({ name }) => name), 'rabbitmq', 'another', ''];

const container: fc.Arbitrary<ContainerFacts> = fc.record(
  {
    service: fc.constantFrom(...services),
    state: fc.constantFrom('created', 'running', 'restarting', 'exited', 'dead', 'paused', ''),
    health: fc.constantFrom('', 'starting', 'healthy', 'unhealthy'),
    exitCode: fc.constantFrom(0, 1, 137, 255),
    outOfMemory: fc.boolean(),
    restarts: fc.nat(5),
    error: line,
    healthOutput: lines,
    log: lines,
    older: fc.constant(true as const),
  },
  {
    requiredKeys: ['service', 'state', 'health', 'exitCode', 'outOfMemory', 'restarts', 'error', 'healthOutput', 'log'],
  },
);
const evidence: fc.Arbitrary<Evidence> = fc.record({
  phase: fc.constantFrom('config', 'pull', 'build', 'up', 'wait'),
  output: lines,
  containers: fc.array(container, { maxLength: 6 }),
  env: fc.oneof(
    fc.constant({}),
    fc.constantFrom(...CAPTURED.map((one) => one.evidence.env)),
    fc.dictionary(fc.string(), line),
  ),
  model: fc.constantFrom(MODEL, { name: '', services: [] }, ...CAPTURED.map((one) => one.evidence.model)),
});

// By their names: what is filled in may have braces of its own.
const NAMES = [...new Set(JSON.stringify(CAUSES).match(/\{\w+\}/g))].filter((name) => name !== '{up}');
const PLACEHOLDER = new RegExp(NAMES.map((name) => name.replace(/[{}]/g, '\\$&')).join('|'));

describe('any evidence', () => {
  it('gives a finding, complete, with at most fifteen lines', () => {
    fc.assert(
      fc.property(evidence, (left) => {
        const findings = diagnose(left);
        expect(findings.length).toBeGreaterThan(0);
        for (const finding of [...findings, ...earlySigns(left)]) {
          expect([finding.words, ...finding.fix].filter((text) => PLACEHOLDER.test(text))).toEqual([]);
          expect(relevantLog(left, finding).length).toBeLessThanOrEqual(15);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('names a cause once', () => {
    fc.assert(
      fc.property(evidence, (left) => {
        const causes = diagnose(left).map(({ cause }) => cause);
        expect(new Set(causes).size).toBe(causes.length);
      }),
      { numRuns: 1000 },
    );
  });
});
