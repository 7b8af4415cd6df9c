import type { Finding } from '../causes.ts';
import type { ContainerFacts, Evidence } from '../evidence.ts';
import { failedStep } from './build-step.ts';
import { tellingLine } from './diagnose.ts';

const LINES = 15;
/** How many lines after the one that tells are shown too. */
const AFTER = 3;

/** The lines worth showing for a finding, 15 at most: of the step of a build, of the service's log, or of Compose. */
export function relevantLog(evidence: Evidence, finding: Finding): readonly string[] {
  const places = [failedStep(evidence.output), linesOf(evidence, finding.service), evidence.output];
  const telling = tellingLine(evidence, finding);
  // An empty one tells nothing, and stands in every log.
  const lines = places.find((place) => telling && place.includes(telling)) ?? places.find((place) => place.length > 0);
  return windowOf((lines ?? []).map((line) => line.trimEnd()).filter(Boolean), telling);
}

function linesOf({ containers }: Evidence, service: string | undefined): readonly string[] {
  const container = containers.find((one) => one.service === service);
  return container === undefined ? [] : [...container.log, ...lastWords(container)];
}

// A service that runs and is not healthy: what is wrong is what its health check says, not its log.
const lastWords = ({ health, healthOutput, error }: ContainerFacts): readonly string[] => [
  ...(health === '' || health === 'healthy' ? [] : (healthOutput.at(-1) ?? '').split('\n')),
  ...(error === '' ? [] : [error]),
];

function windowOf(lines: readonly string[], telling: string | undefined): readonly string[] {
  const at = telling ? lines.lastIndexOf(telling.trimEnd()) : -1;
  const end = at < 0 ? lines.length : Math.min(lines.length, at + 1 + AFTER);
  return lines.slice(Math.max(0, end - LINES), end);
}
