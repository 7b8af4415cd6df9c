import type { Evidence } from '../evidence.ts';
import { type Clue, type CommandRow, commandSign, type Sign } from './sign.ts';

const ENGINE_ROWS: readonly CommandRow[] = [
  { cause: 'engine-missing', in: 'output', pattern: /^docker: not found$|docker: command not found/ },
  {
    cause: 'compose-missing',
    in: 'output',
    pattern: /unknown command: docker compose|'compose' is not a docker command|^Usage: +docker \[OPTIONS\] COMMAND/,
  },
  {
    cause: 'engine-context',
    in: 'output',
    pattern: /unable to resolve docker endpoint: (?<message>.*?)(?:: open .*)?$/,
  },
  { cause: 'engine-permission', in: 'output', pattern: /permission denied while trying to connect to the Docker/i },
  {
    // Not in a step of a build: the others say so when one has failed and they are cancelled.
    cause: 'engine-lost',
    in: 'output',
    pattern: /^(?!#\d+ ).*(?:code = Unavailable|error reading from server: EOF|: unexpected EOF$)/,
  },
  {
    cause: 'engine-lost',
    in: 'output',
    pattern: /Cannot connect to the Docker daemon/i,
    details: ({ evidence }) => (hasWorked(evidence) ? {} : undefined),
  },
  {
    cause: 'engine-not-running',
    in: 'output',
    pattern: /Cannot connect to the Docker daemon|error during connect|docker daemon is not running/i,
  },
  { cause: 'disk-full', in: 'output', pattern: /no space left on device/i, details: () => ({ where: '' }) },
  {
    cause: 'address-pool',
    in: 'output',
    pattern: /all predefined address pools have been fully subnetted|could not find an available, non-overlapping IPv4/,
  },
  {
    cause: 'wrong-architecture',
    in: 'output',
    pattern:
      /(?<images>\S+) was found but (?:does not provide|its platform \((?<platform>[^)]+)\) does not match) the specified platform(?: \((?<wanted>[^)]+)\))?/,
    details: ({ groups, evidence }) => ({
      images: groups.images ?? '',
      platform: groups.platform ?? 'another processor',
      host: groups.wanted ?? hostOf(evidence),
    }),
  },
  {
    cause: 'wrong-architecture',
    in: 'output',
    pattern: /no match(?:ing manifest)? for (?:platform in manifest|(?<host>linux\/\S+))/,
    details: ({ groups, evidence }) => ({
      images: 'An image',
      platform: 'another processor',
      host: groups.host ?? hostOf(evidence),
    }),
  },
  {
    cause: 'wrong-architecture',
    in: 'output',
    pattern: /exec format error/,
    details: (clue) => architectureOf(clue),
  },
];

/** What Docker says when its engine is the fault. */
export const ENGINE_SIGNS: readonly Sign[] = ENGINE_ROWS.map(commandSign);

/** What fills the texts of an image that cannot run here. */
export function architectureOf({ service, evidence }: Pick<Clue, 'service' | 'evidence'>): Record<string, string> {
  const model = evidence.model.services.find(({ name }) => name === service);
  return {
    images: model?.image ?? 'An image',
    platform: model?.platform ?? 'another processor',
    host: hostOf(evidence),
  };
}

const hostOf = ({ enginePlatform }: Evidence): string => enginePlatform ?? 'programs for its own only';

// The engine was there when the work began: it was not forgotten to be started.
const hasWorked = ({ phase, output }: Evidence): boolean =>
  phase === 'wait' || output.some((line) => /^#\d+ |^ ?(?:Container|Network|Volume) /.test(line));
