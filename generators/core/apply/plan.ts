import type { Answers } from '../answers/types.ts';
import { fixedSteps } from '../consequences/fixed-values.ts';
import { addressIn, type Env, type Site } from '../consequences/site.ts';
import { inOrder, type Step } from '../consequences/step.ts';
import { topicSteps } from '../consequences/topics.ts';
import type { HeldAddresses } from './addresses.ts';

/** A project as its files have it. */
export interface Wanted {
  readonly answers: Answers;
  readonly env: Env;
  readonly site: Site;
}

/** What to do about the keys whose value the site has not taken, in order: the same steps as after any change of `.env`. */
export function keySteps(keys: readonly string[], { site }: Wanted): readonly Step[] {
  return inOrder(keys.flatMap((key) => fixedSteps(key, site)));
}

/** The addresses that have to give way to that of `.env`; `begun` are those of a run that did not come to its end. */
export function oldAddresses(
  held: HeldAddresses,
  begun: readonly string[],
  { answers, env }: Wanted,
): readonly string[] {
  const now = addressIn(env, answers);
  return [...new Set([...begun, ...held.origins])].filter((origin) => origin !== now);
}

/** What to do about addresses that are no longer the site's, after the new containers have started. */
export function addressSteps(old: readonly string[], held: HeldAddresses, wanted: Wanted): readonly Step[] {
  const { answers, env, site } = wanted;
  const from = (envBefore: Env) => ({ before: answers, after: answers, envBefore, envAfter: env, site });
  const now = addressIn(env, answers);
  const moves = old.flatMap((origin) =>
    topicSteps('address', 'SITEURL', from({ ...env, SITEURL: `${origin}/` })).map((one) =>
      one.id === 'address' ? { ...one, id: `address ${origin}` } : one,
    ),
  );
  const other = held.domain !== undefined && held.domain !== new URL(now).host;
  const record = other ? topicSteps('title', 'SITENAME', from({ ...env, SITENAME: held.domain })) : [];
  return inOrder([...moves, ...record]);
}
