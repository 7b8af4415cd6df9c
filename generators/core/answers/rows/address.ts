import { parseAddress } from '../address.ts';
import { HTTPS_MODES } from '../choices.ts';
import { parseHost } from '../host.ts';
import { parseBind, parseNetwork } from '../network.ts';
import type { Answers, Known } from '../types.ts';
import { choice, integer, list } from '../values.ts';
import { REVIEWED, row } from './row.ts';

/** One URL goes in; everything that depends on it is derived from here. */
export const URL_ROWS = [
  row<'url'>({
    ...REVIEWED,
    key: 'url',
    flag: '--url',
    type: 'text',
    placeholder: 'URL',
    group: 'Address',
    about: 'public address, as people type it: host, IP, host:port or URL',
    defaultText: 'http://localhost',
    question: 'Public address of the site',
    step: 'ask',
    parse: (input, { scheme }) => parseAddress(String(input), scheme).url,
    fallback: () => 'http://localhost',
  }),
  row<'aliases'>({
    ...REVIEWED,
    key: 'aliases',
    flag: '--alias',
    type: 'list',
    placeholder: 'HOST',
    group: 'Address',
    about: 'further host name or address; it redirects to the URL, in development it is served (repeatable)',
    defaultText: 'none; localhost in development',
    question: 'Further host names or addresses',
    step: 'ask',
    parse: (input) => list(input, (one) => parseHost(one).name),
    fallback: () => [],
  }),
  row<'https'>({
    ...REVIEWED,
    key: 'https',
    flag: '--https',
    type: 'choice',
    placeholder: 'MODE',
    group: 'Address',
    about: 'who ends TLS and where the certificate comes from',
    choices: HTTPS_MODES,
    defaultText:
      'off for http; letsencrypt for an https domain; local-ca for any other https host; certificate when one is given',
    question: 'HTTPS',
    step: 'ask',
    parse: (input) => choice(input, HTTPS_MODES),
    fallback: defaultMode,
  }),
];

/** Where nginx listens on the host. */
export const LISTEN_ROWS = [
  row<'httpPort'>({
    ...REVIEWED,
    key: 'httpPort',
    flag: '--http-port',
    type: 'number',
    placeholder: 'PORT',
    group: 'Address',
    about: 'host port on which nginx listens for http',
    defaultText: "the http URL's port, else 80; behind a proxy 8080, or 8081 when the proxy has that",
    question: 'Host port for http',
    parse: (input) => integer(input, 1, 65535),
    fallback: defaultHttpPort,
  }),
  row<'bind'>({
    ...REVIEWED,
    key: 'bind',
    flag: '--bind',
    type: 'text',
    placeholder: 'ADDRESS',
    group: 'Address',
    about: 'host address on which nginx listens, or all',
    defaultText: 'loopback when every host is loopback or behind a proxy, else all',
    question: 'Host address to listen on',
    parse: (input) => parseBind(String(input)),
    fallback: (known) =>
      known.https === 'proxy' || hostKinds(known).every((kind) => kind === 'loopback') ? '127.0.0.1' : 'all',
  }),
  row<'trustedProxies'>({
    ...REVIEWED,
    key: 'trustedProxies',
    flag: '--trusted-proxy',
    type: 'list',
    placeholder: 'CIDR',
    group: 'Address',
    about: 'address or network of the proxy whose forwarding headers are believed (repeatable)',
    defaultText: 'in proxy mode loopback, and the Docker gateway when --bind is loopback',
    question: 'Trusted proxies',
    parse: (input) => list(input, parseNetwork),
    fallback: () => [],
  }),
];

function defaultMode({ url, certificate }: Known): Answers['https'] | undefined {
  if (url === undefined) return undefined;
  if (certificate !== undefined) return 'certificate';
  const { scheme, host } = parseAddress(url);
  if (scheme === 'http') return 'off';
  return host.kind === 'domain' ? 'letsencrypt' : 'local-ca';
}

function defaultHttpPort({ url, https }: Known): number | undefined {
  if (url === undefined) return undefined;
  const { scheme, port } = parseAddress(url);
  // The proxy in front is usually on the same machine.
  if (https === 'proxy') return port === 8080 ? 8081 : 8080;
  return scheme === 'http' ? port : 80;
}

function hostKinds({ url, aliases = [] }: Known): readonly string[] {
  const hosts = url === undefined ? [] : [parseAddress(url).host];
  return [...hosts, ...aliases.map(parseHost)].map((host) => host.kind);
}
