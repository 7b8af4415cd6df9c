import { describe, expect, it } from 'vitest';
import { complete, parseGiven, unanswered } from '../../../generators/core/answers/resolve.ts';
import { UsageError } from '../../../generators/core/errors.ts';
import { answersFor, FACTS } from '../../support/projects.ts';

const flags = (flag: Record<string, unknown>) => parseGiven({ flag, file: {}, stored: {} }, '/home/me');

const messageOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return `${(error as UsageError).message}\n${(error as UsageError).hint}`;
  }
  throw new Error('nothing was thrown');
};

describe('precedence', () => {
  it('is flag, then file, then stored, then default', () => {
    const given = {
      flag: { title: 'flag' },
      file: { title: 'file', language: 'de' },
      stored: { title: 's', language: 'fr', timezone: 'UTC' },
    };
    const { title, language, timezone, cpus } = complete({ ...parseGiven(given, '/'), directory: '/x/my_site' }, FACTS);
    expect([title, language, timezone, cpus]).toEqual(['flag', 'de', 'UTC', 4]);
  });
});

describe('defaults', () => {
  const cases: [string, Record<string, unknown>, Record<string, unknown>][] = [
    [
      'loopback is development',
      {},
      {
        profile: 'development',
        url: 'http://localhost',
        https: 'off',
        bind: '127.0.0.1',
        httpPort: 80,
        signup: 'open',
      },
    ],
    ['a port follows', { url: 'localhost:8080' }, { url: 'http://localhost:8080', httpPort: 8080 }],
    [
      'a domain is production',
      { url: 'maps.example.org' },
      { profile: 'production', bind: 'all', signup: 'closed', https: 'off' },
    ],
    [
      'https domain',
      { url: 'https://maps.example.org', email: 'a@example.org' },
      { https: 'letsencrypt', httpPort: 80, hsts: 'short' },
    ],
    ['https address', { url: 'https://192.168.1.5' }, { https: 'local-ca', hsts: 'off' }],
    ['https .local', { url: 'https://maps.local' }, { https: 'local-ca' }],
    ['https localhost', { url: 'https://localhost' }, { https: 'local-ca', profile: 'development' }],
    [
      'certificate files choose their mode',
      { url: 'https://maps.example.org', certificate: 'c.pem', certificateKey: 'k.pem' },
      { https: 'certificate', certificate: '/home/me/c.pem', hsts: 'short' },
    ],
    ['proxy', { url: 'https://maps.example.org', https: 'proxy' }, { httpPort: 8080, bind: '127.0.0.1', hsts: 'off' }],
    [
      'a mode gives an address its scheme',
      { url: 'maps.example.org', https: 'proxy' },
      { url: 'https://maps.example.org' },
    ],
    ['an alias opens the binding', { aliases: ['192.168.1.20'] }, { bind: 'all' }],
    [
      'the name comes from the directory',
      { directory: '/srv/Übersichts-Karte 2' },
      { name: 'ubersichts_karte_2', title: 'Ubersichts karte 2' },
    ],
    ['a reserved directory name', { directory: 'geonode' }, { name: 'geonode_site' }],
  ];
  it.each(cases)('%s', (_, given, expected) => {
    expect(answersFor(given)).toMatchObject(expected);
  });
});

it('a private authority certifies local names', () => {
  const acmeServer = 'https://ca.corp/acme/directory';
  const { https } = answersFor({ url: 'https://maps.corp', https: 'letsencrypt', email: 'a@b.ch', acmeServer });
  expect(https).toBe('letsencrypt');
});

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

describe('missing answers', () => {
  it('are named with their flags', () => {
    expect(messageOf(() => complete({}, FACTS))).toMatch(/DIRECTORY/);
    expect(unanswered(flags({ url: 'localhost' })).map((row) => row.key)).toEqual([
      'directory',
      'aliases',
      'https',
      'email',
      'geonode',
      'profile',
      'memory',
      'cpus',
      'git',
      'build',
      'up',
    ]);
  });
});

describe('what the environment says', () => {
  it('is taken over in the form that a later run reads back', () => {
    const facts = { ...FACTS, noProxy: 'localhost, .example.org a;b 10.0.0.0/8,localhost' };
    const { noProxy } = complete(flags({ directory: 'my_site' }), facts);
    expect(noProxy).toBe('localhost,.example.org,10.0.0.0/8');
    expect(flags({ noProxy }).noProxy).toBe(noProxy);
  });

  it('is nothing where nothing of it is usable', () => {
    expect(complete(flags({ directory: 'my_site' }), { ...FACTS, noProxy: ' ; ' }).noProxy).toBeUndefined();
  });
});

describe('canonical values', () => {
  const cases: [Record<string, unknown>, Record<string, unknown>][] = [
    [{ memory: '15.58 GB' }, { memory: 15.5 }],
    [{ maxUpload: '5120mb' }, { maxUpload: '5G' }],
    [{ maxUpload: '100M' }, { maxUpload: '100M' }],
    [{ cache: 'on' }, { cache: true }],
    [{ aliases: 'a.example.org, b.example.org a.example.org' }, { aliases: ['a.example.org', 'b.example.org'] }],
    [{ language: 'pt_BR' }, { language: 'pt-br' }],
    [{ timezone: 'europe/zurich' }, { timezone: 'Europe/Zurich' }],
    [{ timezone: 'EUROPE/ZURICH' }, { timezone: 'Europe/Zurich' }],
    // Node.js knows it by its old name; a project must not change by being read again.
    [{ timezone: 'Asia/Kolkata' }, { timezone: 'Asia/Kolkata' }],
    [{ timezone: 'America/Argentina/Buenos_Aires' }, { timezone: 'America/Argentina/Buenos_Aires' }],
    [{ timezone: 'Etc/UTC' }, { timezone: 'Etc/UTC' }],
    [{ noProxy: '.example.org, 10.0.0.0/8' }, { noProxy: '.example.org,10.0.0.0/8' }],
  ];
  it.each(cases)('%j', (given, expected) => {
    expect(answersFor(given)).toMatchObject(expected);
  });
});
