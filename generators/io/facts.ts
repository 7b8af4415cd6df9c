import { readlinkSync } from 'node:fs';
import { availableParallelism, networkInterfaces, totalmem } from 'node:os';
import type { Facts } from '../core/answers/types.ts';
import { ZONE_NAME } from '../core/answers/values.ts';

/** How long Docker may take to describe its machine before this machine is taken instead. */
const DOCKER_PATIENCE_MS = 2000;

interface MachineFacts {
  readonly memory: number;
  readonly cpus: number;
  readonly machine: string;
}

/** What this machine tells about itself; Docker is asked only when `needMachine`, for two seconds at most. */
export async function detectFacts(options: {
  cwd: string;
  needMachine: boolean;
  environment: NodeJS.ProcessEnv;
}): Promise<Facts> {
  const { cwd, needMachine, environment } = options;
  const machine = needMachine ? await dockerMachine(environment) : undefined;
  return Object.assign(quickFacts(cwd, environment), machine);
}

/** What can be known without asking anybody; memory and cpus are those of this machine. */
export function quickFacts(cwd: string, environment: NodeJS.ProcessEnv): Facts {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy, NO_PROXY, no_proxy } = environment;
  return {
    cwd,
    ...thisMachine(),
    timezone: machineZone(environment),
    // Asking takes milliseconds, and only an interview wants to know.
    get lanAddresses() {
      return lanAddresses();
    },
    httpProxy: proxyWithoutCredentials(HTTPS_PROXY ?? https_proxy ?? HTTP_PROXY ?? http_proxy),
    noProxy: (NO_PROXY ?? no_proxy) || undefined,
  };
}

// Intl takes as long to load as all templates to render. Where the system keeps its zone as a link, the name stands there.
function machineZone({ TZ }: NodeJS.ProcessEnv): string {
  const name = TZ ? undefined : linkedZone();
  return name ?? (Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
}

function linkedZone(): string | undefined {
  try {
    const [, link = ''] = /zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(readlinkSync('/etc/localtime')) ?? [];
    const name = link === 'Etc/UTC' ? 'UTC' : link;
    return ZONE_NAME.test(name) ? name : undefined;
  } catch {
    return undefined; // no such link: Windows, a copied file, a container without zones
  }
}

const gigabytes = (bytes: number): number => Math.max(1, Math.floor(bytes / 1e8) / 10);

function thisMachine(): MachineFacts {
  // In a container or a virtual machine with a limit, the limit is what there is; without one it is a huge number.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return { memory: gigabytes(memory), cpus: availableParallelism(), machine: 'this machine' };
}

async function dockerMachine(environment: NodeJS.ProcessEnv): Promise<MachineFacts | undefined> {
  const { docker } = await import('./docker.ts');
  const question = { patience: DOCKER_PATIENCE_MS, environment };
  const result = await docker(['info', '--format', '{{.MemTotal}} {{.NCPU}}'], question);
  const [bytes = 0, cpus = 0] = result.stdout.split(' ').map(Number);
  if (result.exitCode !== 0 || !(bytes > 0) || !(cpus > 0)) return undefined;
  return { memory: gigabytes(bytes), cpus, machine: 'as Docker reports it' };
}

function lanAddresses(): readonly string[] {
  const all = Object.entries(networkInterfaces()).filter(([name]) => !/^(docker|br-|veth|cni|virbr)/.test(name));
  return all
    .flatMap(([, addresses]) => addresses ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
    .map((one) => one.address);
}

// Answers are stored in a file that people commit: a URL with a password must not become one.
function proxyWithoutCredentials(url: string | undefined): string | undefined {
  return url && URL.canParse(url) && new URL(url).password === '' && /^https?:/.test(url)
    ? url.replace(/\/$/, '')
    : undefined;
}
