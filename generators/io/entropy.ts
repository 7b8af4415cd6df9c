import { randomInt } from 'node:crypto';
import type { Entropy } from '../core/plan/secrets.ts';
import { newRsaKey } from './rsa-key.ts';

// No character with a meaning in a shell, a URL, YAML, SQL, XML or Compose.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const text = (length: number): string =>
  Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** Nothing else is that long and that random, so that it is found again in any text. */
const STAND_IN_LENGTH = 64;

/** What the table of secrets asks for. */
const USUAL_BITS = 2048;

/**
 * Secrets from the system's cryptographic generator, with the first RSA key begun in advance: it takes longer than everything
 * else and needs no answers.
 * @param delay milliseconds until then; Infinity is not before it is asked for
 * @param sparing whether the key is made in one thread, which then is all that Node.js has
 */
export function startEntropy({ delay, sparing }: { readonly delay: number; readonly sparing: boolean }): Entropy {
  let first: Promise<string> | undefined;
  let taken = false;
  const keys = new Map<string, Promise<string>>();
  const begin = (): void => {
    if (!taken) first = newKey(USUAL_BITS, sparing);
  };
  if (delay === 0) begin();
  else if (delay < Infinity) setTimeout(begin, delay).unref();
  return {
    text,
    rsa: (bits) => {
      const standIn = text(STAND_IN_LENGTH);
      keys.set(standIn, first ?? newKey(bits, false));
      first = undefined;
      taken = true;
      return standIn;
    },
    finished: (unfinished) => {
      const waiting = [...keys].filter(([standIn]) => unfinished.includes(standIn));
      return waiting.length === 0 ? unfinished : handled(filledIn(unfinished, waiting));
    },
  };
}

async function filledIn(
  text: string,
  waiting: readonly (readonly [standIn: string, key: Promise<string>])[],
): Promise<string> {
  let result = text;
  for (const [standIn, key] of waiting) result = result.replaceAll(standIn, await key);
  return result;
}

const newKey = (bits: number, sparing: boolean): Promise<string> =>
  handled(newRsaKey(bits, sparing).then((pem) => Buffer.from(pem).toString('base64')));

/** A promise of which a failure is reported to whoever waits for it, and to nobody where nobody does. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
