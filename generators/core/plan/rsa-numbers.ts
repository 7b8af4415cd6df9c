/** The public exponent that everybody uses: 2^16 + 1. */
const E = 65_537n;

/** The numbers of a key under their names in a JSON Web Key (RFC 7518, section 6.3). */
export type RsaNumbers = Readonly<Record<'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', bigint>>;

/** The key of two primes; undefined when they make no key of that length, or one that is easier to break. */
export function rsaNumbers(p: bigint, q: bigint, bits: number): RsaNumbers | undefined {
  const n = p * q;
  const [p1, q1] = [p - 1n, q - 1n];
  const tooClose = magnitude(p - q) <= 1n << BigInt(bits / 2 - 100);
  if (tooClose || n >> BigInt(bits - 1) !== 1n || gcd(E, p1) !== 1n || gcd(E, q1) !== 1n) return undefined;
  const d = inverse(E, (p1 * q1) / gcd(p1, q1));
  return d >> BigInt(bits / 2) === 0n ? undefined : { n, e: E, d, p, q, dp: d % p1, dq: d % q1, qi: inverse(q, p) };
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

// Euclid's algorithm, keeping only the factor of `value`.
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next] = [modulus, value % modulus];
  let [t, nextT] = [0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + modulus : t;
}
