import { generateKeyPair, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Entropy } from '../core/plan/secrets.ts';

// No character with a meaning in a shell, a URL, YAML, SQL, XML or Compose.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const makePair = promisify(generateKeyPair);

/** Secrets from the system's cryptographic generator. */
export const systemEntropy: Entropy = {
  text: (length) => Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(''),
  async rsa(bits) {
    const { privateKey } = await makePair('rsa', {
      modulusLength: bits,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    return Buffer.from(privateKey).toString('base64');
  },
};

/** The same, with the first RSA key begun at once: it takes longer than everything else and needs no answers. */
export function startEntropy(): Entropy {
  let first: Promise<string> | undefined = systemEntropy.rsa(2048);
  first.catch(() => undefined); // reported to whoever asks for it
  return {
    ...systemEntropy,
    rsa: (bits) => {
      const key = first ?? systemEntropy.rsa(bits);
      first = undefined;
      return key;
    },
  };
}
