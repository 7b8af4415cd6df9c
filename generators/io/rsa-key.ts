import { createPrivateKey, generatePrime } from 'node:crypto';
import { promisify } from 'node:util';
import { type RsaNumbers, rsaNumbers } from '../core/plan/rsa-numbers.ts';

const prime = promisify<number, { bigint: true }, bigint>(generatePrime);

/**
 * A new RSA key as PKCS#8 PEM. OpenSSL finds the primes; they are looked for side by side and put together here, because
 * OpenSSL's own `generateKeyPair` takes two to three times as long, which is longer than all the rest of a run (npm run bench).
 * What a pair of primes must fulfil is FIPS 186-5, appendix A.1.1: a pair that does not is thrown away.
 * @param bits length of the modulus, even
 */
export async function newRsaKey(bits: number): Promise<string> {
  for (;;) {
    const [p, q] = await Promise.all([prime(bits / 2, { bigint: true }), prime(bits / 2, { bigint: true })]);
    const numbers = rsaNumbers(p, q, bits);
    if (numbers !== undefined) return pemOf(numbers);
  }
}

function pemOf(numbers: RsaNumbers): string {
  const fields = Object.entries(numbers).map(([name, value]) => [name, base64url(value)]);
  const key = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(fields) }, format: 'jwk' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
