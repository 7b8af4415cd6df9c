import { LINES, type Line } from '../plan/lines.ts';

// LINES has the newest first.
const rank = (line: Line): number => -LINES.indexOf(line);

/** Whether a line is this one or a later one. */
export const isSince = (line: Line, first: Line): boolean => rank(line) >= rank(first);

/** Whether a line is older than another. */
export const isOlder = (line: Line, other: Line): boolean => rank(line) < rank(other);
