import type { Pair } from './authority.ts';
import type { Site } from './site.ts';

const server = (service: string, name: string, { certificate, key }: Pair): string => `  ${service}:
    image: standin/acme:pebble
    environment:
      ACME_FRONT_NAMES: ${name}
    volumes:
      - ${certificate}:/acme/cert.pem:ro
      - ${key}:/acme/key.pem:ro
    networks:
      front: { aliases: [${name}] }
    healthcheck:
      test: ["CMD", "curl", "-skf", "-o", "/dev/null", "https://localhost:15000/roots/0"]
      start_period: 1m
      start_interval: 1s
`;

/**
 * An override with ACME servers on nginx's network, each a service with a name that it answers for, and host names that lead
 * to nginx. `pair` is the certificate of their API.
 */
export const acmeServices = (hosts: readonly string[], pair: Pair, servers: Readonly<Record<string, string>>): string =>
  `services:
  geonode:
    networks:
      front: { aliases: [${['nginx', ...hosts].join(', ')}] }
${Object.entries(servers)
  .map(([service, name]) => server(service, name, pair))
  .join('')}`;

/** The root that an ACME server's certificates go back to; a new one at each of its starts. */
export const acmeRoot = (site: Site, service: string): Promise<string> =>
  site.exec(service, 'curl', '-skf', 'https://localhost:15000/roots/0');
