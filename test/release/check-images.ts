import { type PinnedImage, pinnedImages } from './images.ts';
import { basesFor, parseReference } from './reference.ts';
import { type Answer, askRegistry } from './registry.ts';
import type { Checked } from './report.ts';

export { defaultRegistries } from './reference.ts';
export { markdownTable, outcome, textTable } from './report.ts';

/** Asks for every image of the table. `registries` are those of images without a host, best first. */
export async function checkImages(registries: readonly string[], limit: number): Promise<readonly Checked[]> {
  const check = async (image: PinnedImage) => ({ image, answer: await answerFor(image.name, registries, limit) });
  return Promise.all(pinnedImages().map(check));
}

/** The first registry that has the image decides, as with `docker pull`; it is missing only where every one said so. */
export async function answerFor(name: string, registries: readonly string[], limit: number): Promise<Answer> {
  const reference = parseReference(name);
  let best: Answer | undefined;
  for (const base of basesFor(reference, registries)) {
    const answer = await askRegistry(base, reference, limit);
    if (answer.kind === 'exists') return answer;
    if (best?.kind !== 'unasked') best = answer;
  }
  return best ?? { kind: 'unasked', why: NO_REGISTRY };
}

const NO_REGISTRY =
  'no Docker engine answers here to name the registry; CHECK_IMAGES_REGISTRY=https://HOST names one, or a mirror of it';
