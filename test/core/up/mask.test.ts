import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask, secretValues } from '../../../generators/core/up/mask.ts';

describe('mask', () => {
  const secret = `a b"c$d'e/f`;
  it.each([
    ['as it is', `x ${secret} y`, 'x ******** y'],
    ['in a URL', `redis://:${encodeURIComponent(secret)}@redis`, 'redis://:********@redis'],
    ["as Python's quote() writes it", 'postgis://u:a%20b%22c%24d%27e%2Ff@db', 'postgis://u:********@db'],
    ['in JSON', JSON.stringify({ secret }), '{"secret":"********"}'],
    ['as Compose prints it', `a b"c$$d'e/f`, '********'],
    ['in base64', Buffer.from(secret).toString('base64'), '********'],
  ])('hides a secret %s', (_, text, expected) => {
    expect(mask(text, [secret])).toBe(expected);
  });

  it('the longer one first, short ones and empty ones not at all', () => {
    expect(mask('hunter22 hunter2 abc', ['hunter2', 'hunter22', 'abc', ''])).toBe('******** ******** abc');
  });

  it('leaves no secret in any text', () => {
    const secret = fc.string({ unit: 'binary', minLength: 4 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(secret, fc.array(fc.string()), (hidden, parts) => {
        expect(mask(parts.join(hidden), [hidden, ...parts])).not.toContain(hidden);
      }),
      { numRuns: 1000 },
    );
  });
});

it('secretValues: passwords, keys and those in URLs; no paths, no addresses, no switches, nothing that is open anyway', () => {
  const env = {
    POSTGRES_USER: 'postgres',
    POSTGRES_PASSWORD: 'postgres',
    ADMIN_PASSWORD: 'hunter22',
    OAUTH2_CLIENT_ID: 'client-id',
    MY_TOKEN: 'token-of-mine',
    CERTIFICATE_KEY_FILE: '/etc/ssl/site.key',
    NGINX_BASE_URL: 'http://localhost',
    HTTP_PROXY: 'http://user:proxied@proxy:3128',
    ACCOUNT_PASSWORD_REUSE: 'True',
    SHORT_PASSWORD: 'abc',
    EMPTY_PASSWORD: '',
  };
  expect(secretValues(env)).toEqual(['hunter22', 'client-id', 'token-of-mine', 'proxied']);
});
