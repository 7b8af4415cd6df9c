import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type Address, parseAddress, parseOrigin } from '../../generators/core/answers/address.ts';
import { parseHost } from '../../generators/core/answers/host.ts';
import { parseBind, parseNetwork } from '../../generators/core/answers/network.ts';
import { UsageError } from '../../generators/core/errors.ts';

import { RUNS } from '../support/runs.ts';

/** What people and attackers put into an address, one mark at a time. */
const MARKS = fc.constantFrom(
  ...['.', ':', '/', '-', '_', '*', '~', '@', '%', '%00', '#', '?', '$', '${x}', '\\', "'", '"', '`', ' ', '\n', '\0'],
  ...['[', ']', '::', '://', 'http://', 'https:', ':443', ':80', ':0', '0x7f', '017', '.1', '999', '%eth0', ',', ';'],
  ...[
    'xn--',
    'xn--a',
    'ü',
    'ß',
    'İ',
    '💩',
    'א',
    '１',
    '．',
    '。',
    '：',
    '／',
    '＠',
    '＄',
    '℀',
    '⒈',
    '\u{AD}',
    '\u{200D}',
  ],
  ...['\u{202E}', '\u{FE0F}', '\u{34F}', '\u{D800}', '\u{FDFA}', 'localhost', '.local', '.org', '127.0.0.1', '::ffff:'],
);
const PLAUSIBLE = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.ipV6().map((ip) => `[${ip}]`),
  fc.webUrl(),
  fc.webAuthority({ withIPv4: true, withIPv6: true, withPort: true }),
  fc.stringMatching(/^(?:https?:\/\/)?[a-z0-9.-]{1,20}(?::[0-9]{1,5})?\/?$/),
  fc.stringMatching(/^(?:xn--)?[a-zäöüßåñçéа-яα-ω\u4e00-\u4e20]{1,8}\.[a-zß]{2,3}$/),
  fc.stringMatching(/^xn--[a-z0-9-]{1,8}\.[a-z]{2,3}$/),
);
const MUTATED = fc
  .tuple(PLAUSIBLE, fc.array(fc.tuple(fc.nat(40), fc.nat(2), MARKS), { minLength: 1, maxLength: 3 }))
  .map(([text, edits]) => edits.reduce((now, [at, cut, mark]) => now.slice(0, at) + mark + now.slice(at + cut), text));
const ANYTHING = fc.oneof(
  PLAUSIBLE,
  MUTATED,
  fc.array(MARKS, { maxLength: 6 }).map((marks) => marks.join('')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string(),
);

/** The result, or undefined for a refusal; any other error fails the test. */
function accepted<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(/^"[^\p{C}]{0,81}" [\x20-\x7e]+\.$/u);
    expect((error as UsageError).hint).toMatch(/^[\x20-\x7e]+\.$/);
    return undefined;
  }
}

function expectSafe(address: Address): void {
  const { url, urlHost, hostPort, host, scheme, port } = address;
  expect(url).toMatch(/^https?:\/\/[a-z0-9.:[\]-]+$/);
  expect(new URL(url).origin).toBe(url);
  expect(new URL(url).host).toBe(hostPort);
  expect(new URL(url).hostname).toBe(urlHost);
  expect(Number(new URL(url).port || { http: 80, https: 443 }[scheme])).toBe(port);
  expect(urlHost).toMatch(/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)$/);
  expect(urlHost).not.toMatch(/^[.*~-]|[.-]$|\.\.|_/);
  expect(host.name).toBe(urlHost.replace(/^\[|\]$/g, ''));
  expect(isIP(host.name)).toBe({ ipv4: 4, ipv6: 6, local: 0, domain: 0, loopback: isIP(host.name) }[host.kind]);
  for (const text of [url, urlHost, hostPort, host.name]) expectQuotable(text);
  expect(parseYaml(`a: ${url}\n`)).toEqual({ a: url });
}

// Inside '…' of Python, "…" of YAML, and unquoted in a Compose .env file.
function expectQuotable(text: string): void {
  expect(text).not.toMatch(/[\s$#"'`\\%]|[^\x21-\x7e]/);
  expect(parseYaml(`a: "${text}"\n`)).toEqual({ a: text });
}

const PARSERS = { parseAddress, parseHost, parseOrigin, parseNetwork, parseBind };

describe('addresses', () => {
  it('makes whatever is accepted safe to write', () => {
    fc.assert(
      fc.property(ANYTHING, (input) => {
        const address = accepted(() => parseAddress(input));
        if (address) expectSafe(address);
      }),
      RUNS,
    );
  });

  it('reads its own URL back as the same address', () => {
    fc.assert(
      fc.property(fc.oneof(PLAUSIBLE, MUTATED), fc.constantFrom('http', 'https'), (input, assume) => {
        const address = accepted(() => parseAddress(input, assume));
        if (address) expect(parseAddress(address.url, assume)).toEqual(address);
      }),
      RUNS,
    );
  });

  it.each(Object.entries(PARSERS))(
    '%s throws nothing but a UsageError, without the input as it came',
    (_name, parse) => {
      fc.assert(
        fc.property(ANYTHING, (input) => {
          accepted<unknown>(() => parse(input));
        }),
        RUNS,
      );
    },
  );

  it('accepts every plain domain and every plain URL of one', () => {
    const plain = fc.domain().filter((domain) => !/xn--/.test(domain));
    fc.assert(
      fc.property(plain, fc.integer({ min: 1, max: 65_535 }), (domain, port) => {
        expect(parseAddress(domain.toUpperCase()).host.name).toBe(domain.toLowerCase());
        expect(parseAddress(`https://${domain}:${port}/`).port).toBe(port);
      }),
      RUNS,
    );
  });

  it('agrees with Node.js on what an IP address is', () => {
    const almost = fc.oneof(fc.ipV4Extended(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{2,20}$/));
    fc.assert(
      fc.property(almost, (input) => {
        const bound = accepted(() => parseBind(input));
        const mapped = /^(?:0+:|:)+0*:?ffff:/.test(input);
        if (!mapped) expect(bound !== undefined).toBe(isIP(input) > 0);
        if (bound) expect(parseBind(bound)).toBe(bound);
      }),
      RUNS,
    );
  });

  it('accepts a network or names the one to write', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(32), (ip, prefix) => {
        const network = networkOrHint(`${ip}/${prefix}`);
        expect(parseNetwork(network)).toBe(network);
      }),
      RUNS,
    );
  });
});

function networkOrHint(input: string): string {
  try {
    return parseNetwork(input);
  } catch (error) {
    return /^Write (\S+) (?:for the network|instead)/.exec((error as UsageError).hint)?.[1] ?? 'no hint';
  }
}
