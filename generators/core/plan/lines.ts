import type { Line } from '../answers/types.ts';

/** A base image, pinned to the most specific tag that is known to exist. */
export interface Image {
  readonly name: string;
  /** Where the tag was seen, and when. */
  readonly evidence: string;
  /** The only platform that the tag is published for; absent where the registry has several. */
  readonly platform?: 'linux/amd64';
}

export type ImageRole =
  | 'geonodeBase'
  | 'nginx'
  | 'letsencrypt'
  | 'geoserver'
  | 'geoserverData'
  | 'postgis'
  | 'redis'
  | 'rabbitmq'
  | 'memcached';

/** What differs from one GeoNode release line to the next. */
export interface ReleaseLine {
  readonly line: Line;
  /** The release on PyPI that pyproject.toml pins. */
  readonly geonodeVersion: string;
  /** Whether celery runs a harvesting worker of its own where the machine is large enough. */
  readonly workers: 'split-capable' | 'merged';
  readonly images: Readonly<Record<ImageRole, Image>>;
}

const upstream = (name: string): Image => ({
  name,
  evidence: 'the environment sample of geonode-project 5.1.0 and branch 5.1.x, read 2026-07-16',
  platform: 'linux/amd64',
});

const official = (name: string): Image => ({
  name,
  evidence: `Docker Official Image; the tag stands in public Compose files and image lists, looked up 2026-11-23`,
});

/** Every line that can be generated, newest first. */
export const RELEASE_LINES: Readonly<Record<Line, ReleaseLine>> = {
  '5.1': {
    line: '5.1',
    // Newest 5.1 release on PyPI on 2026-11-23.
    geonodeVersion: '5.1.1',
    workers: 'split-capable',
    images: {
      geonodeBase: upstream('geonode/geonode-base:latest-ubuntu-24.04'),
      nginx: upstream('geonode/nginx:1.31.2-latest'),
      letsencrypt: upstream('geonode/letsencrypt:2.6.0-latest'),
      geoserver: upstream('geonode/geoserver:2.28.4-latest'),
      geoserverData: upstream('geonode/geoserver_data:2.28.4-latest'),
      postgis: upstream('geonode/postgis:15-3.5-latest'),
      redis: official('redis:7.4.5-alpine'),
      rabbitmq: official('rabbitmq:3.13.7-alpine'),
      memcached: official('memcached:1.6.38-alpine'),
    },
  },
};
