import type { Model, ModelService } from '../evidence.ts';

/** The service that runs PostgreSQL, and the volume of its data. */
export interface Database {
  readonly service: ModelService;
  readonly volume: string;
}

const DATA = '/var/lib/postgresql/data';

/** The project's database; undefined where it is no service of the project, or keeps its data in no volume. */
export function databaseOf({ services }: Model): Database | undefined {
  const [found] = services.flatMap((service) =>
    service.volumes.filter(({ target }) => target === DATA).map(({ name }) => ({ service, volume: name })),
  );
  return found;
}

/** What an image tells: its name, and its environment as `KEY=value` where it is on the engine. */
interface ImageEnvironment {
  readonly name: string;
  readonly environment: readonly string[] | undefined;
}

/**
 * The major version of PostgreSQL that the first of these images has that tells one: by PG_MAJOR, or by a tag such as
 * `15-3.5-latest`; undefined where none does.
 */
export function postgresMajor(images: readonly ImageEnvironment[]): number | undefined {
  return images.flatMap((image) => majorOf(image) ?? [])[0];
}

function majorOf({ name, environment = [] }: ImageEnvironment): number | undefined {
  const [, said] = environment.map((entry) => /^PG_MAJOR=(\d+)/.exec(entry)).find(Boolean) ?? [];
  const [, tagged] = /(?:postgis|postgres)[^/:@]*:(\d{1,2})(?!\d)/.exec(name) ?? [];
  const major = said ?? tagged;
  return major === undefined ? undefined : Number(major);
}
