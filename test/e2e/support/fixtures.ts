import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../../../generators/core/up/evidence.ts';
import type { Bench, Fault } from './faults.ts';
import type { ObservedStart } from './observed-start.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/faults');
/** Of a service with which nothing is wrong. */
const HEALTHY_LINES = 5;

/** Writes down what a start that failed left, for the unit tests that run without an engine. */
export function capture({ name, cause, service }: Fault, { early, evidence }: ObservedStart, { site }: Bench): void {
  mkdirSync(FIXTURES, { recursive: true });
  const text = JSON.stringify({ cause, service, early, evidence: shortened(evidence) }, undefined, 2);
  writeFileSync(join(FIXTURES, `${name}.json`), `${text.replaceAll(site.folder, '/srv/project')}\n`);
}

const shortened = (evidence: Evidence): Evidence => ({
  ...evidence,
  containers: evidence.containers.map((one) =>
    one.health === 'healthy' && one.service !== 'geonode' ? { ...one, log: one.log.slice(-HEALTHY_LINES) } : one,
  ),
});
