import type { PreflightFacts } from './facts.ts';
import { answering, modelOf } from './facts.ts';
import { found, type Judge, list, OK, UNKNOWN, type Verdict, warning } from './verdict.ts';

/** What the kernel and images call the same processor. */
const PLATFORMS: Readonly<Record<string, string>> = {
  x86_64: 'linux/amd64',
  amd64: 'linux/amd64',
  aarch64: 'linux/arm64',
  arm64: 'linux/arm64',
};

/** The engine's processor runs the images, by itself or emulated. */
export const architecture: Judge = (facts) => {
  const [engine, model] = [answering(facts), modelOf(facts)];
  if (engine === undefined || model === undefined || engine.architecture === '') return UNKNOWN;
  const host = PLATFORMS[engine.architecture] ?? `linux/${engine.architecture}`;
  const foreign = model.services.filter(({ platform }) => platform !== undefined && !platform.startsWith(host));
  const names = [...new Set(foreign.map(({ image }) => image))];
  const images = `${names.length > 1 ? 'Each of ' : ''}${list(names)}`;
  return foreign.length === 0 ? OK : emulated(facts, { images, platform: foreign[0]?.platform ?? '', host });
};

// Virtual machines that come as a desktop program all emulate.
const DESKTOP = /docker desktop|orbstack|rancher desktop/i;

function emulated(facts: PreflightFacts, details: Readonly<Record<string, string>>): Verdict {
  const emulates = DESKTOP.test(answering(facts)?.system ?? '') || facts.emulation;
  return emulates === undefined ? UNKNOWN : found(emulates ? 'warning' : 'failed', 'wrong-architecture', details);
}

// A kernel keeps a little more or less for itself after each update: that is no other machine.
const TOLERANCE = 1.03;

/** The engine has the memory for which the project was sized. */
export const memory: Judge = (facts) => {
  const have = gigabytes(answering(facts)?.memory ?? 0);
  const want = facts.answers.memory;
  if (have === 0 || want === undefined) return UNKNOWN;
  return have * TOLERANCE >= want ? OK : warning('memory-low', { have: `${have}`, want: `${want}` });
};

/** The engine has the processors for which the project was sized. */
export const cpus: Judge = (facts) => {
  const have = answering(facts)?.cpus ?? 0;
  const want = facts.answers.cpus;
  if (have === 0 || want === undefined) return UNKNOWN;
  return have >= want ? OK : warning('cpus-low', { have: `${have}`, want: `${want}` });
};

/** Free gigabytes below which there is a word: a first build and a site, or another build (tuning.md §1.7). */
const ROOM = { first: 30, again: 15 } as const;

/** There is room for a build and for a site. */
export const disk: Judge = (facts) => {
  if (answering(facts) === undefined || facts.free === undefined) return UNKNOWN;
  const free = gigabytes(facts.free);
  return free >= (facts.built ? ROOM.again : ROOM.first) ? OK : warning('disk-low', { free: `${free}` });
};

const gigabytes = (bytes: number): number => Math.floor(bytes / 1e8) / 10;
