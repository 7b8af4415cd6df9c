import { type Host, readHost, urlHost } from './host.ts';
import { type Mistake, readTyped, refuse, refuseMistakes, type Typed } from './typed-text.ts';

/** The schemes that a site can have. */
type Scheme = 'http' | 'https';

/** Where a site is reached, in every form that the generated files need. */
export interface Address {
  readonly scheme: Scheme;
  readonly host: Host;
  /** Always set: 80 or 443 when none was typed. */
  readonly port: number;
  /** Canonical, without trailing slash and default port: `https://maps.example.org:8443`. */
  readonly url: string;
  /** As in the Host header: without default port, IPv6 in brackets. */
  readonly hostPort: string;
  /** The host as it stands in URLs and in nginx's server_name: IPv6 in brackets. */
  readonly urlHost: string;
}

const DEFAULT_PORT: Readonly<Record<Scheme, number>> = { http: 80, https: 443 };

const EXAMPLE = 'Write it like maps.example.org or https://maps.example.org:8443.';
const TWO_SLASHES = 'Write http:// or https:// and then the host: https://maps.example.org.';
const ROOT = 'The site answers at the root of its host: https://maps.example.org.';
const PORT = 'Write a port from 1 to 65535 after the colon, such as maps.example.org:8080.';

// The first row that fits gives the message, so typos stand before what they look like otherwise.
const SCHEME_MISTAKES: readonly Mistake[] = [
  { pattern: /^:?\/\//, problem: 'has no scheme before its slashes', hint: TWO_SLASHES },
  { pattern: /^https?$/i, problem: 'is a scheme without a host', hint: TWO_SLASHES },
  { pattern: /^https?(?:[;.]?\/|:\/?(?!\/))/i, problem: 'has a mistyped http://', hint: TWO_SLASHES },
  { pattern: /^(?!https?:)(?=[hps]*t)[hts]*p[htps]*:\/\//i, problem: 'has a mistyped http://', hint: TWO_SLASHES },
  { pattern: /^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i, problem: 'has a scheme other than http(s)', hint: TWO_SLASHES },
  { pattern: /^https?:\/\/(?:[a-z]+:|https?)\/\//i, problem: 'has two schemes', hint: TWO_SLASHES },
];

// What follows the scheme.
const REST_MISTAKES: readonly Mistake[] = [
  { pattern: /^(?:$|[/?#]|:(?!:))/, problem: 'has no host', hint: EXAMPLE },
  { pattern: /^[^/?#]*\/[^?#]/, problem: 'has a path', hint: ROOT },
  { pattern: /^[^#]*\?/, problem: 'has a query', hint: ROOT },
  { pattern: /#/, problem: 'has a fragment', hint: ROOT },
];

const PORT_MISTAKES: readonly Mistake[] = [
  { pattern: /^$/, problem: 'has a colon without a port', hint: PORT },
  { pattern: /\D/, problem: 'has a port that is not a number', hint: PORT },
  { pattern: /^0+$/, problem: 'has port 0, on which nothing can be reached', hint: PORT },
  { pattern: /^0/, problem: 'has a port with leading zeros', hint: PORT },
];

// Two colons and more without brackets are an IPv6 address without port.
const AUTHORITIES: readonly RegExp[] = [
  /^(?<host>\[[^\][]*\])(?::(?<port>.*))?$/,
  /^(?<host>[^:]*)(?::(?<port>[^:]*))?$/,
  /^(?<host>.*)$/,
];

/**
 * The address that somebody typed: host, IP address, host:port or URL in any case, also international names and IPv6
 * with or without brackets. `assume` is the scheme when none was typed, except that port 443 means https.
 * @throws UsageError saying what is wrong
 */
export function parseAddress(input: string, assume: Scheme = 'http'): Address {
  const { raw, text } = readTyped(input);
  refuseMistakes(SCHEME_MISTAKES, text, raw);
  const [, typedScheme, rest = ''] = /^(?:(https?):\/\/)?(.*)$/i.exec(text) ?? [];
  refuseMistakes(REST_MISTAKES, rest, raw);
  const { host, port } = splitAuthority({ raw, text: rest.replace(/\/$/, '') });
  const scheme = (typedScheme?.toLowerCase() as Scheme | undefined) ?? (port === 443 ? 'https' : assume);
  return toAddress(scheme, host, port ?? DEFAULT_PORT[scheme]);
}

/** Whether a scheme was typed, of whatever kind. */
export function hasScheme(input: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(input.normalize('NFKC').trim());
}

/**
 * An origin that may read the APIs, in the text that browsers send: scheme, host and a port other than the default.
 * @throws UsageError saying what is wrong
 */
export function parseOrigin(input: string): string {
  const { url } = parseAddress(input);
  if (!hasScheme(input)) refuse(input, 'has no scheme', 'Write the origin with its scheme: https://app.example.org.');
  return url;
}

function splitAuthority({ raw, text }: Typed): { host: Host; port: number | undefined } {
  const { host = '', port } = AUTHORITIES.map((form) => form.exec(text)).find((match) => match)?.groups ?? {};
  const found = readHost({ raw, text: host });
  return { host: found, port: port === undefined ? undefined : readPort({ raw, text: port }) };
}

function readPort({ raw, text }: Typed): number {
  refuseMistakes(PORT_MISTAKES, text, raw);
  const port = Number(text);
  return port > 65_535 ? refuse(raw, 'has a port above 65535', PORT) : port;
}

function toAddress(scheme: Scheme, host: Host, port: number): Address {
  const bracketed = urlHost(host);
  const hostPort = port === DEFAULT_PORT[scheme] ? bracketed : `${bracketed}:${port}`;
  return { scheme, host, port, url: `${scheme}://${hostPort}`, hostPort, urlHost: bracketed };
}
