import { parseAddress } from '../../answers/address.ts';
import type { HttpsMode } from '../../answers/choices.ts';
import { parseHost } from '../../answers/host.ts';
import { usesAcme } from '../../answers/rows/row.ts';
import type { Known } from '../../answers/types.ts';

/** What a check of files and names has to know of a site; none of it is secret. */
export interface Site {
  /** Names that a certificate authority has to reach; none where it is not asked. */
  readonly hosts: readonly string[];
  /** Paths of the certificate and its key; none where nginx needs no files. */
  readonly certificates: readonly string[];
}

/** The site as `.env` has it, which is what runs; where it says nothing, as the project was generated. */
export function siteOf(env: Readonly<Record<string, string>>, answers: Known): Site {
  const https = env.HTTPS_MODE || answers.https;
  const { certificate, certificateKey } = answers;
  const files = [env.CERTIFICATE_FILE || certificate, env.CERTIFICATE_KEY_FILE || certificateKey];
  return {
    hosts: usesAcme(https as HttpsMode | undefined) ? hostsOf(env, answers) : [],
    certificates: https === 'certificate' ? files.filter((file) => file !== undefined) : [],
  };
}

function hostsOf(env: Readonly<Record<string, string>>, answers: Known): readonly string[] {
  const url = env.NGINX_BASE_URL || answers.url || '';
  const aliases = env.SITE_ALIASES === undefined ? (answers.aliases ?? []) : env.SITE_ALIASES.split(/\s+/);
  const hosts = [readable(() => parseAddress(url).host), ...aliases.map((alias) => readable(() => parseHost(alias)))];
  return [...new Set(hosts.flatMap((host) => (host?.kind === 'domain' ? [host.name] : [])))];
}

// Somebody may have typed anything into .env: nginx complains about it, and this is not the place.
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
