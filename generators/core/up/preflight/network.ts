import { finding } from '../causes.ts';
import { answering, type EngineInfo, type ImageFacts } from './facts.ts';
import { type Judge, list, OK, together, UNKNOWN, type Verdict, warning } from './verdict.ts';

/** Every image is on the engine or can be had. */
export const images: Judge = (facts) => {
  const engine = answering(facts);
  if (engine === undefined || facts.images === undefined) return UNKNOWN;
  const missing = facts.images.filter(({ state }) => state !== 'present' && state !== 'available');
  const weight = missing.some(({ state }) => isCertain(state, engine)) ? 'failed' : 'warning';
  return together(
    weight,
    byWords(missing).map((group) => unavailable(group)),
  );
};

// It is the program docker that asks here, and the engine that pulls: what one does not see the other may.
function isCertain(state: ImageFacts['state'], { local, proxied, mirrored }: EngineInfo): boolean {
  if (state === 'absent') return !mirrored;
  return state === 'unreachable' && local && !proxied && !mirrored;
}

// Without a network there is one cause for all of them.
function byWords(missing: readonly ImageFacts[]): readonly (readonly ImageFacts[])[] {
  const words = [...new Set(missing.map(reason))];
  return words.map((one) => missing.filter((image) => reason(image) === one));
}

function reason({ state, words }: ImageFacts): string {
  if (state === 'unanswered') return 'its registry did not answer in time.';
  const [, network] = /(dial tcp.*|lookup .*)/s.exec(words) ?? [];
  return network ?? words;
}

function unavailable(group: readonly ImageFacts[]): ReturnType<typeof finding> {
  const [first = '', ...others] = group.map(({ image }) => image);
  const image = others.length === 0 ? first : `${first} (like ${list(others)})`;
  return finding('image-unavailable', { image, message: group[0] === undefined ? '' : reason(group[0]) });
}

/** Names for which a certificate is asked resolve. */
export const dns: Judge = ({ hosts }) => {
  const lost = hosts.filter(({ resolves }) => resolves === false).map(({ host }) => host);
  if (lost.length > 0) return warning('host-unresolved', { host: list(lost) });
  const open: Verdict = hosts.some(({ resolves }) => resolves === undefined) ? UNKNOWN : OK;
  return open;
};
