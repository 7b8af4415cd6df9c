import type { Finding } from '../causes.ts';
import type { ContainerFacts, Evidence, Model } from '../evidence.ts';
import { certainCauses, diagnose } from './diagnose.ts';
import { isLasting, isTrouble, LOOP } from './trouble.ts';

/**
 * What a health check says only when waiting cannot help. A database that is being made refuses connections, and does not
 * listen before its roles and databases are there; so these are no part of a first start.
 */
const SURE: Readonly<Record<string, RegExp>> = {
  db: /authentication failed for user|database "[^"]+" does not exist/,
  celery: /^the broker cannot be reached/,
  django: /The databases (?:were migrated by|are of) GeoNode /,
};
const TWICE = 2;

/**
 * The causes that are certain while services are still starting, so that nobody has to wait for the end of the start period.
 * The containers have to be gathered `since` the start began, and the output is what `up` has said so far; otherwise an
 * earlier start speaks.
 */
export function earlySigns(evidence: Evidence): readonly Finding[] {
  const { containers, model, output } = evidence;
  const lost = containers.filter((one) => isTrouble(one, model) && isLost(one) && isSettled(one, output));
  if (lost.length === 0) return [];
  const certain = { ...evidence, phase: 'wait', output: [], containers: lost } as const;
  return lost.some((container) => hasGivenUp(container, evidence.model)) ? diagnose(certain) : certainCauses(certain);
}

/**
 * Whether this start keeps the container. One that an earlier start has left may be at fault for what is mended by now: it
 * counts when Compose says that it goes on with it, and not while Compose may replace it yet.
 */
const isSettled = ({ service, older }: ContainerFacts, output: readonly string[]): boolean =>
  older === undefined ||
  output.some((line) => {
    const [, container, status] = SETTLED.exec(line) ?? [];
    return status !== undefined && container?.replace(/-\d+$/, '').endsWith(`-${service}`) === true;
  });

// Compose's plain progress, and its JSON.
const SETTLED = /Container ([^\s"]+)(?: +|","status":")(Running|Started|Waiting|Healthy|Error)/;

const isLost = (container: ContainerFacts): boolean =>
  container.restarts >= LOOP || hasEnded(container) || isSure(container);

const hasEnded = ({ state, exitCode }: ContainerFacts): boolean =>
  (state === 'exited' || state === 'dead') && exitCode !== 0;

// A one-shot is not started again.
const hasGivenUp = (container: ContainerFacts, model: Model): boolean =>
  hasEnded(container) && !isLasting(container, model);

function isSure({ service, state, health, healthOutput }: ContainerFacts): boolean {
  const sure = SURE[service];
  if (sure === undefined || state !== 'running' || health === 'healthy') return false;
  return healthOutput.slice(-TWICE).filter((text) => sure.test(text)).length === TWICE;
}
