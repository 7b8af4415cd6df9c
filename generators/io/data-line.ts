import { CONFIRMED_FILE, type DataLine, LINE_FILE, LOCK_FILE, parseDataLine } from '../core/backup/data-line.ts';
import { DockerError } from '../core/errors.ts';
import type { Model } from '../core/up/evidence.ts';
import { docker } from './docker.ts';
import { askProject } from './preflight/compose.ts';
import type { Question } from './preflight/question.ts';

/** How long a container may take that prints two lines. */
const PATIENCE = 20_000;
const STATICS = '/mnt/volumes/statics';

/** Where a site keeps its line: a volume, and an image with which to look into it. */
export interface LinePlace {
  readonly volume: string;
  readonly image: string;
}

/** The place of a site that has data here; undefined where it has none, or Docker does not tell. */
export async function linePlace(question: Question): Promise<LinePlace | undefined> {
  const { config } = await askProject(question, []);
  const model = config?.kind === 'model' ? config.model : undefined;
  const volume = model?.services.flatMap(({ volumes }) => volumes).find(({ target }) => target === STATICS)?.name;
  if (model === undefined || volume === undefined) return undefined;
  const { exitCode } = await docker(['volume', 'inspect', volume], { ...question, patience: PATIENCE });
  const image = exitCode === 0 ? await imageHere(question, model) : undefined;
  return image === undefined ? undefined : { volume, image };
}

// Any of the project's images has a shell.
async function imageHere(question: Question, { services }: Model): Promise<string | undefined> {
  for (const { image } of services) {
    const { exitCode } = await docker(['image', 'inspect', '--format', '{{.Id}}', image], question);
    if (exitCode === 0) return image;
  }
  return undefined;
}

const inVolume = ({ volume, image }: LinePlace, mode: 'ro' | 'rw', script: string): readonly string[] => [
  ...['run', '--rm', '--pull', 'never', '--network', 'none', '--user', '0:0', '--entrypoint', 'sh'],
  ...['--volume', `${volume}:/volume:${mode},nocopy`, image, '-c', script],
];

const READ = [
  ...[LINE_FILE, CONFIRMED_FILE].map((name) => `echo "${name} $(cat /volume/${name} 2>/dev/null)"`),
  `[ ! -e /volume/${LOCK_FILE} ] || echo "${LOCK_FILE} there"`,
].join('; ');

/** What the data says, of a project that was adopted with this line; nothing where Docker does not tell in time. */
export async function readDataLine(question: Question, place: LinePlace, adopted?: string): Promise<DataLine> {
  const { exitCode, stdout } = await docker(inVolume(place, 'ro', READ), { ...question, patience: PATIENCE });
  return exitCode === 0 ? parseDataLine(stdout, adopted) : {};
}

/**
 * Writes down that somebody agrees to the migration to a line.
 * @throws DockerError when it cannot be written
 */
export async function writeConfirmed(question: Question, place: LinePlace, line: string): Promise<void> {
  const { exitCode, stderr } = await docker(inVolume(place, 'rw', `echo ${line} >/volume/${CONFIRMED_FILE}`), {
    ...question,
    patience: PATIENCE,
  });
  if (exitCode !== 0)
    throw new DockerError(`The agreement to the migration could not be written down: ${stderr}`, 'Try again.');
}
