import type { ComposeFacts, EngineFacts } from './facts.ts';
import { failed, type Judge, OK, UNKNOWN, type Verdict } from './verdict.ts';
import { atLeast, OLDEST } from './versions.ts';

/** An engine answers this user, and is new enough. */
export const engine: Judge = ({ engine: found }) => {
  switch (found.kind) {
    case 'missing':
      return failed('engine-missing', {});
    case 'silent':
      return silent(found);
    case 'answers':
      return recent(found.version, OLDEST.engine, 'engine-too-old');
  }
};

const NO_CONTEXT = /context "[^"]*"|docker endpoint|docker host/i;

function silent({ words, local }: Extract<EngineFacts, { kind: 'silent' }>): Verdict {
  const message = firstLine(words) || 'it does not answer.';
  // Before permissions: ssh has words of its own for a refused key.
  if (!local || NO_CONTEXT.test(words)) return failed('engine-context', { message });
  return /permission denied/i.test(words) ? failed('engine-permission', {}) : failed('engine-not-running', {});
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

/** The Compose plugin is there, and new enough. */
export const compose: Judge = ({ compose: found }) => {
  if (found === undefined) return UNKNOWN;
  return found.kind === 'plugin' ? recent(found.version, OLDEST.compose, 'compose-too-old') : without(found);
};

function without({ standalone }: Extract<ComposeFacts, { kind: 'none' }>): Verdict {
  return standalone?.startsWith('1.') ? failed('compose-v1', { version: standalone }) : failed('compose-missing', {});
}

function recent(
  version: string,
  oldest: readonly [number, number],
  cause: 'engine-too-old' | 'compose-too-old',
): Verdict {
  const enough = atLeast(version, oldest);
  if (enough === undefined) return UNKNOWN;
  return enough ? OK : failed(cause, { version });
}
