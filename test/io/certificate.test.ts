import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgePair } from '../../generators/io/certificate.ts';
import { pemProblem } from '../../generators/io/pem-kind.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/certificates');
const bytes = (name: string): Buffer => readFileSync(join(FOLDER, name));
const text = (name: string): string => bytes(name).toString('latin1');

const NOW = new Date('2026-12-01T00:00:00Z');
const HOSTS = ['maps.example.org', 'www.maps.example.org', '192.0.2.7'];
const CHAIN = text('site.pem') + text('intermediate.pem');

const damaged = (pem: string): string => pem.replace(/^(.{100})...../s, '$1!!!!!');

describe('a file that should hold a PEM', () => {
  it.each([
    ['CERTIFICATE', 'site.pem'],
    ['CERTIFICATE', 'self-signed.pem'],
    ['PRIVATE KEY', 'site.key'],
    ['PRIVATE KEY', 'weak.key'],
  ] as const)('%s: %s is one', (kind, name) => {
    expect(pemProblem(bytes(name), kind)).toBeUndefined();
  });

  const cut = Buffer.from(text('site.pem').split('\n').slice(0, -3).join('\n'));
  it.each([
    ['an empty file', 'CERTIFICATE', Buffer.alloc(0), /is empty/],
    ['something else', 'CERTIFICATE', Buffer.from('hello'), /holds no PEM certificate/],
    ['DER', 'CERTIFICATE', bytes('site.der'), /DER.*-inform der/],
    ['PKCS#12', 'CERTIFICATE', bytes('site.p12'), /PKCS#12.*openssl pkcs12/],
    ['PKCS#12 as the key', 'PRIVATE KEY', bytes('site.p12'), /PKCS#12/],
    ['PKCS#7', 'CERTIFICATE', bytes('site.p7b'), /PKCS#7.*openssl pkcs7/],
    ['UTF-16', 'CERTIFICATE', Buffer.from(`\ufeff${text('site.pem')}`, 'utf16le'), /UTF-16/],
    ['a request', 'CERTIFICATE', bytes('request.csr'), /signing request/],
    ['a key as the certificate', 'CERTIFICATE', bytes('site.key'), /is a private key.*swapped/],
    ['a certificate as the key', 'PRIVATE KEY', bytes('site.pem'), /is a certificate.*swapped/],
    ['a public key', 'PRIVATE KEY', bytes('public.pem'), /public key/],
    ['a key for SSH', 'PRIVATE KEY', Buffer.from('-----BEGIN OPENSSH PRIVATE KEY-----\n'), /SSH/],
    ['a key with a password', 'PRIVATE KEY', bytes('encrypted.key'), /password.*openssl pkey/],
    ['a file that was cut off', 'CERTIFICATE', cut, /is cut off/],
  ] as const)('%s is named', (_, kind, content, words) => {
    expect(pemProblem(content, kind)).toMatch(words);
  });

  it('no two mistakes share their words', () => {
    const files = ['site.der', 'site.p12', 'site.p7b', 'request.csr', 'site.key'].map((name) => bytes(name));
    const words = files.map((content) => pemProblem(content, 'CERTIFICATE'));
    expect(new Set(words).size).toBe(files.length);
  });
});

describe('a certificate with its key', () => {
  it('says nothing of a good one', () => {
    const verdict = judgePair(CHAIN, text('site.key'), { hosts: HOSTS, now: NOW });
    expect(verdict).toEqual({ problems: [], warnings: [] });
  });

  it.each([
    ['another key', CHAIN, text('other.key'), /do not belong together/],
    [
      'the site behind its authority',
      text('intermediate.pem') + text('site.pem'),
      text('site.key'),
      /has to be the first/,
    ],
    ['a damaged certificate', damaged(CHAIN), text('site.key'), /--certificate cannot be read.*damaged/],
    ['a damaged key', CHAIN, damaged(text('site.key')), /--certificate-key cannot be read.*damaged/],
    ['a DSA key', CHAIN, text('dsa.key'), /of the kind dsa/],
  ])('%s is a problem', (_, chain, key, words) => {
    const { problems } = judgePair(chain, key, { hosts: HOSTS, now: NOW });
    expect(problems).toEqual([expect.stringMatching(words)]);
  });

  const at = (now: string) => ({ hosts: HOSTS, now: new Date(now) });
  const on = (...hosts: string[]) => ({ hosts, now: NOW });
  it.each([
    ['an expired one', CHAIN, at('2200-01-01'), /has expired on 21/],
    ['one of tomorrow', CHAIN, at('2020-01-01'), /valid only from 2026/],
    ['another host', CHAIN, on('example.com'), /not for example\.com; it is for maps\.example\.org/],
    ['a wildcard that is too deep', CHAIN, on('a.b.maps.example.org'), /not for a\.b\./],
    ['another address', CHAIN, on('192.0.2.8'), /not for 192\.0\.2\.8/],
    ['an alias that it lacks', CHAIN, on('maps.example.org', 'example.net'), /does not cover example\.net/],
    ['no intermediate', text('site.pem'), on(...HOSTS), /stands alone/],
    [
      'a chain in the wrong order',
      text('site.pem') + text('root.pem') + text('intermediate.pem'),
      on(...HOSTS),
      /Certificate 2 of the chain has not issued certificate 1/,
    ],
    ['no alternative names', text('no-names.pem'), on('maps.example.org'), /\(SAN\)/],
    ['a self-signed one', text('self-signed.pem'), on(...HOSTS), /self-signed/],
  ])('%s is a warning', (_, chain, purpose, words) => {
    const { problems, warnings } = judgePair(chain, text('site.key'), purpose);
    expect([problems, warnings]).toEqual([[], expect.arrayContaining([expect.stringMatching(words)])]);
  });

  it('a short key is a warning, and so is an end that is near', () => {
    const weak = judgePair(text('weak.pem'), text('weak.key'), { hosts: HOSTS, now: NOW });
    expect(weak.warnings).toContainEqual(expect.stringMatching(/1024 bits/));
    const end = Date.parse('2126-10-20');
    const near = judgePair(CHAIN, text('site.key'), { hosts: HOSTS, now: new Date(end) });
    expect(near.warnings).toContainEqual(expect.stringMatching(/expires in \d+ days/));
  });
});
