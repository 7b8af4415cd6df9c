import type { OverrideCase, OverrideNote } from './override-case.ts';
import type { Entry } from './override-entries.ts';

type Names = readonly string[];
type Successors = Readonly<Record<string, string>>;

/** What takes the place of a service or a volume, where something does. */
const SERVICES: Successors = { redis: 'rabbitmq', rabbitmq: 'redis' };
const VOLUMES: Successors = { redisdata: 'rabbitmq', rabbitmq: 'redisdata' };

/** The lines that name a service, a volume or a file which the project no longer has. */
export function goneNotes(
  entries: readonly Entry[],
  { partsBefore, partsAfter }: OverrideCase,
): readonly OverrideNote[] {
  const own = ownServices(entries);
  const services = gone(partsBefore.services, partsAfter.services).filter((name) => !own.has(name));
  const volumes = gone(partsBefore.volumes, partsAfter.volumes);
  return [
    ...services.flatMap((name) => serviceNotes(name, entries, SERVICES, partsAfter.services)),
    ...volumes.flatMap((name) => volumeNotes(name, entries, VOLUMES, partsAfter.volumes)),
    ...gone(partsBefore.paths, partsAfter.paths).flatMap((path) => pathNotes(path, entries)),
  ];
}

const gone = (before: Names, after: Names): Names => before.filter((name) => !after.includes(name));

// A service that says what it runs stands on its own.
const ownServices = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ path }) => /^services\/([^/]+)\/(?:image|build)$/.exec(path)?.[1] ?? []));

// Never with the user's own text: an address of a broker holds its password.
function goneNote(what: string, line: number, successor: string | undefined, there: Names): OverrideNote {
  if (successor === undefined || !there.includes(successor))
    return { line, text: `${what}, which is gone: take this away.` };
  return { line, text: `${what}, which is gone: ${successor} has its place.`, put: successor };
}

function serviceNotes(name: string, entries: readonly Entry[], successors: Successors, there: Names) {
  return entries.flatMap((entry): readonly OverrideNote[] => {
    const what = serviceReference(name, entry);
    return what === undefined ? [] : [goneNote(`${what} the service ${name}`, entry.line, successors[name], there)];
  });
}

const WAITS = /^services\/[^/]+\/(?:depends_on|links|volumes_from)\//;

function serviceReference(name: string, { path, value }: Entry): string | undefined {
  if (path === `services/${name}`) return 'This changes';
  const [, below] = WAITS.exec(path) ? path.split(/(?:depends_on|links|volumes_from)\//) : [];
  if (below === name || (below !== undefined && value?.split(':')[0] === name)) return 'This needs';
  const speaks = new RegExp(`(?:^|[/@,=\\s])${escaped(name)}:\\d|^service:${escaped(name)}$`);
  return path !== '' && value !== undefined && speaks.test(value) ? 'This speaks to' : undefined;
}

function volumeNotes(name: string, entries: readonly Entry[], successors: Successors, there: Names) {
  const settings = `volumes/${name}`;
  // Compose makes a volume that the override itself defines.
  const isDefined = entries.some(({ path }) => path === settings);
  return entries.flatMap(({ path, value, line }): readonly OverrideNote[] => {
    const mounts =
      /^(?:services|x-[^/]+)\/(?:.*\/)?volumes\/\d+(?:\/source)?$/.test(path) && value?.split(':')[0] === name;
    if (path !== settings && (isDefined || !mounts)) return [];
    const what = path === settings ? 'This defines' : 'This mounts';
    return [goneNote(`${what} the volume ${name}`, line, successors[name], there)];
  });
}

function pathNotes(path: string, entries: readonly Entry[]): readonly OverrideNote[] {
  const mention = new RegExp(`(?:^|^\\./|\\s)${escaped(path)}(?=$|[:\\s])`);
  const text = `This names ${path}, which the project no longer has: take this away, or keep the file as your own.`;
  return entries.flatMap(({ value, line }) => (value !== undefined && mention.test(value) ? [{ line, text }] : []));
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
