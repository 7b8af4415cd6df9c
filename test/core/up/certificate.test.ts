import { describe, expect, it } from 'vitest';
import { HTTPS_MODES, type HttpsMode } from '../../../generators/core/answers/choices.ts';
import { certificateWords } from '../../../generators/core/up/certificate.ts';

const until = new Date('2027-02-03T12:00:00Z');
const own = { issuer: 'maps.example.org', selfSigned: true, until };
const issued = { issuer: 'R11', selfSigned: false, until };

describe('the words about a certificate', () => {
  it.each(['letsencrypt', 'letsencrypt-staging'] as const)('%s never claims what has not arrived', (mode) => {
    for (const served of [undefined, own])
      expect(certificateWords(mode, served)).toMatch(/self-signed one stands in.*docker compose logs letsencrypt/);
    expect(certificateWords(mode, issued)).toMatch(/^signed by R11, until 2027-02-03/);
  });

  it('staging is not trusted', () => expect(certificateWords('letsencrypt-staging', issued)).toContain('do not trust'));

  it.each(HTTPS_MODES.filter((mode) => mode !== 'off' && mode !== 'proxy'))('%s: says how long it lasts', (mode) =>
    expect(certificateWords(mode, issued)).toContain('until 2027-02-03'),
  );

  it.each<[HttpsMode, RegExp]>([
    ['off', /^$/],
    ['proxy', /proxy in front/],
    ['local-ca', /README/],
  ])('%s', (mode, words) => expect(certificateWords(mode)).toMatch(words));
});
