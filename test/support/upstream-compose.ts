import type { Line } from '../../generators/core/plan/lines.ts';
import type { Row } from './upstream-lines.ts';

const VOLUMES = {
  statics: 'statics',
  'nginx-confd': 'nginxconfd',
  'nginx-certificates': 'nginxcerts',
  'geoserver-data-dir': 'gsdatadir',
  dbdata: 'dbdata',
  dbbackups: 'dbbackups',
  'backup-restore': 'backup-restore',
  data: 'data',
  tmp: 'tmp',
} as const;

/** Compose's file as upstream writes it. */
export function composeText({ line }: { readonly line: Line }, { broker }: Row, home: string): string {
  const volumes = { ...VOLUMES, ...(broker === 'redis' ? { redisdata: 'redisdata' } : { rabbitmq: 'rabbitmq' }) };
  const shared = `
      - statics:/mnt/volumes/statics
      - geoserver-data-dir:/geoserver_data/data
      - backup-restore:/backup_restore
      - data:/data
      - tmp:/tmp`;
  const built = (service: string, image: string, key: string) => `
  ${service}:
    image: \${COMPOSE_PROJECT_NAME}/${image}:\${${key}}
    container_name: ${service === 'geonode' ? 'nginx' : service === 'data-dir-conf' ? 'gsconf' : service}4\${COMPOSE_PROJECT_NAME}
    restart: unless-stopped
    build:
      context: ./docker/${image === 'postgis' ? 'postgresql' : image}/
      args: ["BASE_IMAGE_VERSION=\${${key}}"]`;
  return `${line === '5.1' ? '' : "version: '3.9'\n"}# Services of the site.
x-common-django: &default-common-django
  image: \${COMPOSE_PROJECT_NAME}/geonode:\${GEONODE_BASE_IMAGE_VERSION}
  restart: unless-stopped
  env_file:
    - .env
  volumes:${shared}
  depends_on:
    db:
      condition: service_healthy

services:
  django:
    <<: *default-common-django
    build:
      context: ./
      dockerfile: Dockerfile
    container_name: django4\${COMPOSE_PROJECT_NAME}
    healthcheck:
      test: "curl -m 10 --fail --silent --output /dev/null http://django:8000/"
      start_period: 10m
      start_interval: 2s
      interval: 60s
    environment:
      - IS_CELERY=False
    entrypoint: ["${home}/entrypoint.sh"]
    command: "uwsgi --http-socket 0.0.0.0:8000 --master --need-app --die-on-term --chdir ${home} --processes 2 --module wsgi_of_settings"

  celery:
    <<: *default-common-django
    container_name: celery4\${COMPOSE_PROJECT_NAME}
    depends_on:
      django:
        condition: service_healthy
    environment:
      - IS_CELERY=True
    entrypoint: ["sleep"]
    command: ["infinity"]
${built('geonode', 'nginx', 'NGINX_BASE_IMAGE_VERSION')}
    env_file:
      - .env
    ports:
      - "\${HTTP_PORT}:80"
      - "\${HTTPS_PORT}:443"
    volumes:
      - nginx-confd:/etc/nginx
      - nginx-certificates:/geonode-certificates
      - statics:/mnt/volumes/statics
${built('letsencrypt', 'letsencrypt', 'LETSENCRYPT_BASE_IMAGE_VERSION')}
    volumes:
      - nginx-certificates:/geonode-certificates
    entrypoint: ["sleep"]
    command: ["1000000"]
${built('geoserver', 'geoserver', 'GEOSERVER_BASE_IMAGE_VERSION')}
    env_file:
      - .env
    ports:
      - "8080:8080"
    volumes:${shared}
    depends_on:
      data-dir-conf:
        condition: service_started
      django:
        condition: service_healthy
${built('data-dir-conf', 'geoserver_data', 'GEOSERVER_DATA_BASE_IMAGE_VERSION')}
    entrypoint: ["sleep"]
    command: ["1000000"]
    volumes:
      - geoserver-data-dir:/geoserver_data/data
${built('db', 'postgis', 'POSTGRES_BASE_IMAGE_VERSION')}
    command: postgres -c "max_connections=\${POSTGRESQL_MAX_CONNECTIONS}"
    env_file:
      - .env
    volumes:
      - dbdata:/var/lib/postgresql/data
      - dbbackups:/pg_backups
    healthcheck:
      test: "PGPASSWORD=$$POSTGRES_PASSWORD psql -h db -U postgres -d \${GEONODE_GEODATABASE} -c 'select 1'"
      start_period: 5m
      start_interval: 2s
${
  broker === 'redis'
    ? `
  redis:
    image: redis:7.4.5-alpine
    container_name: redis4\${COMPOSE_PROJECT_NAME}
    restart: unless-stopped
    volumes:
      - redisdata:/data
`
    : `
  rabbitmq:
    image: rabbitmq:3.13.7-alpine
    container_name: rabbitmq4\${COMPOSE_PROJECT_NAME}
    restart: unless-stopped
    volumes:
      - rabbitmq:/var/lib/rabbitmq
`
}${
  line === '4.4'
    ? ''
    : `
  memcached:
    image: memcached:1.6.38-alpine
    container_name: memcached4\${COMPOSE_PROJECT_NAME}
    restart: unless-stopped
`
}
volumes:
${Object.entries(volumes)
  .map(([key, suffix]) => `  ${key}:\n    name: \${COMPOSE_PROJECT_NAME}-${suffix}\n`)
  .join('')}`;
}

/** An override with edits that people make. */
export const OVERRIDE = `# ours
services:
  tiles:
    image: memcached:1.6.38-alpine
    restart: unless-stopped
    healthcheck:
      test: ["CMD-SHELL", "nc -z 127.0.0.1 11211"]
      start_period: 1m
      start_interval: 2s
  geoserver:
    environment:
      OUR_FLAG: "yes"
`;
