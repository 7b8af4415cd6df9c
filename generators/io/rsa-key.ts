import { createPrivateKey, generatePrime } from 'node:crypto';
import { promisify } from 'node:util';
import { type RsaNumbers, rsaNumbers } from '../core/plan/rsa-numbers.ts';

const prime = promisify<number, { bigint: true }, bigint>(generatePrime);
const newPrime = (bits: number): Promise<bigint> => prime(bits, { bigint: true });

/**
 * A new RSA key as PKCS#8 PEM. OpenSSL finds the primes, and they are put together here, because OpenSSL's own
 * `generateKeyPair` takes two to three times as long, which is longer than all the rest of a run (npm run bench).
 * What a pair of primes must fulfil is FIPS 186-5, appendix A.1.1: a pair that does not is thrown away.
 * @param bits length of the modulus, even
 * @param sparing whether one thread does it, which then is all that this run has
 */
export async function newRsaKey(bits: number, sparing = false): Promise<string> {
  const primes = () => Promise.all([newPrime(bits / 2), newPrime(bits / 2)]);
  for (;;) {
    const [p, q] = await (sparing ? inOneThread(primes) : primes());
    const numbers = rsaNumbers(p, q, bits);
    if (numbers !== undefined) return pemOf(numbers);
  }
}

// Begins work of Node.js's thread pool, which is as large as it will ever be from its first work on. With two threads the
// primes would take both processors of a small machine, and everything else would wait.
function inOneThread<T>(begin: () => T): T {
  const { UV_THREADPOOL_SIZE } = process.env;
  process.env.UV_THREADPOOL_SIZE ??= '1';
  try {
    return begin();
  } finally {
    if (UV_THREADPOOL_SIZE === undefined) delete process.env.UV_THREADPOOL_SIZE;
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
