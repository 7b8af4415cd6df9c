import { domainToASCII, domainToUnicode } from 'node:url';
import { type Ip, isInNetwork, readIp, refuseMapped } from './ip.ts';
import { type Mistake, readTyped, refuse, refuseMistakes, type Typed } from './typed-text.ts';

/**
 * `loopback`: this machine only. `local`: a name that no public certificate authority certifies. `domain`: any other
 * name, public as far as one can see.
 */
type HostKind = 'loopback' | 'ipv4' | 'ipv6' | 'local' | 'domain';

/** A host; `name` is lower-case ASCII, an IPv6 address is without brackets and as in RFC 5952. */
export interface Host {
  readonly name: string;
  readonly kind: HostKind;
}

const EXAMPLE = 'Write it like maps.example.org, or an address such as 192.0.2.4.';
const FOUR_NUMBERS = 'Write an IPv4 address as four decimal numbers from 0 to 255, such as 192.0.2.4.';

// Rows are tried before and after the conversion of international names: it lets most of these through, and turns
// numbers of every notation into IPv4 addresses that nobody typed.
const NAME_MISTAKES: readonly Mistake[] = [
  { pattern: /^.{254}/s, problem: 'is longer than 253 characters', hint: EXAMPLE },
  { pattern: /%/, problem: 'has a percent sign', hint: `Write the characters themselves. ${EXAMPLE}` },
  { pattern: /\*/, problem: 'has a wildcard', hint: 'Name each host in full, such as maps.example.org.' },
  {
    pattern: /_/,
    problem: 'has an underscore',
    hint: 'Host names take letters, digits and hyphens: my-maps.example.org.',
  },
  {
    pattern: /[[\]]/,
    problem: 'has a bracket out of place',
    hint: 'Brackets enclose an IPv6 address only: [2001:db8::1]:8080.',
  },
  { pattern: /(?=[\x20-\x7e])[^a-z0-9.-]/i, problem: 'has a character that no host name can hold', hint: EXAMPLE },
  { pattern: /^$|^\.|\.\.|\.$/, problem: 'has an empty part between its dots', hint: EXAMPLE },
  { pattern: /(?:^|\.)-|-(?:\.|$)/, problem: 'has a part that starts or ends with a hyphen', hint: EXAMPLE },
  { pattern: /[^.]{64}/, problem: 'has a part longer than 63 characters', hint: EXAMPLE },
  {
    pattern: /^(?=.*0x)(?:(?:0x[0-9a-f]*|\d+)(?:\.|$))+$/i,
    problem: 'is hexadecimal, which browsers read as an IPv4 address',
    hint: FOUR_NUMBERS,
  },
  {
    pattern: /^(?=.*(?:^|\.)0\d)[\d.]+$/,
    problem: 'has a leading zero, which browsers read as an octal number',
    hint: FOUR_NUMBERS,
  },
  {
    pattern: /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i,
    problem: 'ends in a number without being an IPv4 address',
    hint: FOUR_NUMBERS,
  },
];

interface RefusedNetwork {
  readonly network: string;
  readonly problem: string;
}

const REFUSED: Readonly<Record<Ip['version'], readonly RefusedNetwork[]>> = {
  4: [
    { network: '0.0.0.0/8', problem: 'is no address that a browser can open' },
    { network: '224.0.0.0/4', problem: 'is a multicast address' },
    { network: '255.255.255.255/32', problem: 'is the broadcast address' },
  ],
  6: [
    { network: '::/128', problem: 'is no address that a browser can open' },
    // Also catches ::1:8080, meant as [::1]:8080.
    { network: '::/96', problem: 'is an IPv4-compatible IPv6 address, which no machine has' },
    { network: 'fe80::/10', problem: 'is a link-local address, which needs a zone that URLs cannot carry' },
    { network: 'ff00::/8', problem: 'is a multicast address' },
  ],
};
const REAL_ADDRESS =
  'Write an address or name under which this machine is reached: 192.0.2.4, [2001:db8::1]:8080, maps.example.org.';

const LOOPBACK: Readonly<Record<Ip['version'], string>> = { 4: '127.0.0.0/8', 6: '::1/128' };

// Reserved by RFC 2606/6761/6762/7686/8375/9476 or by ICANN (internal), or in common private use and never delegated
// (RFC 6762 appendix G). example.org, .com and .net exist, so they count as domains.
const LOCAL_SUFFIX =
  /(?:^|\.)(?:example|invalid|test|local|onion|home\.arpa|alt|internal|intranet|private|corp|home|lan|localdomain)$/;

/**
 * A further host name or address, without scheme and port.
 * @throws UsageError saying what is wrong
 */
export function parseHost(input: string): Host {
  const { raw, text } = readTyped(input);
  if (/:\/\//.test(text)) refuse(raw, 'has a scheme', `Only the host is wanted. ${EXAMPLE}`);
  if (/[/?#]/.test(text)) refuse(raw, 'has a slash, a query or a fragment', `Only the host is wanted. ${EXAMPLE}`);
  if (/^[^:]*:[^:]*$|\]:/.test(text))
    refuse(raw, 'has a port', `Only the host is wanted; it takes the port of the URL. ${EXAMPLE}`);
  return readHost({ raw, text });
}

/** The host that stands in `text`, IPv6 with or without brackets. @throws UsageError saying what is wrong */
export function readHost({ raw, text }: Typed): Host {
  return text.includes(':') ? ipv6Host(raw, text.replace(/^\[(.*)\]$/, '$1')) : namedHost(raw, text.replace(/\.$/, ''));
}

/** The host as it stands in URLs and in nginx's server_name: IPv6 in brackets. */
export function urlHost({ name }: Host): string {
  return name.includes(':') ? `[${name}]` : name;
}

function ipv6Host(raw: string, text: string): Host {
  if (text.includes('%')) refuse(raw, 'has a zone id, which means something on one machine only', REAL_ADDRESS);
  const ip = readIp(text);
  return ip ? ipHost(raw, ip) : refuse(raw, 'is neither an IPv6 address nor one host and one port', REAL_ADDRESS);
}

function namedHost(raw: string, text: string): Host {
  const ip = readIp(text);
  if (ip) return ipHost(raw, ip);
  refuseMistakes(NAME_MISTAKES, text, raw);
  const name = domainToASCII(text);
  if (name === '') refuse(raw, 'is not a valid international name', EXAMPLE);
  refuseMistakes(NAME_MISTAKES, name, raw);
  if (!name.split('.').every(isPlainOrPunycode)) refuse(raw, 'has a part in invalid punycode (xn--)', EXAMPLE);
  return { name, kind: nameKind(name) };
}

function ipHost(raw: string, ip: Ip): Host {
  if (isInNetwork(ip, LOOPBACK[ip.version])) return { name: ip.text, kind: 'loopback' };
  refuseMapped(ip, raw);
  const refused = REFUSED[ip.version].find(({ network }) => isInNetwork(ip, network));
  if (refused) refuse(raw, refused.problem, REAL_ADDRESS);
  return { name: ip.text, kind: `ipv${ip.version}` };
}

// From Node.js 24 on domainToASCII passes any xn-- label of an otherwise plain name; one that cannot be decoded stays
// as it is in domainToUnicode.
function isPlainOrPunycode(label: string): boolean {
  return !label.startsWith('xn--') || domainToUnicode(label) !== label;
}

function nameKind(name: string): HostKind {
  if (/(?:^|\.)localhost$/.test(name)) return 'loopback';
  return !name.includes('.') || LOCAL_SUFFIX.test(name) ? 'local' : 'domain';
}
