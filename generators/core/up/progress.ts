import type { ContainerFacts, Model, ModelService } from './evidence.ts';

/** How far a service is, in one word, and what it waits for or does. */
export interface ServiceProgress {
  readonly service: string;
  readonly state: 'waiting' | 'starting' | 'healthy' | 'done' | 'failing';
  /** '' where there is nothing to say. */
  readonly detail: string;
}

/** Every service of the project, in the order of the file; `phase` is what django does, from its log. */
export function progressOf(
  containers: readonly ContainerFacts[],
  { services }: Model,
  phase: string,
): readonly ServiceProgress[] {
  const states = new Map(containers.map((one) => [one.service, stateOf(one)]));
  const isReady = (name: string): boolean => ['healthy', 'done'].includes(states.get(name) ?? '');
  return services.map((service) => {
    const state = states.get(service.name) ?? 'waiting';
    return { service: service.name, state, detail: detailOf(service, state, { isReady, phase }) };
  });
}

function stateOf({ state, health, exitCode }: ContainerFacts): ServiceProgress['state'] {
  if (state === 'created') return 'waiting';
  if (state === 'exited') return exitCode === 0 ? 'done' : 'failing';
  if (state === 'restarting' || state === 'dead' || health === 'unhealthy') return 'failing';
  return state === 'running' && (health === 'healthy' || health === '') ? 'healthy' : 'starting';
}

function detailOf(
  { name, dependsOn = [] }: ModelService,
  state: ServiceProgress['state'],
  { isReady, phase }: { readonly isReady: (name: string) => boolean; readonly phase: string },
): string {
  if (state === 'starting') return name === 'django' ? phase : '';
  if (state !== 'waiting') return '';
  const open = dependsOn.filter((one) => !isReady(one));
  return open.length > 0 ? `for ${open.join(', ')}` : '';
}

const PHASE = /(?:^|\s)bootstrap: (.*)$/;
const PENDING = /: (\d+) to apply$/;
const WAITING = /(?:^|\s)(waiting for [^:]+)/;

/** What the first start of django is at, from its log, oldest line first: `migrating the database, 212 of 340`. */
export function djangoPhase(log: readonly string[]): string {
  const at = log.findLastIndex((line) => PHASE.test(line));
  if (at < 0) return WAITING.exec(log.at(-1) ?? '')?.[1] ?? '';
  const phase = PHASE.exec(log[at] ?? '')?.[1] ?? '';
  const total = PENDING.exec(phase)?.[1];
  if (total === undefined) return phase === 'done' ? 'starting uWSGI' : phase;
  const applied = log.slice(at).filter((line) => /\bApplying \S+\.\.\. ?OK\s*$/.test(line)).length;
  return total === '0' ? phase.replace(PENDING, '') : `${phase.replace(PENDING, '')}, ${applied} of ${total}`;
}

const STEP = /^#\d+ \[(?:(\S+) )?(?:stage-\d+ )? *(\d+\/\d+)\] (.*)$/;

/** What a line of a build says about its progress: the service ('' where only one is built), the step and its command. */
export function buildStep(line: string): { readonly service: string; readonly detail: string } | undefined {
  const [, service = '', step, command = ''] = STEP.exec(line) ?? [];
  return step === undefined ? undefined : { service, detail: `${step} ${command}` };
}
