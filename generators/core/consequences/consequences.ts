import type { Answers } from '../answers/types.ts';
import { httpsNotes } from './https.ts';
import { checklist } from './line-change.ts';
import { imagesWith, restartSteps } from './rebuild.ts';
import { addressIn, type Env, servicesIn, siteOf } from './site.ts';
import { inOrder, type Step, startStep, step } from './step.ts';
import { topicSteps } from './topics.ts';
import type { Transition } from './transition.ts';
import { recreatedBy, type Service, variable } from './variables.ts';

/** What has changed in a project. */
export interface ProjectChange {
  /** Undefined for a project that is new. */
  readonly before: Answers | undefined;
  readonly after: Answers;
  /** The values of `.env` before and after the change, by key. */
  readonly envBefore: Env;
  readonly envAfter: Env;
  /** The files that changed, by their path in the project. */
  readonly changedPaths: readonly string[];
  /** The services whose definition in the Compose files changed, if the caller has compared them. */
  readonly changedServices?: readonly string[];
}

/** What a change means for the site that runs. */
export interface Consequences {
  /** Services whose image has to be built; celery runs django's. */
  readonly rebuild: readonly Service[];
  /** Services whose container is made anew by `docker compose up -d`. */
  readonly recreate: readonly Service[];
  /** Everything that is to do, in this order. */
  readonly steps: readonly Step[];
  /** What else one should know. No note asks for anything. */
  readonly notes: readonly string[];
}

/** What a change of a project means for the site that runs. */
export function consequences(change: ProjectChange): Consequences {
  const keys = changedKeys(change);
  const images = imagesToBuild(change, keys);
  const containers = containersToMake(change, keys, images);
  const running = servicesIn(change.after, change.envAfter);
  const rebuild = running.filter((service) => images.has(service));
  const recreate = running.filter((service) => containers.has(service));
  const transition = transitionOf(change);
  const own = transition === undefined ? [] : ownSteps(transition, keys, change);
  const steps = inOrder([
    ...own,
    ...(rebuild.length > 0
      ? [step('build', 'build', 'Build the images that changed.', `docker compose build ${rebuild.join(' ')}`)]
      : []),
    ...(recreate.length > 0 ? [startStep()] : []),
    ...restartSteps(change.changedPaths, change.after, recreate),
  ]);
  return { rebuild, recreate, steps, notes: transition === undefined ? [] : notesOn(transition) };
}

function changedKeys({ envBefore, envAfter }: ProjectChange): readonly string[] {
  const keys = new Set([...Object.keys(envBefore), ...Object.keys(envAfter)]);
  return [...keys].filter((key) => envBefore[key] !== envAfter[key]);
}

function transitionOf({ before, ...change }: ProjectChange): Transition | undefined {
  return before && { ...change, before, site: siteOf(change.after, change.envBefore) };
}

function ownSteps(transition: Transition, keys: readonly string[], { before }: ProjectChange): readonly Step[] {
  const { after, envBefore } = transition;
  const line =
    before && before.geonode !== after.geonode
      ? checklist(before.geonode, after.geonode, after, { before, env: envBefore })
      : [];
  const topics = keys.flatMap((key) => (variable(key)?.topics ?? []).map((topic) => [topic, key] as const));
  return [...line, ...topics.flatMap(([topic, key]) => topicSteps(topic, key, transition))];
}

function imagesToBuild(
  { before, after, envBefore, changedPaths }: ProjectChange,
  keys: readonly string[],
): ReadonlySet<Service> {
  const wasRunning = before ? servicesIn(before, envBefore) : [];
  const built = [
    ...imagesWith(changedPaths, after),
    ...keys.flatMap((key) => (variable(key)?.code === 'B' ? (variable(key)?.services ?? []) : [])),
  ];
  // Until then the image was not needed, or the code in it was not.
  if (!wasRunning.includes('letsencrypt')) built.push('letsencrypt');
  if (before?.profile === 'development' && after.profile === 'production') built.push('django');
  return new Set(built);
}

const COMPOSE = /^docker-compose(\.override)?\.yml$/;

function containersToMake(
  change: ProjectChange,
  keys: readonly string[],
  images: ReadonlySet<Service>,
): ReadonlySet<string> {
  const { before, after, envBefore, envAfter, changedPaths, changedServices } = change;
  const wasRunning = new Set<string>(before ? servicesIn(before, envBefore) : []);
  const running = servicesIn(after, envAfter);
  const redefined = changedServices ?? (changedPaths.some((path) => COMPOSE.test(path)) ? running : []);
  return new Set([
    ...keys.flatMap(recreatedBy),
    ...images,
    ...(images.has('django') ? ['celery'] : []),
    ...redefined,
    ...running.filter((service) => !wasRunning.has(service)),
  ]);
}

function notesOn(transition: Transition): readonly string[] {
  const { before, after, envBefore, envAfter } = transition;
  const old = addressIn(envBefore, before);
  const moved = old !== addressIn(envAfter, after);
  return [
    ...(moved
      ? [`Everybody logs in again, and links to ${old} that stand elsewhere lead nowhere unless its host is an alias.`]
      : []),
    ...httpsNotes(transition),
    ...(before.profile === after.profile ? [] : [PROFILE_NOTES[after.profile]]),
    ...(envBefore.MEMCACHED_ENABLED === envAfter.MEMCACHED_ENABLED
      ? []
      : ['Sessions stand in the database with and without the cache, so nobody is logged out.']),
  ];
}

const PROFILE_NOTES = {
  development:
    'The containers now see ./src itself, and error pages show settings and source code: never on a public address.',
  production:
    'The code is now in the image: after each change of it, docker compose build django and docker compose up -d.',
} as const;
