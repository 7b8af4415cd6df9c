// Samples taken in turn, and what they say about each other.

/**
 * Runs each contestant once a round, in turn, so that what else the machine does meets all of them alike. Returns the
 * samples by contestant; the warm-up rounds are dropped.
 */
export async function inTurn(contestants, { runs, warmUps = 2 }) {
  const samples = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = -warmUps; round < runs; round++) {
    for (const [name, take] of Object.entries(contestants)) {
      const sample = await take();
      if (round >= 0) samples[name].push(sample);
    }
  }
  return samples;
}

/** The median of per-round ratios with its quartiles: the wider they are, the noisier the machine was. */
export function ratios(ours, theirs) {
  const all = ours.map((sample, round) => sample / theirs[round]);
  return { ratio: quantile(all, 0.5), low: quantile(all, 0.25), high: quantile(all, 0.75) };
}

export const median = (samples) => quantile(samples, 0.5);

function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}
