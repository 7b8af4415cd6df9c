import { type Fault, SHELL } from './faults.ts';

/** What goes wrong in containers, from the bottom of the chain up. */
export const CONTAINER_FAULTS: readonly Fault[] = [
  {
    name: 'database-password',
    cause: 'database-password',
    service: 'db',
    inject: (bench) => bench.setEnv('GEONODE_DATABASE_PASSWORD', 'AnotherThanTheVolumeHas'),
  },
  {
    name: 'database-missing',
    cause: 'database-missing',
    service: 'db',
    inject: (bench) => bench.setEnv('GEONODE_GEODATABASE', 'not_in_the_volume'),
  },
  {
    name: 'database-missing-role',
    cause: 'database-missing',
    service: 'db',
    inject: (bench) => bench.setEnv('GEONODE_DATABASE_USER', 'not_in_the_volume'),
  },
  {
    name: 'postgres-version',
    cause: 'postgres-version',
    service: 'db',
    skip: ['postgres'],
    inject: async (bench) => {
      await bench.compose('stop', '--timeout', '5', 'db');
      await bench.inVolume('dbdata', 'echo 13 >PG_VERSION');
      bench.after(async () => {
        await bench.compose('stop', '--timeout', '5', 'db');
        await bench.inVolume('dbdata', 'echo 15 >PG_VERSION');
      });
    },
  },
  {
    name: 'disk-full-volume',
    cause: 'disk-full',
    service: 'db',
    inject: async (bench) => {
      const small = { driver_opts: { type: 'tmpfs', device: 'tmpfs', o: 'size=20m' } };
      bench.override({
        services: { db: { volumes: ['small:/var/lib/postgresql/data'] } },
        volumes: { small },
      });
      bench.after(async () => {
        await bench.compose('rm', '--stop', '--force', 'db');
        await bench.docker('volume', 'rm', `${bench.site.name}_small`);
      });
    },
  },
  {
    name: 'out-of-memory-broker',
    cause: 'out-of-memory',
    service: 'redis',
    inject: (bench) => {
      bench.setEnv('BROKER_MEMORY', '16m');
      // tail keeps its input until the end of the line, which never comes.
      bench.override({ services: { redis: { entrypoint: ['tail', '/dev/zero'], command: [] } } });
    },
  },
  {
    name: 'wrong-architecture-program',
    cause: 'wrong-architecture',
    service: 'redis',
    skip: ['architecture'],
    inject: async (bench) => {
      // The head of a program for arm64: this machine's kernel refuses it as it refuses a whole one.
      const head = '\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\002\\000\\267\\000';
      const file = [`FROM ${SHELL}`, `RUN printf '${head}' >/arm && chmod +x /arm`, 'ENTRYPOINT ["/arm"]'].join('\n');
      bench.override({ services: { redis: { image: 'cgp_e2e/arm', build: { dockerfile_inline: file } } } });
      bench.after(() => bench.docker('rmi', '--force', 'cgp_e2e/arm'));
    },
  },
  {
    name: 'unknown-broker',
    cause: 'unknown',
    service: 'redis',
    inject: (bench) => bench.setEnv('REDIS_MAXMEMORY', 'plenty'),
  },
  {
    name: 'migration-failed',
    cause: 'migration-failed',
    service: 'django',
    inject: async (bench) => {
      const folder = `src/${bench.site.name}/migrations`;
      bench.create(`${folder}/__init__.py`, '');
      bench.create(
        `${folder}/0001_broken.py`,
        [
          'from django.db import migrations',
          'class Migration(migrations.Migration):',
          "    operations = [migrations.RunSQL('SELECT no_such_column')]",
          '',
        ].join('\n'),
      );
    },
  },
  {
    name: 'django-error',
    cause: 'django-error',
    service: 'django',
    inject: (bench) => bench.append(`src/${bench.site.name}/local_settings.py`, 'import nothing_like_this'),
  },
  {
    name: 'env-key-missing-container',
    cause: 'env-key-missing',
    service: 'django',
    skip: ['env'],
    inject: (bench) => bench.setEnv('SECRET_KEY', ''),
  },
  {
    name: 'crlf-script',
    cause: 'crlf-script',
    service: 'django',
    skip: ['line-endings'],
    inject: (bench) => {
      bench.override({ services: { django: { volumes: ['./src:/usr/src/project'] } } });
      bench.edit('src/entrypoint.sh', (text) => text.replaceAll('\n', '\r\n'));
    },
  },
  {
    name: 'out-of-memory-django',
    cause: 'out-of-memory',
    service: 'django',
    inject: (bench) => bench.setEnv('DJANGO_MEMORY', '12m'),
  },
  {
    name: 'broker-unreachable',
    cause: 'broker-unreachable',
    service: 'celery',
    inject: (bench) => {
      bench.setEnv('BROKER_URL', 'redis://nowhere:6379/0');
      bench.override({ services: { celery: { healthcheck: { start_interval: '2s' } } } });
    },
  },
  {
    name: 'out-of-memory-geoserver',
    cause: 'out-of-memory',
    service: 'geoserver',
    inject: (bench) => bench.setEnv('GEOSERVER_MEMORY', '64m'),
  },
  {
    name: 'geoserver-failed-options',
    cause: 'geoserver-failed',
    service: 'geoserver',
    inject: (bench) => bench.setEnv('GEOSERVER_GC_OPTIONS', '-XX:+UseNoSuchCollector'),
  },
  {
    name: 'geoserver-failed-unanswered',
    cause: 'geoserver-failed',
    service: 'geoserver',
    timeout: 20,
    inject: (bench) => bench.override({ services: { geoserver: { environment: { DATABASE_HOST: 'nowhere' } } } }),
  },
  {
    name: 'nginx-config',
    cause: 'nginx-config',
    service: 'geonode',
    inject: (bench) => bench.append('docker/nginx/templates/locations.conf', 'no_such_word on;'),
  },
  {
    name: 'nginx-config-refused',
    cause: 'nginx-config',
    service: 'geonode',
    inject: (bench) => bench.setEnv('HTTPS_MODE', 'letsencrypt'),
  },
  {
    name: 'unknown',
    cause: 'unknown',
    service: 'tool',
    inject: (bench) => {
      const command = ['sh', '-c', 'echo something that nobody has foreseen >&2; exit 9'];
      bench.override({ services: { tool: { image: SHELL, command, restart: 'no', network_mode: 'none' } } });
      bench.after(() => bench.docker('rm', '--force', '--volumes', `${bench.site.name}-tool-1`));
    },
  },
];
