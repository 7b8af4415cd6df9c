import { generatePrimeSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rsaNumbers } from '../../../generators/core/plan/rsa-numbers.ts';

/** Primes of a factored Fermat number. */
const SMALL = { p: 274_177n, q: 67_280_421_310_721n };

/** 1024 bits, the two highest set; for the refusals it need not be a prime. */
const LARGE = 3n * 2n ** 1022n + 1n;

const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });

describe('the numbers of an RSA key', () => {
  it('are those that OpenSSL derives from the same primes', () => {
    const [p, q] = [prime(512), prime(512)];
    const numbers = rsaNumbers(p, q, 1024);
    expect(numbers).toBeDefined();
    const { n = 0n, e = 0n, d = 0n, dp, dq, qi = 0n } = numbers ?? {};
    expect([n, e]).toEqual([p * q, 65_537n]);
    expect([(d * e) % (p - 1n), (d * e) % (q - 1n), (qi * q) % p]).toEqual([1n, 1n, 1n]);
    expect([dp, dq]).toEqual([d % (p - 1n), d % (q - 1n)]);
  });

  it('are there for two numbers of that length', () => {
    expect(rsaNumbers(LARGE + 5n, LARGE + 2n ** 1000n, 2048)).toBeDefined();
  });

  it.each([
    ['the product is shorter than asked for', SMALL.p, SMALL.q, 1024],
    ['the primes are the same', 2n ** 521n - 1n, 2n ** 521n - 1n, 1042],
    ['the primes are close to each other', LARGE, LARGE + 2n ** 200n, 2048],
    // 65537 divides p - 1: no exponent undoes the public one.
    ['the public exponent has no inverse', 65_537n * (LARGE / 65_537n) + 1n, LARGE + 2n ** 1000n, 2048],
  ])('there are none when %s', (_, p, q, bits) => {
    expect(rsaNumbers(p, q, bits)).toBeUndefined();
  });
});
