import type { Evidence } from '../evidence.ts';
import { failedStepName } from './build-step.ts';
import { type Clue, type CommandRow, commandSign, type Sign } from './sign.ts';
import { targetOf } from './signs-project.ts';

const UNREACHABLE =
  /Temporary failure (?:in name resolution|resolving)|Could not resolve|Failed to establish a new connection|Network is unreachable|Could not connect to|Connection (?:refused|timed out|reset by peer)|ConnectTimeoutError|ReadTimeoutError|Read timed out|CERTIFICATE_VERIFY_FAILED|SSL certificate problem|ProxyError|bad address '|Unable to connect to/;

const BUILD_ROWS: readonly CommandRow[] = [
  { cause: 'disk-full', in: 'step', pattern: /no space left on device/i, details: () => ({ where: '' }) },
  {
    cause: 'build-out-of-memory',
    in: 'step',
    pattern: /did not complete successfully: (?:exit code: 137|.*signal: killed)|cannot allocate memory/i,
    details: service,
    service: serviceBuilt,
  },
  { cause: 'wrong-architecture', in: 'step', pattern: /exec format error/, details: architecture },
  { cause: 'build-network', in: 'step', pattern: UNREACHABLE, details: step, service: serviceBuilt },
  { cause: 'build-failed', in: 'step', pattern: /^ERROR: /, details: step, service: serviceBuilt },
  {
    cause: 'build-failed',
    in: 'output',
    pattern: /(?:^|: )failed to solve: (?<step>.*)$|^failed to (?:solve|read dockerfile): (?<other>.*)$/,
    details: (clue) => ({ ...service(clue), step: clue.groups.step ?? clue.groups.other ?? '' }),
    service: serviceBuilt,
  },
];

/** What a build says that failed. */
export const BUILD_SIGNS: readonly Sign[] = BUILD_ROWS.map(commandSign);

function serviceBuilt({ evidence }: Pick<Clue, 'evidence'>): string | undefined {
  const named = evidence.output.map((line) => targetOf({ line })).find((name) => name !== undefined);
  return named ?? (failedStepName(evidence.output)?.service || onlyOne(evidence));
}

function onlyOne({ model }: Evidence): string | undefined {
  const built = model.services.filter(({ build }) => build !== undefined);
  return built.length === 1 ? built[0]?.name : undefined;
}

function service(clue: Clue): Record<string, string> {
  return { service: serviceBuilt(clue) ?? 'an image' };
}

function step(clue: Clue): Record<string, string> {
  return { ...service(clue), step: failedStepName(clue.evidence.output)?.words ?? clue.line };
}

function architecture({ evidence }: Clue): Record<string, string> {
  const model = evidence.model.services.find(({ name }) => name === serviceBuilt({ evidence }));
  return {
    images: model?.build?.baseImage ?? 'A base image',
    platform: 'another processor',
    host: evidence.enginePlatform ?? 'programs for its own only',
  };
}
