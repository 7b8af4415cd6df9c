import { describe, expect, it } from 'vitest';
import { hasScheme, parseAddress, parseOrigin } from '../../../generators/core/answers/address.ts';
import { BAD, expectRefusal, GOOD, refusal } from './typed-addresses.ts';

describe('parseAddress', () => {
  it.each(GOOD)('reads %j as %s, a %s host', (input, url, kind) => {
    const address = parseAddress(input);
    expect([address.url, address.host.kind]).toEqual([url, kind]);
  });

  it.each(BAD)('refuses %j with %s', (input, message) => expectRefusal(() => parseAddress(input), message));

  it.each([
    ['maps.example.org', 'https', 'https://maps.example.org'],
    ['maps.example.org:8443', 'https', 'https://maps.example.org:8443'],
    ['maps.example.org:80', 'https', 'https://maps.example.org:80'],
    ['maps.example.org:443', 'http', 'https://maps.example.org'],
    ['http://maps.example.org', 'https', 'http://maps.example.org'],
    ['http://maps.example.org:443', 'https', 'http://maps.example.org:443'],
    ['https://maps.example.org', 'http', 'https://maps.example.org'],
    ['maps.example.org', 'http', 'http://maps.example.org'],
  ] as const)('reads %s, with %s where no scheme was typed, as %s', (input, assume, url) => {
    expect(parseAddress(input, assume).url).toBe(url);
  });

  it('gives every form of an address', () => {
    expect(parseAddress('https://Maps.example.org:8443/')).toEqual({
      scheme: 'https',
      host: { name: 'maps.example.org', kind: 'domain' },
      port: 8443,
      url: 'https://maps.example.org:8443',
      hostPort: 'maps.example.org:8443',
      urlHost: 'maps.example.org',
    });
  });

  it('puts IPv6 in brackets everywhere but in the name, and leaves a default port out', () => {
    expect(parseAddress('[2001:DB8::1]:443')).toEqual({
      scheme: 'https',
      host: { name: '2001:db8::1', kind: 'ipv6' },
      port: 443,
      url: 'https://[2001:db8::1]',
      hostPort: '[2001:db8::1]',
      urlHost: '[2001:db8::1]',
    });
  });

  it('names the IPv4 address that was written as IPv6', () => {
    expect(refusal(() => parseAddress('::ffff:c000:204')).hint).toBe('Write 192.0.2.4 instead.');
  });

  it('never cuts an escape or a surrogate pair in two', () => {
    expect(refusal(() => parseAddress(`${'a'.repeat(79)}💩_`)).message).toBe(`"${'a'.repeat(79)}…" has an underscore.`);
    expect(refusal(() => parseAddress(`${'a'.repeat(78)}\u{1}b`)).message).toBe(
      `"${'a'.repeat(78)}…" has a control character.`,
    );
    expect(refusal(() => parseAddress(`${'a'.repeat(79)}_`)).message).toBe(`"${'a'.repeat(79)}_" has an underscore.`);
  });

  it('refuses a very long text quickly', () => {
    const started = performance.now();
    for (const unit of ['ü', 'a', '@', '.', ':', '/', ' x', '1.', '[', 'http://', '\u{FDFA}'])
      refusal(() => parseAddress(unit.repeat(200_000)));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('hasScheme', () => {
  it.each([
    ['https://maps.example.org', true],
    ['HTTP://maps.example.org', true],
    ['  http://localhost', true],
    ['ｈｔｔｐ：／／localhost', true],
    ['ftp://maps.example.org', true],
    ['maps.example.org', false],
    ['maps.example.org:443', false],
    ['localhost:8080', false],
    ['//maps.example.org', false],
    ['http:/maps.example.org', false],
    ['::1', false],
    ['', false],
  ])('%j: %s', (input, expected) => expect(hasScheme(input)).toBe(expected));
});

describe('parseOrigin', () => {
  it.each([
    ['https://app.example.org', 'https://app.example.org'],
    ['https://App.Example.org:443/', 'https://app.example.org'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://[::1]:80', 'http://[::1]'],
    ['HTTP://192.0.2.4:443', 'http://192.0.2.4:443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('reads %j as %s', (input, origin) => expect(parseOrigin(input)).toBe(origin));

  it.each([
    ['app.example.org', /has no scheme/],
    ['app.example.org:443', /has no scheme/],
    ['null', /has no scheme/],
    ['*', /wildcard/],
    ['https://*.example.org', /wildcard/],
    ['https://app.example.org/app', /has a path/],
    ['capacitor://localhost', /scheme other than http/],
    ['file://', /scheme other than http/],
    ['', /is empty/],
  ])('refuses %j with %s', (input, message) => expectRefusal(() => parseOrigin(input), message));
});
