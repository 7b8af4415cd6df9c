import { createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startEntropy } from '../../generators/io/entropy.ts';
import { newRsaKey } from '../../generators/io/rsa-key.ts';

const DATA = Buffer.from('a token');

describe('a new RSA key', () => {
  it('is one that OpenSSL signs, verifies, encrypts and decrypts with', async () => {
    for (let round = 0; round < 8; round++) {
      const pem = await newRsaKey(2048);
      const key = createPrivateKey(pem);
      const open = createPublicKey(pem);
      expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65_537n });
      expect(verify('RSA-SHA256', DATA, open, sign('RSA-SHA256', DATA, key))).toBe(true);
      expect(privateDecrypt(key, publicEncrypt(open, DATA))).toEqual(DATA);
    }
  });

  it('is another one each time', async () => {
    const keys = await Promise.all([newRsaKey(1024), newRsaKey(1024), newRsaKey(1024)]);
    expect(new Set(keys).size).toBe(3);
  });

  it('stands in .env as one line, PKCS#8', async () => {
    const { rsa, finished } = startEntropy({ delay: Number.POSITIVE_INFINITY, sparing: false });
    const line = await finished(rsa(1024));
    expect(line).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(Buffer.from(line, 'base64').toString()).toMatch(
      /^-----BEGIN PRIVATE KEY-----\n[^]+\n-----END PRIVATE KEY-----\n$/,
    );
  });

  it('is not in a text before it is made, and in each text that it belongs to afterwards', async () => {
    const { rsa, finished } = startEntropy({ delay: 0, sparing: true });
    const [first, second] = [rsa(1024), rsa(1024)];
    expect(finished('A=1')).toBe('A=1');
    const [one, both] = await Promise.all([finished(`A=${first}`), finished(`A=${first}\nB=${second}`)]);
    expect(one).not.toContain(first);
    expect(both).toMatch(/^A=[\w+/]{500,}=*\nB=[\w+/]{500,}=*$/);
    expect(both.split('\n')[0]).toBe(one);
  });
});
