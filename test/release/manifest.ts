/** What a registry keeps under a tag: a list of images, one for each platform, or one image. */
type Manifest =
  | { readonly kind: 'list'; readonly platforms: readonly string[] }
  /** Its platform stands in the blob of that digest. */
  | { readonly kind: 'single'; readonly config: string };

/** The kinds of manifest that are asked for. Without this header a registry converts to a form of 2014. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

interface Platform {
  readonly os?: unknown;
  readonly architecture?: unknown;
  readonly variant?: unknown;
}

/** A manifest from its text; undefined if it is something else, such as a page that asks for a login. */
export function parseManifest(text: string): Manifest | undefined {
  const { manifests, config } = objectIn(text) as {
    manifests?: readonly { platform?: Platform }[];
    config?: { digest?: unknown };
  };
  if (Array.isArray(manifests)) return { kind: 'list', platforms: platformsOf(manifests) };
  return typeof config?.digest === 'string' ? { kind: 'single', config: config.digest } : undefined;
}

/** `linux/arm64/v8` from the parts, as a list has them and the configuration of an image; undefined if there are none. */
export function platformIn({ os, architecture, variant }: Platform): string | undefined {
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return [os, architecture, ...(typeof variant === 'string' && variant !== '' ? [variant] : [])].join('/');
}

/** The JSON object in a text; an empty one if there is none. */
export function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not JSON is an answer too: it is no manifest.
    return {};
  }
}

// Build attestations stand in the list as images for the platform unknown/unknown.
function platformsOf(manifests: readonly { platform?: Platform }[]): readonly string[] {
  const names = manifests.flatMap(({ platform }) => platformIn(platform ?? {}) ?? []);
  return [...new Set(names)].filter((name) => !name.startsWith('unknown/'));
}

/** Whether a row's `platform` is true: the only one that there is, or absent where there are several. */
export function claimHolds(claim: string | undefined, platforms: readonly string[]): boolean {
  return claim === undefined ? platforms.length > 1 : platforms.length === 1 && platforms[0] === claim;
}
