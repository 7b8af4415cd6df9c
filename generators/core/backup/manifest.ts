/** What a backup says about itself. */
export interface Manifest {
  /** The Compose project. */
  readonly site: string;
  /** ISO time, UTC. */
  readonly created: string;
  /** The line of GeoNode whose migrations the databases had seen. */
  readonly line: string;
}

const FORMAT = '1';

/** Reads `manifest.txt` of a backup; undefined for what is none, or of a format that this program does not know. */
export function parseManifest(text: string): Manifest | undefined {
  const values = Object.fromEntries(
    text
      .split(/\r?\n/)
      .map((line) => [line.slice(0, Math.max(0, line.indexOf('='))), line.slice(line.indexOf('=') + 1)]),
  );
  const { format, site, created, line } = values;
  if (format !== FORMAT || !site || !created || !line) return undefined;
  return { site, created, line };
}

/** The newest of some backups that has the data of a line; undefined where there is none. */
export function newestOf<T extends Manifest>(backups: readonly T[], line: string): T | undefined {
  return backups
    .filter((one) => one.line === line)
    .toSorted((a, b) => a.created.localeCompare(b.created))
    .at(-1);
}
