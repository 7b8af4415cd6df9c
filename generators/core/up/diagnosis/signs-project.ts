import { parseAddress } from '../../answers/address.ts';
import type { Known } from '../../answers/types.ts';
import type { Evidence, ModelService } from '../evidence.ts';
import { otherPort } from '../preflight/ports.ts';
import { type Clue, type CommandRow, commandSign, type Sign } from './sign.ts';

const PROJECT_ROWS: readonly CommandRow[] = [
  {
    cause: 'env-missing',
    in: 'output',
    pattern: /env file \S*\.env not found|required variable \w+ is missing a value/,
    details: ({ line, evidence }) => (line.includes('env file') || isEmpty(evidence.env) ? {} : undefined),
  },
  {
    cause: 'env-key-missing',
    in: 'output',
    pattern: /required variable (?<keys>\w+) is missing a value/,
  },
  {
    cause: 'port-taken',
    in: 'output',
    pattern:
      /(?:failed to bind host port for|listen tcp\d?|Bind for) (?<address>\S+?):(?<port>\d+)(?=[: ])(?<rest>.*(?:address already in use|port is already allocated))/,
    details: takenPort,
    service: ({ groups, evidence }) => publisherOf(evidence, Number(groups.port))?.name,
  },
  {
    cause: 'mount-missing',
    in: 'output',
    pattern: /bind source path does not exist: (?<path>.+)$/,
  },
  {
    cause: 'mount-missing',
    in: 'output',
    pattern: /error mounting "(?<path>[^"]+)" to rootfs at .*(?:not a directory|no such file or directory)/,
  },
  {
    cause: 'image-unavailable',
    in: 'output',
    pattern:
      /failed to solve: (?<image>\S+): (?:failed to resolve source metadata for \S+: |pull access denied, )?(?<message>.*)$/,
    details: ({ groups, line }) => (/resolve source metadata|pull access denied/.test(line) ? groups : undefined),
    service: targetOf,
  },
  {
    cause: 'image-unavailable',
    in: 'output',
    pattern:
      /manifest for (?<image>\S+) not found: (?<message>.*)$|pull access denied for (?<denied>[^, ]+), (?<reason>.*)$|No such image: (?<absent>\S+)/,
    details: ({ groups }) => ({
      image: groups.image ?? groups.denied ?? groups.absent ?? '',
      message: groups.message ?? groups.reason ?? 'it is not on this engine',
    }),
  },
  {
    cause: 'image-unavailable',
    in: 'output',
    pattern: /^ ?(?<service>\S+) Error (?<message>.*)$/,
    details: ({ groups, evidence }) => pulled(groups, evidence),
    service: ({ groups }) => groups.service,
  },
  {
    cause: 'image-unavailable',
    in: 'output',
    pattern: /^Error response from daemon: (?<message>Get "https?:\/\/[^"]+\/v2\/.*|toomanyrequests: .*)$/,
    details: ({ groups }) => ({ image: 'that is needed', message: groups.message ?? '' }),
  },
  {
    cause: 'compose-file-invalid',
    in: 'output',
    pattern:
      /^(?:validating |failed to parse )?(?<message>(?:\S+: )?(?:yaml: .*|services\.\S+ .*)|.*additional properties .*|no configuration file provided.*|service "[^"]+" (?:depends on|refers to) undefined .*|.*invalid reference format.*|env file .* not found.*)$/,
  },
];

// Compose says so many things about a file that the rest is told by when it says them.
const READING: Sign = {
  cause: 'compose-file-invalid',
  in: 'command',
  find({ phase, output }) {
    const line = output.findLast((one) => one.trim() !== '');
    return phase === 'config' && line !== undefined ? [{ details: { message: line.trim() }, line }] : [];
  },
};

/** What Docker says when the project or the machine's ports, files and images are the fault. */
export const PROJECT_SIGNS: readonly Sign[] = [...PROJECT_ROWS.map(commandSign), READING];

/** `target SERVICE: failed to solve: …`; undefined where only one image is built. */
export function targetOf({ line }: Pick<Clue, 'line'>): string | undefined {
  return /^target (\S+): /.exec(line)?.[1];
}

const isEmpty = (env: Evidence['env']): boolean => Object.keys(env).length === 0;

function pulled(groups: Clue['groups'], { model }: Evidence): Record<string, string> | undefined {
  const service = model.services.find(({ name }) => name === groups.service);
  return service && { image: service.image, message: groups.message ?? '' };
}

const publisherOf = ({ model }: Evidence, port: number): ModelService | undefined =>
  model.services.find(({ ports }) => ports.some(({ published }) => published === port));

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '[::]', '::', '']);

function takenPort({ groups, evidence, line }: Clue): Record<string, string> {
  const { address = '' } = groups;
  const port = Number(groups.port);
  const service = publisherOf(evidence, port);
  const target = service?.ports.find(({ published }) => published === port)?.target ?? 0;
  const next = port < 1024 ? port + 8000 : port + 1;
  return {
    port: `${port}`,
    address: EVERY_ADDRESS.has(address) ? '' : ` on ${address}`,
    holder: line.includes('already allocated') ? ' by another container' : '',
    option: otherPort({ service: service?.name ?? '', target, next }, answersIn(evidence)),
  };
}

/** The answers that another port depends on, as `.env` has them. */
function answersIn({ env }: Evidence): Known {
  const { HTTPS_MODE: https, NGINX_BASE_URL: url = '', HTTP_PORT: httpPort, DEBUG: debug } = env;
  const profile = debug === 'True' ? 'development' : 'production';
  const known = {
    ...(https && { https }),
    ...(isAddress(url) && { url }),
    ...(httpPort && { httpPort: Number(httpPort) }),
  };
  return { profile, ...known } as Known;
}

// People edit .env, and a diagnosis must not end because of what they wrote there.
function isAddress(url: string): boolean {
  try {
    return Boolean(parseAddress(url));
  } catch {
    return false;
  }
}
