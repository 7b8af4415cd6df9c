import { SERVICES } from '../../consequences/variables.ts';
import type { ContainerFacts, Model } from '../evidence.ts';

/** A container that the engine started again this often is in a loop. */
export const LOOP = 3;

/**
 * How far up a service stands in the order of the start; what people added themselves comes last. What everything else waits
 * for comes first: its fault explains theirs.
 */
export function depth(service: string | undefined): number {
  const known: readonly (string | undefined)[] = SERVICES;
  const at = known.indexOf(service);
  return at < 0 ? SERVICES.length : at;
}

/**
 * Whether something is wrong with a container, or not yet right. Not with one that only waits for others (created), nor with
 * a one-shot that has done its work.
 */
export function isTrouble(container: ContainerFacts, model: Model): boolean {
  const { state, health, restarts, error } = container;
  if (isForeign(container, model)) return false;
  if (state === 'created') return error !== '';
  if (state === 'exited') return container.exitCode !== 0 || isLasting(container, model);
  if (state !== 'running') return true;
  return health === '' ? restarts >= LOOP : health !== 'healthy';
}

// What is left of a service that was taken out of the project, or out of COMPOSE_PROFILES.
const isForeign = ({ service }: ContainerFacts, { services }: Model): boolean =>
  services.length > 0 && services.every(({ name }) => name !== service);

/** Whether it is meant to run on. */
export const isLasting = ({ service }: ContainerFacts, { services }: Model): boolean =>
  services.find(({ name }) => name === service)?.lasting ?? true;

/** How much blame a container in trouble gets while nobody knows the cause: 0 is the most. */
export function blame({ state, health, restarts }: ContainerFacts): number {
  if (state === 'created') return 2;
  if (state !== 'running' || health === 'unhealthy' || restarts >= LOOP) return 0;
  return 1;
}
