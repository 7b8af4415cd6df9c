/** An image reference, taken apart as Docker does it. */
export interface Reference {
  /** Where the image is, with its port; undefined for Docker's default registry. */
  readonly host: string | undefined;
  readonly path: string;
  /** The tag, or the digest where the reference has one. */
  readonly tag: string;
}

/** What stands before the first slash is a host if it could not be a folder; a name without any folder is an official image. */
export function parseReference(name: string): Reference {
  const [, before = '', digest] = /^([^@]+)(?:@(.+))?$/.exec(name) ?? [];
  const [, repository = '', tag = 'latest'] = /^(.+?)(?::([^/:]+))?$/.exec(before) ?? [];
  if (repository === '') throw new Error(`${JSON.stringify(name)} is no image reference.`);
  const first = repository.split('/')[0] ?? '';
  const host = first !== repository && /[.:]|^localhost$/.test(first) ? first : undefined;
  const rest = host === undefined ? repository : repository.slice(host.length + 1);
  const path = host === undefined && !rest.includes('/') ? `library/${rest}` : rest;
  return { host, path, tag: digest ?? tag };
}

/** Base addresses to ask for an image, best first. Docker speaks plain HTTP to this machine only. */
export function basesFor({ host }: Reference, defaults: readonly string[]): readonly string[] {
  if (host === undefined) return defaults;
  const loopback = /^(localhost|127\.[\d.]+)(:\d+)?$/.test(host);
  return [`${loopback ? 'http' : 'https'}://${host}`];
}

/**
 * The registries of images without a host, from what `docker info --format '{{json .}}'` prints: first the mirrors that
 * this engine is set up with, then Docker's own. Its address is the engine's business, so none stands in this file.
 */
export function defaultRegistries(info: string): readonly string[] {
  const { RegistryConfig, IndexServerAddress } = JSON.parse(info) as {
    RegistryConfig?: { Mirrors?: readonly string[] | null } | null;
    IndexServerAddress?: string;
  };
  const addresses = [...(RegistryConfig?.Mirrors ?? []), IndexServerAddress ?? ''];
  return addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address).origin);
}
