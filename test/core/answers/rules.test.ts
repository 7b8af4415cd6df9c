import { describe, expect, it } from 'vitest';
import { parseGiven } from '../../../generators/core/answers/resolve.ts';
import { answersFor } from '../../support/projects.ts';
import { flags, messageOf } from './from-flags.ts';

describe('answers that do not go together name both flags', () => {
  const cases: [Record<string, unknown>, RegExp][] = [
    [{ url: 'https://a.example.org', https: 'off' }, /--https off.*--url https:\/\/a\.example\.org/],
    [{ url: 'http://a.example.org', https: 'proxy' }, /--https proxy.*--url http:/],
    [
      { url: 'https://192.168.1.5', https: 'letsencrypt', email: 'a@b.ch' },
      /--https letsencrypt.*--url.*public domain names/,
    ],
    [
      { url: 'https://maps.local', https: 'letsencrypt-staging', email: 'a@b.ch' },
      /letsencrypt-staging.*public domain names/,
    ],
    [
      {
        url: 'https://192.168.1.5',
        https: 'letsencrypt',
        email: 'a@b.ch',
        acmeServer: 'https://ca.corp/acme/directory',
      },
      /public domain names/,
    ],
    [{ url: 'https://a.example.org:8443', https: 'letsencrypt', email: 'a@b.ch' }, /needs port 443/],
    [{ url: 'https://a.example.org' }, /needs --email/],
    [{ url: 'https://a.example.org', https: 'certificate' }, /needs --certificate and --certificate-key/],
    [{ url: 'https://a.example.org', https: 'certificate', certificate: 'c.pem' }, /--certificate-key/],
    [{ acmeCa: '/x.pem' }, /--acme-ca needs --acme-server/],
    [{ url: 'https://a.example.org:8080', https: 'local-ca', httpPort: 8080 }, /cannot share a port/],
  ];
  it.each(cases)('%j', (given, expected) => {
    expect(messageOf(() => answersFor(given))).toMatch(expected);
  });

  it('what is advised is not refused in turn', () => {
    const plain = { url: 'http://192.168.1.5', https: 'letsencrypt', email: 'a@b.ch' };
    expect(messageOf(() => answersFor(plain))).toMatch(/No public authority[^]*--https off[^]*--https local-ca/);
    for (const advised of [{ https: 'off' }, { url: 'https://192.168.1.5', https: 'local-ca' }])
      expect(() => answersFor({ ...plain, ...advised })).not.toThrow();
  });
});

describe('values that cannot be used', () => {
  const cases: [Record<string, unknown>, RegExp][] = [
    [{ name: 'geonode' }, /--name: "geonode" is a package/],
    [{ name: 'test' }, /standard module/],
    [{ name: 'django' }, /package/],
    [{ name: 'My-Site' }, /not a project name/],
    [{ name: 'class' }, /Python/],
    [{ name: 'postgres' }, /another meaning/],
    [{ name: `a${'b'.repeat(50)}` }, /longer than 50/],
    [{ name: 'a__b' }, /underscore/],
    [{ name: '1st' }, /not a project name/],
    [{ title: 'a\nb' }, /control character/],
    [{ title: 'x'.repeat(51) }, /longer than 50/],
    [{ geonode: '3.0' }, /Choose one of: 5\.1/],
    [{ email: 'me@localhost' }, /not an e-mail/],
    [{ email: "o'brien@example.org" }, /not an e-mail/],
    [{ httpPort: '0' }, /from 1 to 65535/],
    [{ httpPort: '8080x' }, /whole number/],
    [{ memory: 'lots' }, /GB/],
    [{ memory: '0.5' }, /from 1 to 4096/],
    [{ cpus: '1.5' }, /whole number/],
    [{ maxUpload: '5' }, /M or G/],
    [{ maxUpload: '9999G' }, /1024G/],
    [{ language: 'english' }, /language code/],
    [{ language: 'pl' }, /Write one of en, de,.* vi\./],
    [{ timezone: 'Mars/Olympus' }, /time zone/],
    [{ timezone: '+02:00' }, /offset|time zone/],
    [{ cache: 'maybe' }, /neither on nor off/],
    [{ smtp: 'smtp://me:secret@mail.example.org' }, /holds a password/],
    [{ smtp: 'mail.example.org' }, /not a URL/],
    [{ smtp: 'http://mail.example.org' }, /smtp:\/\//],
    [{ httpProxy: 'http://me:secret@proxy:3128' }, /holds a password/],
    [{ noProxy: 'a b;c' }, /neither a host nor a network/],
    [{ certificate: 'C:\\c.pem' }, /plainer path/],
    [{ acmeServer: 'http://ca.example.org' }, /https:\/\//],
    [{ signup: 'always' }, /open, approval, closed/],
  ];
  it.each(cases)('%j', (given, expected) => {
    expect(messageOf(() => answersFor(given))).toMatch(expected);
  });

  it('are listed together, and a password in a URL is not repeated', () => {
    const message = messageOf(() => flags({ name: 'x y', cpus: 'none', smtp: 'smtp://me:hunter2@mail.example.org' }));
    expect(message).toMatch(/--name[^]*--cpus[^]*--smtp-url|--name[^]*--smtp-url/);
    expect(message).not.toContain('hunter2');
  });

  it('unknown keys are named with their source', () => {
    expect(messageOf(() => parseGiven({ flag: {}, file: { adminPassword: 'x' }, stored: {} }, '/'))).toMatch(
      /answers file: "adminPassword" is not an answer.*\n.*GEONODE_ADMIN_PASSWORD/,
    );
  });
});
