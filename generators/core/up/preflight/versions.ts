/** The oldest that work (design §3), as [major, minor]. */
export const OLDEST = { engine: [25, 0], compose: [2, 24] } as const;

type Version = readonly [major: number, minor: number];

/** Whether a printed version (`28.5.2+dfsg4`, `v2.40.3`) is at least this one; undefined where it tells no number. */
export function atLeast(text: string, [major, minor]: Version): boolean | undefined {
  const [, first, second] = /(\d+)\.(\d+)/.exec(text) ?? [];
  // Builds of the developers call themselves 0.0.0.
  if (first === undefined || first === '0') return undefined;
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}
