import { VOLUME_KEYS } from '../answers/kept.ts';
import type { Answers } from '../answers/types.ts';
import { SERVICES } from '../consequences/variables.ts';
import type { ComposeFacts } from './compose-facts.ts';

/** What an override says that does not fit our docker-compose.yml. */
export interface OverrideRemarks {
  /** Compose would refuse the project: this comes before the next start. */
  readonly blocking: readonly string[];
  /** It starts, and something may be out of reach. */
  readonly others: readonly string[];
}

/** A parsed YAML file. */
type Dictionary = Readonly<Record<string, unknown>>;

const dictionary = (value: unknown): Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dictionary) : {};

/** Compares the project's own override, which stays as it is, with the services and volumes that ours has. */
export function overrideRemarks(override: unknown, facts: ComposeFacts, answers: Answers): OverrideRemarks {
  const services = Object.entries(dictionary(dictionary(override).services));
  const present = new Set<string>(
    SERVICES.filter((one) => (one === 'memcached' ? answers.cache : !BROKERS.has(one) || one === answers.broker)),
  );
  const gone = services.filter(([name, part]) => !present.has(name) && !isComplete(part));
  const own = services.filter(([name, part]) => !present.has(name) && isComplete(part));
  const declared = new Set<string>([...VOLUME_KEYS, ...Object.keys(dictionary(dictionary(override).volumes))]);
  const lost = services.flatMap(([name]) =>
    (facts.services.get(name)?.mounts ?? []).filter(
      ({ source }) =>
        source !== undefined && /^[\w-]/.test(source) && !declared.has(source) && isIn(override, name, source),
    ),
  );
  return {
    blocking: [
      ...gone.map(([name]) => `docker-compose.override.yml: the service ${name} is no longer there. Take it out.`),
      ...[...new Set(lost.map(({ source }) => source))].map(
        (source) =>
          `docker-compose.override.yml: the volume ${source} is no longer declared. Take it out, or declare it there under volumes:.`,
      ),
    ],
    others: [
      ...own
        .filter(([, part]) => dictionary(part).networks === undefined && dictionary(part).network_mode === undefined)
        .map(
          ([name]) =>
            `docker-compose.override.yml: ${name} is on no network of this project. To reach GeoNode and GeoServer, add to it:  networks: [app]  (databases and the task queue: data).`,
        ),
      ...services
        .filter(([, part]) => /\/usr\/src\/(?!project\b)\w/.test(JSON.stringify(part)))
        .map(
          ([name]) =>
            `docker-compose.override.yml: ${name} names a folder below /usr/src; the project is in /usr/src/project now.`,
        ),
    ],
  };
}

const BROKERS: ReadonlySet<string> = new Set(['redis', 'rabbitmq']);

const isComplete = (part: unknown): boolean => 'image' in dictionary(part) || 'build' in dictionary(part);

const isIn = (override: unknown, name: string, source: string): boolean =>
  JSON.stringify(dictionary(dictionary(dictionary(override).services)[name]).volumes ?? []).includes(source);
