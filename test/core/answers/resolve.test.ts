import { describe, expect, it } from 'vitest';
import { complete, parseGiven, unanswered } from '../../../generators/core/answers/resolve.ts';
import { answersFor, FACTS } from '../../support/projects.ts';
import { flags, messageOf } from './from-flags.ts';

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
