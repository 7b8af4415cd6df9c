import { BITS, type Ip, networkOf, readIp, refuseMapped } from './ip.ts';
import { type Mistake, readTyped, refuse, refuseMistakes } from './typed-text.ts';

const NETWORK = 'Write an address or a network, such as 192.0.2.4, 10.0.0.0/8 or fd00::/8.';
const BIND = 'Write all, or an address of this machine, such as 127.0.0.1 or ::1.';

const NETWORK_MISTAKES: readonly Mistake[] = [
  { pattern: /:\/\//, problem: 'has a scheme', hint: NETWORK },
  { pattern: /%/, problem: 'has a zone id or a percent sign', hint: NETWORK },
  { pattern: /[[\]]/, problem: 'has brackets', hint: NETWORK },
  { pattern: /^(?:0\.0\.0\.0|::)$/, problem: 'is no address that a proxy can have', hint: NETWORK },
  { pattern: /^[^/]*\/$/, problem: 'has a slash without a prefix length', hint: NETWORK },
  {
    pattern: /\/\d+\.\d/,
    problem: 'has a netmask',
    hint: 'Write the prefix length instead: 10.0.0.0/8 for 255.0.0.0.',
  },
  { pattern: /\/(?!\d+$)/, problem: 'has a prefix length that is not a number', hint: NETWORK },
  { pattern: /\/0\d/, problem: 'has a prefix length with leading zeros', hint: NETWORK },
];

const BIND_MISTAKES: readonly Mistake[] = [
  { pattern: /:\/\//, problem: 'has a scheme', hint: BIND },
  { pattern: /%/, problem: 'has a zone id or a percent sign', hint: BIND },
  { pattern: /\//, problem: 'is a network, not one address', hint: BIND },
  { pattern: /^[^:]+:[^:]*$|\]:/, problem: 'has a port', hint: `The port is an answer of its own. ${BIND}` },
];

const BIND_WORDS: ReadonlyMap<string, string> = new Map([
  ['all', 'all'],
  ['*', 'all'],
  ['localhost', '127.0.0.1'],
]);

/**
 * An address or a network in CIDR notation as canonical text; a network of one address loses its prefix length.
 * @throws UsageError saying what is wrong; for an address inside a network the hint names the network
 */
export function parseNetwork(input: string): string {
  const { raw, text } = readTyped(input);
  refuseMistakes(NETWORK_MISTAKES, text, raw);
  const [address = '', prefix] = text.split('/');
  const ip = readIp(address) ?? refuse(raw, 'is neither an IP address nor a network', NETWORK);
  refuseMapped(ip, raw);
  return prefix === undefined ? ip.text : canonicalNetwork(raw, ip, Number(prefix));
}

function canonicalNetwork(raw: string, ip: Ip, prefix: number): string {
  const bits = BITS[ip.version];
  if (prefix > bits) refuse(raw, `has a prefix length above ${bits}`, NETWORK);
  const network = `${networkOf(ip, prefix).text}/${prefix}`;
  if (network !== `${ip.text}/${prefix}`) {
    refuse(
      raw,
      'has bits set outside its network',
      `Write ${network} for the network or ${ip.text} for the one address.`,
    );
  }
  return prefix === bits ? ip.text : network;
}

/**
 * Where nginx listens: `all` or one address as canonical text, IPv6 without brackets.
 * @throws UsageError saying what is wrong
 */
export function parseBind(input: string): string {
  const { raw, text } = readTyped(input);
  const word = BIND_WORDS.get(text.toLowerCase());
  if (word !== undefined) return word;
  refuseMistakes(BIND_MISTAKES, text, raw);
  const ip = readIp(text.replace(/^\[(.*:.*)\]$/, '$1'));
  if (ip) refuseMapped(ip, raw);
  return ip?.text ?? refuse(raw, 'is neither "all" nor an IP address', BIND);
}
