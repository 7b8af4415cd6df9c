import type { Answers } from '../answers/types.ts';
import type { Env, Site } from './site.ts';

/** A site before and after a change. */
export interface Transition {
  readonly before: Answers;
  readonly after: Answers;
  readonly envBefore: Env;
  readonly envAfter: Env;
  readonly site: Site;
}
