import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { PortFacts } from '../../core/up/preflight/facts.ts';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LISTENING = '0A';

/**
 * The process that listens on a port of this machine, as Linux tells it; undefined on other systems, and for a process of
 * somebody else, which only root may look into.
 */
export function listenerOn(port: number): PortFacts['process'] {
  const sockets = new Set(TABLES.flatMap((table) => socketsIn(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  const pid = entriesOf('/proc').find((name) => /^\d+$/.test(name) && holdsOneOf(name, sockets));
  return pid === undefined ? undefined : { name: read(`/proc/${pid}/comm`).trim(), pid: Number(pid) };
}

// `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …`, addresses in hexadecimal.
function socketsIn(table: string, port: number): readonly string[] {
  const rows = read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const mine = rows.filter(([, local = '', , state]) => {
    const [, hexadecimal = ''] = local.split(':');
    return state === LISTENING && Number.parseInt(hexadecimal, 16) === port;
  });
  return mine.flatMap((row) => row[9] ?? []);
}

function holdsOneOf(pid: string, sockets: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  return entriesOf(folder).some((descriptor) =>
    sockets.has(quietly(() => readlinkSync(`${folder}/${descriptor}`), '')),
  );
}

const read = (path: string): string => quietly(() => readFileSync(path, 'utf8'), '');
const entriesOf = (folder: string): readonly string[] => quietly(() => readdirSync(folder), []);

// Processes end and descriptors close while one looks.
function quietly<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
