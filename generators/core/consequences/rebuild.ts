import type { Answers } from '../answers/types.ts';
import { type Step, step } from './step.ts';
import type { Service } from './variables.ts';

// The first row that fits. What is explained in a README is in no image that matters.
const IMAGES: readonly (readonly [RegExp, Service | undefined])[] = [
  [/(^|\/)README\.md$/, undefined],
  [/^docker\/nginx\//, 'geonode'],
  [/^docker\/letsencrypt\//, 'letsencrypt'],
  [/^docker\/geoserver\//, 'geoserver'],
  [/^docker\/geoserver_data\//, 'data-dir-conf'],
  [/^docker\/postgresql\//, 'db'],
  // celery runs django's image.
  [/^Dockerfile$|^\.dockerignore$|^src\/pyproject\.toml$/, 'django'],
];

const SOURCE = /^src\//;
const isMounted = ({ profile }: Answers): boolean => profile === 'development';

/** The services whose image holds one of these files; in development the containers see `./src` itself. */
export function imagesWith(paths: readonly string[], answers: Answers): ReadonlySet<Service> {
  const images = paths.map((path) => {
    const row = IMAGES.find(([pattern]) => pattern.test(path));
    if (row) return row[1];
    return SOURCE.test(path) && !isMounted(answers) ? 'django' : undefined;
  });
  return new Set(images.filter((image) => image !== undefined));
}

type Restarts = readonly Service[];

// The first row that fits. uWSGI itself takes over Python that changes; what runs only at the start, it does not.
const RESTARTS: readonly (readonly [RegExp, Restarts])[] = [
  [/^src\/pyproject\.toml$/, []],
  [/^src\/[^/]+\/(templates|static|fixtures|br)\//, []],
  [/^src\/celery\.sh$|^src\/[^/]+\/healthcheck\.py$/, ['celery']],
  [/^src\/uwsgi\.ini$/, ['django']],
  [/^src\/[^/]+\/(settings|local_settings|environment|wait_for_databases)\.py$/, ['django', 'celery']],
  [/^src\/[^/]+\/(management|locale)\/|^src\/[^/]+$/, ['django', 'celery']],
  [/^src\/.*\.py$/, ['celery']],
];

/** In development, the restart of what has read a mounted file already and does not get a new container. */
export function restartSteps(
  paths: readonly string[],
  answers: Answers,
  recreated: readonly Service[],
): readonly Step[] {
  if (!isMounted(answers)) return [];
  const wanted = new Set(paths.flatMap((path) => RESTARTS.find(([pattern]) => pattern.test(path))?.[1] ?? []));
  const services = (['django', 'celery'] as const).filter((one) => wanted.has(one) && !recreated.includes(one));
  if (services.length === 0) return [];
  const command = `docker compose restart ${services.join(' ')}`;
  return [step('after', 'restart', 'Restart what has read the old code.', command)];
}
