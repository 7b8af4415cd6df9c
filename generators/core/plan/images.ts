/** A base image, pinned to the most specific tag that is known to exist. */
interface Image {
  readonly name: string;
  /** Where the tag was seen, and when. */
  readonly evidence: string;
  /** The only platform that the tag is published for; absent where the registry has several. */
  readonly platform?: 'linux/amd64';
}

/** What an image is needed for. */
type ImageRole =
  | 'geonodeBase'
  | 'nginx'
  | 'letsencrypt'
  | 'geoserver'
  | 'geoserverData'
  | 'postgis'
  | 'redis'
  | 'rabbitmq'
  | 'memcached';

/** The base image of every role. */
export type Images = Readonly<Record<ImageRole, Image>>;

/** The tags that upstream's own projects of a line name: GeoNode's images under the prefix `geonode/`. */
export function upstreamImages(
  evidence: string,
  tags: Readonly<Record<Exclude<ImageRole, keyof typeof OFFICIAL>, string>>,
): Images {
  const upstream = (name: string): Image => ({ name: `geonode/${name}`, evidence, platform: 'linux/amd64' });
  return {
    geonodeBase: upstream(`geonode-base:${tags.geonodeBase}`),
    nginx: upstream(`nginx:${tags.nginx}`),
    letsencrypt: upstream(`letsencrypt:${tags.letsencrypt}`),
    geoserver: upstream(`geoserver:${tags.geoserver}`),
    geoserverData: upstream(`geoserver_data:${tags.geoserverData}`),
    postgis: upstream(`postgis:${tags.postgis}`),
    ...OFFICIAL,
  };
}

const official = (name: string): Image => ({
  name,
  evidence: 'Docker Official Image; the tag stands in public Compose files and image lists, looked up 2026-11-23',
});

// The same on every line: GeoNode speaks to them through clients of its own, and asks for nothing newer or older.
const OFFICIAL = {
  redis: official('redis:7.4.5-alpine'),
  rabbitmq: official('rabbitmq:3.13.7-alpine'),
  memcached: official('memcached:1.6.38-alpine'),
};
