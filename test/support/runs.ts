/** Whether this is the long lane (npm run test:full). */
export const LONG = process.env.FAST_CHECK_RUNS !== undefined;
/** Cases of each property: a thousand in the short lane, FAST_CHECK_RUNS in the long one. */
export const RUNS = { numRuns: Number(process.env.FAST_CHECK_RUNS ?? 1000) };
/** Cases of each property about merges, of which there are many: 100,000 together and more in the long lane. */
export const MERGE_RUNS = { numRuns: LONG ? RUNS.numRuns / 5 : 500 };
/** Cases that are whole projects on a disk, of three runs each. */
export const WHOLE_RUNS = { numRuns: LONG ? 700 : 30 };
/** Runs on a project of which the program's own files are damaged. */
export const DAMAGED_RUNS = { numRuns: LONG ? 3000 : 60 };
