import { refuse } from './typed-text.ts';

/** An IP address or the first address of a network. `text` is canonical; IPv6 as in RFC 5952, without brackets. */
export interface Ip {
  readonly version: 4 | 6;
  readonly text: string;
  readonly value: bigint;
}

/** How many bits an address has. */
export const BITS = { 4: 32, 6: 128 } as const;

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const IPV6 = /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*$/i;

/** Reads a literal address; undefined when it is none. Zone ids, brackets and octal or short IPv4 are not read. */
export function readIp(text: string): Ip | undefined {
  if (IPV4.test(text)) return ipFrom(4, ipv4Value(text));
  const canonical = IPV6.test(text) ? canonicalIpv6(text) : undefined;
  return canonical === undefined ? undefined : ipFrom(6, ipv6Value(canonical));
}

/** The network that an address lies in, as its first address. */
export function networkOf({ version, value }: Ip, prefix: number): Ip {
  const hostBits = BigInt(BITS[version] - prefix);
  return ipFrom(version, (value >> hostBits) << hostBits);
}

/** Whether an address lies in a network of the same IP version, given as "address/prefix". */
export function isInNetwork(ip: Ip, cidr: string): boolean {
  const [first = '', prefix] = cidr.split('/');
  return networkOf(ip, Number(prefix)).text === first;
}

/** Refuses `::ffff:192.0.2.4` and its like: nginx, Docker and browsers each write them in another way. */
export function refuseMapped(ip: Ip, raw: string): void {
  if (ip.version === 4 || !isInNetwork(ip, '::ffff:0:0/96')) return;
  const plain = ipFrom(4, ip.value & 0xffff_ffffn).text;
  refuse(raw, 'is an IPv4 address written as IPv6', `Write ${plain} instead.`);
}

function ipFrom(version: 4 | 6, value: bigint): Ip {
  return { version, value, text: version === 4 ? ipv4Text(value) : ipv6Text(value) };
}

function ipv4Value(text: string): bigint {
  return text.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

// `canonical` has at most one `::` and no dots.
function ipv6Value(canonical: string): bigint {
  const [head = [], tail = []] = canonical.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return BigInt(`0x${[...head, ...zeros, ...tail].map((group) => group.padStart(4, '0')).join('')}`);
}

function ipv6Text(value: bigint): string {
  const groups = value.toString(16).padStart(32, '0').match(/.{4}/g) ?? [];
  return canonicalIpv6(groups.join(':')) ?? '';
}

// The URL parser writes IPv6 as RFC 5952 asks for, and throws at anything else.
function canonicalIpv6(text: string): string | undefined {
  const url = `http://[${text}]`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined;
}
