/** What a site's data says about the line of GeoNode that it belongs to; empty for a site that has not started yet. */
export interface DataLine {
  /** The line that has migrated the databases last. */
  readonly line?: string;
  /** The line that somebody has agreed to migrate to. */
  readonly confirmed?: string;
}

/** The files in which migration_guard.py keeps both, beside the uploads. */
export const LINE_FILE = 'geonode_line';
/** The second of them: the line that somebody has agreed to. */
export const CONFIRMED_FILE = 'geonode_line_confirmed';

/** There once a site has been set up, by us or by upstream, which notes no line. */
export const LOCK_FILE = 'geonode_init.lock';

const LINE = /^\d{1,3}\.\d{1,3}$/;

/** Reads `name content` lines, one for each file. Data of an adopted project that says no line is of `adopted`. */
export function parseDataLine(text: string, adopted?: string): DataLine {
  const textIn = (name: string): string =>
    text.split('\n').flatMap((one) => (one.startsWith(`${name} `) ? one.slice(name.length).trim() : []))[0] ?? '';
  const [noted, confirmed] = [textIn(LINE_FILE), textIn(CONFIRMED_FILE)];
  const line = noted === '' && textIn(LOCK_FILE) !== '' ? (adopted ?? '') : noted;
  return { ...(LINE.test(line) ? { line } : {}), ...(LINE.test(confirmed) ? { confirmed } : {}) };
}

/** Negative when a line is older than the other, positive when it is newer. Any line counts, also of a later program. */
export function compareLines(one: string, other: string): number {
  const [a = 0, b = 0] = one.split('.').map(Number);
  const [c = 0, d = 0] = other.split('.').map(Number);
  return a - c || b - d;
}

/** What a start of files of a line means for the data: nothing, a migration that nobody has agreed to, or no start at all. */
export function startMeans({ line, confirmed }: DataLine, files: string): 'nothing' | 'migration' | 'too old' {
  if (line === undefined || line === files) return 'nothing';
  if (compareLines(line, files) > 0) return 'too old';
  return confirmed === files ? 'nothing' : 'migration';
}
