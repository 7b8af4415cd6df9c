import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model, ModelService } from '../../core/up/evidence.ts';
import { withoutWarnings } from '../../core/up/preflight/docker-text.ts';
import { baseImages } from '../../core/up/preflight/dockerfile.ts';
import type { ImageFacts } from '../../core/up/preflight/facts.ts';
import { docker } from '../docker.ts';
import type { Question } from './question.ts';

/** How long a registry may take. */
const PATIENCE = 10_000;

/**
 * The images that a start needs from elsewhere: those that are pulled, and those on which others are still to be built; and
 * whether everything is built already.
 */
export async function askImages(
  question: Question,
  { services }: Model,
): Promise<{ readonly built: boolean; readonly images: readonly ImageFacts[] }> {
  const builders = services.filter(({ build }) => build !== undefined);
  const made = new Set(builders.map(({ image }) => image));
  const missing = await missingOf(question, [...made]);
  const bases = builders.filter(({ image }) => missing.has(image)).flatMap(basesOf);
  const pulled = services.map(({ image }) => image).filter((image) => !made.has(image));
  const needed = [...new Set([...pulled, ...bases])];
  const absent = await missingOf(question, needed);
  const images = needed.map((image) => (absent.has(image) ? askRegistry(question, image) : present(image)));
  return { built: missing.size === 0, images: await Promise.all(images) };
}

async function missingOf(question: Question, images: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await Promise.all(images.map((image) => environmentOf(question, image)));
  return new Set(images.filter((_, index) => found[index] === undefined));
}

/** What an image sets in its environment, as `KEY=value`; undefined where the engine does not have it. */
export async function environmentOf(question: Question, image: string): Promise<readonly string[] | undefined> {
  const inspect = ['image', 'inspect', '--format', '{{json .Config.Env}}', image];
  const { exitCode, stdout } = await docker(inspect, question);
  if (exitCode !== 0) return undefined;
  try {
    return (JSON.parse(stdout) as readonly string[] | null) ?? [];
  } catch {
    return [];
  }
}

/** The images on which a service's image is built. */
export function basesOf({ build }: ModelService): readonly string[] {
  if (build === undefined) return [];
  const { context, dockerfile, baseImage } = build;
  return baseImages(textOf(join(context, dockerfile)), baseImage === undefined ? {} : { BASE_IMAGE: baseImage });
}

// A context may be an address, and a Dockerfile may stand in the Compose file: then nothing is known of its images.
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const present = (image: string): ImageFacts => ({ image, state: 'present', words: '' });

// What a registry says itself; anything else is about the way to it.
const REFUSED = /no such manifest|manifest unknown|name unknown|not found|denied|unauthorized|authentication required/i;

async function askRegistry(question: Question, image: string): Promise<ImageFacts> {
  const said = await docker(['manifest', 'inspect', image], { ...question, patience: PATIENCE });
  if (said.exitCode === 0) return { image, state: 'available', words: '' };
  if (said.exitCode === undefined) return { image, state: 'unanswered', words: '' };
  const words = withoutWarnings(said.stderr);
  return { image, state: REFUSED.test(words) ? 'absent' : 'unreachable', words };
}
