import { inShell } from './container-command.ts';

/** The addresses that GeoNode's database holds. */
export interface HeldAddresses {
  /** Host and port of the sites record; undefined where it could not be read. */
  readonly domain: string | undefined;
  /** Origins of which GeoServer's login still takes visitors back, without a slash. */
  readonly origins: readonly string[];
}

const SQL = [
  "SELECT 'site ' || domain FROM django_site WHERE id = 1",
  "SELECT redirect_uris FROM oauth2_provider_application WHERE name = 'GeoServer'",
];

/** Asks the database, which is faster than to start Django for it. */
export const askAddresses = inShell(
  'db',
  `psql -X -U "$POSTGRES_USER" -d "$GEONODE_DATABASE" ${SQL.map((sql) => `-Atqc "${sql}"`).join(' ')}`,
);

/** Reads the answer. bootstrap.py adds an address there at each start, and migrate_baseurl takes the old one away at its end. */
export function parseAddresses(text: string): HeldAddresses {
  const [, domain] = /^site (\S+)$/m.exec(text) ?? [];
  const found = [...text.matchAll(/(?:^|\s)(https?:\/\/[A-Za-z0-9.:[\]-]+)\/geoserver\/index\.html(?=\s|$)/g)];
  return { domain, origins: [...new Set(found.map(([, origin = '']) => origin))] };
}
