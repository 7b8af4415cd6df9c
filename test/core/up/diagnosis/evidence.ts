import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CauseId, Finding } from '../../../../generators/core/up/causes.ts';
import type { ContainerFacts, Evidence, ModelService } from '../../../../generators/core/up/evidence.ts';

/** A start that failed on a real engine: what it left, and what had been broken. */
interface Captured {
  readonly name: string;
  readonly cause: CauseId;
  readonly service?: string;
  /** Whether it was certain before Docker itself gave up. */
  readonly early: boolean;
  readonly evidence: Evidence;
}

const FIXTURES = join(import.meta.dirname, '../../../fixtures/faults');

/** What test/e2e/faults.test.ts has written down with E2E_CAPTURE=1. */
export const CAPTURED: readonly Captured[] = readdirSync(FIXTURES).map((file) => ({
  name: file.replace('.json', ''),
  ...(JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Omit<Captured, 'name'>),
}));

export function captured(name: string): Captured {
  const found = CAPTURED.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return found;
}

const service = (name: string, lasting = true): ModelService => ({
  name,
  image: `${name}:1`,
  platform: undefined,
  build: undefined,
  ports: [],
  volumes: [],
  binds: [],
  memoryLimit: 0,
  lasting,
});

const NAMES = ['db', 'redis', 'django', 'celery', 'geoserver', 'geonode', 'letsencrypt'];
export const MODEL = {
  name: 'site',
  services: [...NAMES.map((name) => service(name)), service('data-dir-conf', false)],
};

export const container = (name: string, rest: Partial<ContainerFacts> = {}): ContainerFacts => ({
  service: name,
  state: 'running',
  health: 'starting',
  exitCode: 0,
  outOfMemory: false,
  restarts: 0,
  error: '',
  healthOutput: [],
  log: [],
  ...rest,
});

export const evidence = (containers: readonly ContainerFacts[], rest: Partial<Evidence> = {}): Evidence => ({
  phase: 'wait',
  output: [],
  env: { SITEURL: 'http://localhost/' },
  model: MODEL,
  containers,
  ...rest,
});

/** Cause and service, to compare. */
export const brief = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ cause, service: about }) => [cause, about].filter(Boolean).join(' '));

/** A detail that nobody has filled in; `{up}` is the caller's. */
export const OPEN = /\{(?!up\})\w+\}/;
