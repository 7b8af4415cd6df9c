import type { Model } from './evidence.ts';

const HTTPS = 443;
const LOOPBACK: Readonly<Record<string, string>> = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where this machine reaches the site's nginx: its https port if it publishes one, else its http port; undefined if none. */
export function entranceOf({ services }: Model): { address: string; port: number; tls: boolean } | undefined {
  const ports = services.find(({ name }) => name === 'geonode')?.ports ?? [];
  const port = ports.find(({ target }) => target === HTTPS) ?? ports[0];
  if (port === undefined) return undefined;
  const { address, published, target } = port;
  return { address: LOOPBACK[address] ?? address, port: published, tls: target === HTTPS };
}
