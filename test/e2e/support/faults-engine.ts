import { chmodSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Fault, SHELL } from './faults.ts';
import { command } from './site.ts';

const NOBODY = '65534';

/** What the machine and its engine refuse when containers are made. */
export const ENGINE_FAULTS: readonly Fault[] = [
  {
    name: 'port-taken',
    cause: 'port-taken',
    service: 'geonode',
    skip: ['ports'],
    inject: async (bench) => {
      await bench.compose('stop', '--timeout', '1', 'geonode');
      const server = createServer().listen(8080, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      bench.after(() => new Promise((resolve) => server.close(resolve)));
    },
  },
  {
    name: 'port-taken-container',
    cause: 'port-taken',
    service: 'geonode',
    skip: ['ports'],
    inject: async (bench) => {
      await bench.compose('stop', '--timeout', '1', 'geonode');
      await bench.docker('run', '-d', '--rm', '--name', 'cgp_e2e_holder', '-p', '127.0.0.1:8080:80', SHELL);
      bench.after(() => bench.docker('kill', 'cgp_e2e_holder'));
    },
  },
  {
    name: 'mount-missing',
    cause: 'mount-missing',
    skip: ['mounts'],
    inject: (bench) => {
      const mount = { type: 'bind', source: '/no/such/place', target: '/x', bind: { create_host_path: false } };
      bench.override({ services: { redis: { volumes: [mount] } } });
    },
  },
  {
    name: 'address-pool',
    cause: 'address-pool',
    inject: async (bench) => {
      const names = Array.from({ length: 40 }, (_, index) => `cgp_e2e_full_${index}`);
      await Promise.all(names.map((name) => bench.docker('network', 'create', name)));
      bench.after(() => bench.docker('network', 'rm', ...names));
      bench.override({ services: { redis: { networks: ['data', 'another'] } }, networks: { another: {} } });
    },
  },
  {
    name: 'image-unavailable',
    cause: 'image-unavailable',
    service: 'redis',
    skip: ['images', 'architecture'],
    inject: (bench) => bench.override({ services: { redis: { image: 'redis:0-no-such-tag' } } }),
  },
  {
    name: 'wrong-architecture-image',
    cause: 'wrong-architecture',
    skip: ['images', 'architecture'],
    inject: (bench) => bench.override({ services: { redis: { platform: 'linux/arm64', pull_policy: 'never' } } }),
  },
  {
    name: 'engine-not-running',
    cause: 'engine-not-running',
    inject: (bench) => {
      bench.environment = { DOCKER_HOST: 'unix:///var/run/cgp-e2e-no-engine.sock' };
    },
  },
  {
    name: 'engine-missing',
    cause: 'engine-missing',
    inject: (bench) => {
      bench.environment = { PATH: '/var/lib/cgp-e2e-no-programs' };
    },
  },
  {
    name: 'engine-permission',
    cause: 'engine-permission',
    inject: async (bench) => {
      const { folder } = bench.site;
      chmodSync(dirname(folder), 0o755);
      await command('chown', ['-R', NOBODY, folder], { cwd: folder });
      // Their own ~/.docker, with the plugins.
      const home = mkdtempSync(join(tmpdir(), 'cgp-nobody-'));
      symlinkSync(
        realpathSync(join(process.env.DOCKER_CONFIG ?? '/usr/libexec/docker', 'cli-plugins')),
        join(home, 'cli-plugins'),
      );
      await command('chown', ['-R', NOBODY, home], { cwd: folder });
      const nobody = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
      bench.prefix = ['setpriv', ...nobody, 'env', `HOME=${home}`, `DOCKER_CONFIG=${home}`];
      bench.after(async () => rmSync(home, { recursive: true, force: true }));
      bench.after(() => command('chown', ['-R', '0', folder], { cwd: folder }));
    },
  },
  {
    name: 'engine-context',
    cause: 'engine-context',
    inject: (bench) => {
      bench.environment = { DOCKER_HOST: '', DOCKER_CONTEXT: 'nowhere' };
    },
  },
  {
    name: 'compose-missing',
    cause: 'compose-missing',
    inject: (bench) => {
      bench.environment = { DOCKER_CONFIG: '/var/lib/cgp-e2e-no-config' };
    },
  },
];
