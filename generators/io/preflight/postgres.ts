import type { Model } from '../../core/up/evidence.ts';
import { type Database, databaseOf, postgresMajor } from '../../core/up/preflight/database.ts';
import type { EngineVolume, PostgresFacts } from '../../core/up/preflight/facts.ts';
import { docker } from '../docker.ts';
import { basesOf, environmentOf } from './images.ts';
import type { Question } from './question.ts';

/** How long a container may take that prints one line. */
const PATIENCE = 10_000;

/**
 * Which PostgreSQL made the data in the database's volume, and which one the project runs; undefined where there is no volume
 * or no image with which to look into it.
 */
export async function askPostgres(
  question: Question,
  model: Model,
  volumes: readonly EngineVolume[],
): Promise<PostgresFacts | undefined> {
  const database = databaseOf(model);
  if (database === undefined || !volumes.some(({ name }) => name === database.volume)) return undefined;
  const images = await imagesOf(question, database);
  const image = images.find(({ environment }) => environment !== undefined);
  const have = image && (await versionIn(question, database.volume, image.name));
  return have && { have: have.version, want: postgresMajor(images) };
}

// A build takes the base image that is asked for, so that one counts before what was built from another.
function imagesOf(question: Question, { service }: Database) {
  const names = [...basesOf(service), service.image];
  return Promise.all(names.map(async (name) => ({ name, environment: await environmentOf(question, name) })));
}

async function versionIn(
  question: Question,
  volume: string,
  image: string,
): Promise<{ readonly version: number | undefined } | undefined> {
  // Without `nocopy` Docker would fill an empty volume from the image.
  const mount = ['--volume', `${volume}:/data:ro,nocopy`];
  const alone = ['run', '--rm', '--pull', 'never', '--network', 'none', '--user', '0:0', '--entrypoint', 'cat'];
  const { exitCode, stdout, stderr } = await docker([...alone, ...mount, image, '/data/PG_VERSION'], {
    ...question,
    patience: PATIENCE,
  });
  const major = Number.parseInt(stdout, 10);
  if (exitCode === 0 && major > 0) return { version: major };
  // As cat says it. Docker has the same words for a program that the image lacks.
  return /PG_VERSION'?: no such file/i.test(stderr) ? { version: undefined } : undefined;
}
