import type { Fault } from './faults.ts';

/** What Compose cannot read, and what cannot be built. */
export const PROJECT_FAULTS: readonly Fault[] = [
  {
    name: 'env-key-missing',
    cause: 'env-key-missing',
    skip: ['project', 'env'],
    inject: (bench) => bench.edit('.env', (text) => text.replace(/^POSTGRES_PASSWORD=.*\n/m, '')),
  },
  {
    name: 'env-missing',
    cause: 'env-missing',
    skip: ['project', 'env'],
    inject: (bench) => bench.drop('.env'),
  },
  {
    name: 'compose-file-invalid',
    cause: 'compose-file-invalid',
    skip: ['project'],
    inject: (bench) => bench.edit('docker-compose.override.yml', () => 'services:\n  db:\n a: [\n'),
  },
  {
    name: 'compose-file-invalid-key',
    cause: 'compose-file-invalid',
    skip: ['project'],
    inject: (bench) => bench.override({ services: { db: { imagee: 'x' } } }),
  },
  {
    name: 'image-unavailable-base',
    cause: 'image-unavailable',
    service: 'geonode',
    skip: ['images', 'architecture'],
    inject: (bench) => bench.setEnv('NGINX_BASE_IMAGE', 'geonode/nginx:0-no-such-tag'),
  },
  {
    name: 'build-failed',
    cause: 'build-failed',
    service: 'django',
    inject: (bench) => bench.append('Dockerfile', 'RUN echo now it comes && python -c "import nothing_like_this"'),
  },
  {
    name: 'build-failed-dockerfile',
    cause: 'build-failed',
    service: 'geonode',
    inject: (bench) => bench.append('docker/nginx/Dockerfile', 'RUNN true'),
  },
  {
    name: 'build-network',
    cause: 'build-network',
    service: 'django',
    inject: (bench) => bench.append('Dockerfile', 'RUN curl -fsS https://pypi.org/simple/'),
  },
];
