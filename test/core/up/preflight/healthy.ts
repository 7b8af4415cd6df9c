import type { Model, ModelService } from '../../../../generators/core/up/evidence.ts';
import type {
  EngineContainer,
  EngineInfo,
  PortFacts,
  PreflightFacts,
} from '../../../../generators/core/up/preflight/facts.ts';

/** A service of the model, as far as a case does not care. */
export function service(name: string, rest: Partial<ModelService> = {}): ModelService {
  return {
    name,
    image: `my_site/${name}:1`,
    platform: 'linux/amd64',
    build: undefined,
    ports: [],
    volumes: [],
    binds: [],
    memoryLimit: 0,
    lasting: true,
    ...rest,
  };
}

/** A small project with a database and nginx. */
export const MODEL: Model = {
  name: 'my_site',
  services: [
    service('db', { volumes: [{ name: 'my_site_dbdata', target: '/var/lib/postgresql/data' }] }),
    service('geonode', { ports: [{ address: '', published: 80, target: 80 }] }),
    service('redis', { platform: undefined, image: 'redis:7' }),
  ],
};

/** An engine that has everything. */
export const ENGINE: EngineInfo = {
  kind: 'answers',
  id: 'engine-1',
  version: '28.5.2',
  system: 'Debian GNU/Linux 12 (bookworm)',
  architecture: 'x86_64',
  memory: 16.6e9,
  cpus: 4,
  root: '/var/lib/docker',
  local: true,
  proxied: false,
  mirrored: false,
};

/** The port of nginx, free. */
export const PORT: PortFacts = {
  service: 'geonode',
  address: '',
  published: 80,
  target: 80,
  taken: false,
  process: undefined,
  next: 8080,
};

/** A container of this project. */
export const OWN: EngineContainer = {
  name: 'my_site-geonode-1',
  running: true,
  project: 'my_site',
  directory: '/home/me/my_site',
  ports: [{ address: '0.0.0.0', published: 80 }],
};

/** A volume of this project's name. */
export const VOLUME = { name: 'my_site_dbdata', createdAt: '2026-01-02T03:04:05Z', project: 'my_site' };

/** Facts with which every check is content, before the first start. */
export const HEALTHY: PreflightFacts = {
  directory: '/home/me/my_site',
  answers: { url: 'http://localhost', https: 'off', httpPort: 80, profile: 'development', memory: 16, cpus: 4 },
  useExistingVolumes: false,
  engine: ENGINE,
  compose: { kind: 'plugin', version: '2.40.3-3' },
  config: { kind: 'model', model: MODEL },
  env: { kind: 'read', empty: [], demo: [] },
  scripts: [],
  markers: [],
  missing: { mounts: [], certificates: [] },
  emulation: false,
  free: 80e9,
  containers: [],
  volumes: [],
  started: undefined,
  ports: [PORT],
  postgres: undefined,
  built: false,
  images: [{ image: 'redis:7', state: 'present', words: '' }],
  hosts: [],
};
