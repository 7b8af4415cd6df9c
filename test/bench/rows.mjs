// One row for each contestant that we are compared with.
import { median, ratios } from './rounds.mjs';

/** No more than these. */
export const SMALLER = { sv: 1, unbundled: 1 };

/** An object with the same keys. */
export const map = (all, value) => Object.fromEntries(Object.entries(all).map(([name, one]) => [name, value(one)]));

/** Rows of a figure that each contestant has: `limit` is a limit of ours, `goals` are limits of ratios. */
export function figures(measure, unit, values, { limit, goals = SMALLER } = {}) {
  const { ours, ...others } = values;
  return Object.entries(others).map(([against, theirs]) => {
    const [ratio, goal] = [ours / theirs, goals[against]];
    const ok = (goal === undefined || ratio <= goal) && (limit === undefined || ours <= limit);
    return { measure, unit, ours, against, theirs, ratio, goal, limit, ok };
  });
}

/** Rows of samples that were taken in turn: `goals` are limits of ratios. */
export function timings(measure, samples, goals) {
  const { ours, ...others } = samples;
  return Object.entries(others).map(([against, theirs]) => {
    const { ratio, ...spread } = ratios(ours, theirs);
    const goal = goals[against];
    return {
      measure,
      unit: 'ms',
      ours: median(ours),
      against,
      theirs: median(theirs),
      ratio,
      ...spread,
      goal,
      ok: !(ratio > goal),
    };
  });
}
