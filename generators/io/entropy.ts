import { randomInt } from 'node:crypto';
import type { Entropy } from '../core/plan/secrets.ts';
import { newRsaKey } from './rsa-key.ts';

// No character with a meaning in a shell, a URL, YAML, SQL, XML or Compose.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Secrets from the system's cryptographic generator. */
export const systemEntropy: Entropy = {
  text: (length) => Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(''),
  rsa: async (bits) => Buffer.from(await newRsaKey(bits)).toString('base64'),
};

/** What the table of secrets asks for. */
const USUAL_BITS = 2048;

/**
 * The same, with the first RSA key begun in advance: it takes longer than everything else and needs no answers.
 * @param delay milliseconds until then; Infinity is not before it is asked for
 */
export function startEntropy(delay: number): Entropy {
  let first: Promise<string> | undefined;
  let taken = false;
  const begin = (): void => {
    if (taken) return;
    first ??= systemEntropy.rsa(USUAL_BITS);
    first.catch(() => undefined); // reported to whoever asks for it
  };
  if (delay === 0) begin();
  else if (delay < Infinity) setTimeout(begin, delay).unref();
  return {
    ...systemEntropy,
    rsa: (bits) => {
      const key = first ?? systemEntropy.rsa(bits);
      first = undefined;
      taken = true;
      return key;
    },
  };
}
