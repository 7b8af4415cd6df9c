// The parameters of one challenge: name=value or name="value", where a quoted value may hold commas and escapes.
const PARAMETER = /\s*,?\s*([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;

/**
 * Where the token for reading a repository is to be had, from the header WWW-Authenticate; undefined where the registry
 * wants something else, such as a name and a password.
 */
export function tokenAddress(header: string | null, path: string): string | undefined {
  const { realm, service, scope } = bearerParameters(header ?? '');
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  const address = new URL(realm);
  if (service !== undefined) address.searchParams.set('service', service);
  address.searchParams.set('scope', scope ?? `repository:${path}:pull`);
  return address.href;
}

function bearerParameters(header: string): Readonly<Record<string, string>> {
  const start = /(?:^|,)\s*Bearer\s/i.exec(header);
  if (start === null) return {};
  const found: Record<string, string> = {};
  PARAMETER.lastIndex = start.index + start[0].length;
  for (let match = PARAMETER.exec(header); match !== null; match = PARAMETER.exec(header)) {
    found[(match[1] ?? '').toLowerCase()] = match[2]?.replaceAll(/\\(.)/g, '$1') ?? match[3] ?? '';
  }
  return found;
}
