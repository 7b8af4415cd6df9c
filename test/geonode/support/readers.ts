import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Site } from '../../e2e/support/site.ts';

interface Services {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, unknown>> }>>;
}

/** Names that neither our files nor GeoNode mention, and who reads them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  DJANGO_SETTINGS_MODULE: 'Django',
  COMPOSE_PROFILES: 'Docker Compose',
};
/** Whose files read what docker-compose.yml hands to a service; the other services' images are not ours. */
const FOLDERS: Readonly<Record<string, string>> = {
  db: 'docker/postgresql',
  'data-dir-conf': 'docker/geoserver_data',
  geonode: 'docker/nginx',
  letsencrypt: 'docker/letsencrypt',
};

/** The keys of `.env`, those in comments too. */
function keysOf(env: string): readonly string[] {
  return [...env.matchAll(/^#?([A-Z][A-Za-z_0-9]*)=/gm)].map(([, key = '']) => key);
}

function textOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

const mentions = (text: string, name: string) => new RegExp(`\\b${name}\\b`).test(text);

/** The keys of a site's `.env` that nobody reads; `geonode`: the names that GeoNode's packages read. */
export function unread(site: Site, geonode: readonly string[]): readonly string[] {
  const ours = textOf(join(site.folder, 'src'));
  const compose = site.read('docker-compose.yml');
  return keysOf(site.read('.env')).filter(
    (key) => !(key in ELSEWHERE || geonode.includes(key) || mentions(ours, key) || compose.includes(`\${${key}`)),
  );
}

/** What docker-compose.yml hands to a service of ours and the service's files do not mention, as `service NAME`. */
export function unusedEnvironment(site: Site): readonly string[] {
  const { services } = parse(site.read('docker-compose.yml'), { merge: true }) as Services;
  return Object.entries(FOLDERS).flatMap(([service, folder]) => {
    const text = textOf(join(site.folder, folder));
    return Object.keys(services[service]?.environment ?? {})
      .filter((name) => !mentions(text, name) && !name.startsWith('POSTGRES_'))
      .map((name) => `${service} ${name}`);
  });
}
