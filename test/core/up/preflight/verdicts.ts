import type { CheckId } from '../../../../generators/core/up/preflight/checks.ts';
import type { ImageFacts, PreflightFacts } from '../../../../generators/core/up/preflight/facts.ts';
import { type CheckResult, judge } from '../../../../generators/core/up/preflight/preflight.ts';
import { ENGINE, HEALTHY, MODEL, OWN, PORT, service, VOLUME } from './healthy.ts';

export const NOTHING: ReadonlySet<string> = new Set();
export const resultOf = (id: CheckId, facts: Partial<PreflightFacts>): CheckResult => {
  const [found] = judge({ ...HEALTHY, ...facts }, NOTHING).filter((result) => result.id === id);
  if (found === undefined) throw new Error(`${id} was not judged`);
  return found;
};

export const engine = (rest: Partial<typeof ENGINE>): Partial<PreflightFacts> => ({ engine: { ...ENGINE, ...rest } });
export const silent = (words: string, local = true): Partial<PreflightFacts> => ({
  engine: { kind: 'silent', words, local },
});
const models = (...services: (typeof MODEL.services)[number][]): Partial<PreflightFacts> => ({
  config: { kind: 'model', model: { ...MODEL, services } },
});
const image = (state: ImageFacts['state'], words = '', name = 'geonode/nginx:1'): ImageFacts => ({
  image: name,
  state,
  words,
});
const postgres = (have?: number, want?: number): Partial<PreflightFacts> => ({
  volumes: [VOLUME],
  postgres: { have, want },
});
const other = { ...OWN, name: 'web', project: 'shop', directory: '/srv/shop' };
const STARTED = { engine: 'engine-1', volumes: { [VOLUME.name]: VOLUME.createdAt } };
const GAP: Partial<PreflightFacts> = { env: { kind: 'read', empty: ['ADMIN_PASSWORD'], demo: [] } };
const NETWORK = 'failed to configure transport: Get "https://registry-1.docker.io/v2/": dial tcp: no such host';
export const ACME = { ...HEALTHY.answers, url: 'https://maps.example.org', https: 'letsencrypt' } as const;
export const taken = (rest: Partial<typeof PORT>, answers = HEALTHY.answers): Partial<PreflightFacts> => ({
  ports: [{ ...PORT, taken: true, ...rest }],
  answers,
});

type Row = readonly [
  id: CheckId,
  situation: string,
  facts: Partial<PreflightFacts>,
  status: CheckResult['status'],
  says?: RegExp,
];

export const ROWS: readonly Row[] = [
  ['engine', 'a recent one', {}, 'ok'],
  ['engine', 'no program docker', { engine: { kind: 'missing' } }, 'failed', /not installed/],
  ['engine', 'not started', silent('Cannot connect to the Docker daemon'), 'failed', /does not answer[^]*systemctl/],
  ['engine', 'no answer in time', silent(''), 'failed', /does not answer/],
  ['engine', 'not permitted', silent('permission denied while trying to connect'), 'failed', /may not talk/],
  ['engine', 'a context that is gone', silent('context "x": context not found'), 'failed', /context "x"[^]*context ls/],
  ['engine', 'unreachable elsewhere', silent('ssh: Permission denied (publickey)', false), 'failed', /not there: ssh/],
  ['engine', 'too old', engine({ version: '24.0.9' }), 'failed', /24\.0\.9 is too old: 25/],
  ['engine', 'the oldest that works', engine({ version: '25.0.0' }), 'ok'],
  ['engine', 'no version', engine({ version: '' }), 'unknown'],
  ['engine', 'a build of the developers', engine({ version: '0.0.0-dev' }), 'unknown'],

  ['compose', 'a recent one', {}, 'ok'],
  ['compose', 'the oldest that works', { compose: { kind: 'plugin', version: 'v2.24.0' } }, 'ok'],
  ['compose', 'a new major version', { compose: { kind: 'plugin', version: '5.0.1' } }, 'ok'],
  ['compose', 'too old', { compose: { kind: 'plugin', version: '2.23.3' } }, 'failed', /2\.23\.3 is too old: 2\.24/],
  ['compose', 'no plugin', { compose: { kind: 'none', standalone: undefined } }, 'failed', /no Compose plugin/],
  ['compose', 'v2 as a program', { compose: { kind: 'none', standalone: '2.30.0' } }, 'failed', /no Compose plugin/],
  ['compose', 'v1 alone', { compose: { kind: 'none', standalone: '1.29.2' } }, 'failed', /1\.29\.2[^]*Compose v1/],
  ['compose', 'not asked', { compose: undefined }, 'unknown'],

  ['project', 'readable', {}, 'ok'],
  ['project', 'not readable', { config: { kind: 'invalid', words: 'yaml: line 4' } }, 'failed', /yaml: line 4/],
  ['project', 'no Compose', { config: undefined }, 'unknown'],
  [
    'project',
    'not readable without .env',
    { config: { kind: 'invalid', words: 'required variable X' }, env: { kind: 'missing' } },
    'unknown',
  ],

  ['env', 'complete', {}, 'ok'],
  ['env', 'missing', { env: { kind: 'missing' } }, 'failed', /There is no \.env/],
  ['env', 'with gaps', { env: { kind: 'read', empty: ['A_KEY', 'B_KEY'], demo: [] } }, 'failed', /A_KEY, B_KEY/],
  ['env', 'without what the first start needs', GAP, 'failed', /ADMIN_PASSWORD/],
  ['env', 'without what only the first start needed', { ...GAP, volumes: [VOLUME] }, 'ok'],
  ['env', 'the same, by the record', { ...GAP, started: STARTED }, 'ok'],
  ['env', 'not permitted', { env: undefined }, 'unknown'],

  ['passwords', 'of their own', {}, 'ok'],
  ['passwords', 'known', { env: { kind: 'read', empty: [], demo: ['ADMIN_PASSWORD'] } }, 'warning', /ADMIN_PASSWORD/],
  ['passwords', 'no .env', { env: { kind: 'missing' } }, 'unknown'],

  ['conflicts', 'none', {}, 'ok'],
  ['conflicts', 'left', { markers: ['docker-compose.yml:12'] }, 'failed', /docker-compose\.yml:12/],
  ['conflicts', 'not readable', { markers: undefined }, 'unknown'],

  ['line-endings', 'those of Linux', {}, 'ok'],
  ['line-endings', 'repaired', { scripts: [{ path: 'src/a.sh', harmless: true }] }, 'warning', /src\/a\.sh/],
  [
    'line-endings',
    'harmful',
    { scripts: ['src/a.sh', 'src/b.sh'].map((path, index) => ({ path, harmless: index === 0 })) },
    'failed',
    /sed -i "s\/\\r\$\/\/" src\/a\.sh src\/b\.sh/,
  ],
  ['line-endings', 'not readable', { scripts: undefined }, 'unknown'],

  ['mounts', 'all there', {}, 'ok'],
  ['mounts', 'missing', { missing: { mounts: ['/srv/a'], certificates: [] } }, 'failed', /\/srv\/a/],
  [
    'mounts',
    'on another machine',
    { ...engine({ local: false }), missing: { mounts: ['/srv/a'], certificates: [] } },
    'unknown',
  ],
  ['mounts', 'no model', { config: undefined }, 'unknown'],

  ['certificate', 'none needed', {}, 'ok'],
  ['certificate', 'missing', { missing: { mounts: [], certificates: ['/k.pem'] } }, 'failed', /not at \/k\.pem/],
  [
    'certificate',
    'missing, and no engine',
    { ...silent(''), missing: { mounts: [], certificates: ['/k.pem'] } },
    'failed',
    /k\.pem/,
  ],

  ['architecture', 'the same', {}, 'ok'],
  [
    'architecture',
    'another one',
    engine({ architecture: 'aarch64' }),
    'failed',
    /Each of my_site\/db:1, my_site\/geonode:1 exists for linux\/amd64 only, and this engine runs linux\/arm64/,
  ],
  ['architecture', 'emulated', { ...engine({ architecture: 'aarch64' }), emulation: true }, 'warning', /linux\/arm64/],
  ['architecture', 'Docker Desktop', engine({ architecture: 'aarch64', system: 'Docker Desktop' }), 'warning'],
  ['architecture', 'out of sight', { ...engine({ architecture: 'aarch64' }), emulation: undefined }, 'unknown'],
  [
    'architecture',
    'images for all',
    { ...engine({ architecture: 'aarch64' }), ...models(service('a', { platform: undefined })) },
    'ok',
  ],
  ['architecture', 'no model', { config: undefined }, 'unknown'],

  ['memory', 'enough', {}, 'ok'],
  ['memory', 'a little less after an update of the kernel', engine({ memory: 15.8e9 }), 'ok'],
  ['memory', 'less', engine({ memory: 8.3e9 }), 'warning', /has 8\.3 GB of memory[^]*sized for 16 GB[^]*--memory 8\.3/],
  ['memory', 'no engine', silent(''), 'unknown'],

  ['cpus', 'enough', {}, 'ok'],
  ['cpus', 'fewer', engine({ cpus: 2 }), 'warning', /has 2 processors[^]*sized for 4/],
  ['cpus', 'not asked for', { answers: {} }, 'unknown'],

  ['disk', 'room', {}, 'ok'],
  ['disk', 'too little for a first build', { free: 20e9 }, 'warning', /20 GB free/],
  ['disk', 'enough for another build', { free: 20e9, built: true }, 'ok'],
  ['disk', 'too little for another build', { free: 3.21e9, built: true }, 'warning', /3\.2 GB free/],
  ['disk', 'of another machine', { free: undefined }, 'unknown'],

  ['ports', 'free', {}, 'ok'],
  [
    'ports',
    'held by this project',
    { ...taken({ process: { name: 'docker-proxy', pid: 7 } }), containers: [OWN] },
    'ok',
  ],
  [
    'ports',
    'taken by a process',
    taken({ process: { name: 'nginx', pid: 12 } }),
    'failed',
    /Port 80 is taken by nginx \(pid 12\)\./,
  ],
  ['ports', 'taken by nobody knows whom', taken({}), 'failed', /Port 80 is taken\./],
  [
    'ports',
    'published by another project without a proxy on the host',
    { containers: [other] },
    'failed',
    /Port 80 is taken by the container web of the project shop\./,
  ],
  [
    'ports',
    'published by a plain container',
    { containers: [{ ...other, project: '' }] },
    'failed',
    /by the container web\./,
  ],
  ['ports', 'published by a container that was stopped', { containers: [{ ...other, running: false }] }, 'ok'],
  [
    'ports',
    'the same number at another address',
    {
      ports: [{ ...PORT, address: '127.0.0.1' }],
      containers: [{ ...other, ports: [{ address: '192.0.2.4', published: 80 }] }],
    },
    'ok',
  ],
  ['ports', 'at every address of the other kind', { ports: [{ ...PORT, address: '::1' }], containers: [other] }, 'ok'],
  ['ports', 'one address', taken({ address: '127.0.0.1' }), 'failed', /Port 80 on 127\.0\.0\.1 is taken/],
  [
    'ports',
    'two of them',
    { ports: [80, 443].map((port) => ({ ...PORT, published: port, target: port, taken: true, next: port + 8000 })) },
    'failed',
    /Port 80 is taken\. Port 443 is taken\./,
  ],
  ['ports', 'not tried', { ports: undefined }, 'unknown'],

  ['volumes', 'none yet', {}, 'ok'],
  [
    'volumes',
    'left over',
    { volumes: [VOLUME] },
    'failed',
    /my_site_dbdata[^]*\{up\} --use-existing-volumes[^]*volume rm my_site_dbdata/,
  ],
  ['volumes', 'left over and wanted', { volumes: [VOLUME], useExistingVolumes: true }, 'ok'],
  ['volumes', 'of this project, by a container', { volumes: [VOLUME], containers: [{ ...OWN, running: false }] }, 'ok'],
  ['volumes', 'of this project, by the record', { volumes: [VOLUME], started: STARTED }, 'ok'],
  ['volumes', 'made anew since', { volumes: [{ ...VOLUME, createdAt: 'later' }], started: STARTED }, 'failed'],
  ['volumes', 'on another engine', { volumes: [VOLUME], started: { ...STARTED, engine: 'engine-2' } }, 'failed'],
  [
    'volumes',
    'of a namesake elsewhere',
    { volumes: [VOLUME], containers: [{ ...OWN, directory: '/srv/old' }] },
    'failed',
    /\(its containers belong to \/srv\/old\)/,
  ],
  ['volumes', 'put there by hand', { volumes: [{ ...VOLUME, project: '' }] }, 'failed'],
  ['volumes', 'shared with another project', { volumes: [{ ...VOLUME, name: 'rasters', project: 'shop' }] }, 'ok'],
  ['volumes', 'shared, made by hand', { volumes: [{ ...VOLUME, name: 'rasters', project: '' }] }, 'ok'],
  ['volumes', 'not asked', { volumes: undefined }, 'unknown'],

  ['postgres', 'no data yet', {}, 'ok'],
  ['postgres', 'the same', postgres(15, 15), 'ok'],
  ['postgres', 'an empty volume', postgres(undefined, 15), 'ok'],
  [
    'postgres',
    'another one',
    postgres(13, 15),
    'failed',
    /my_site_dbdata was made by PostgreSQL 13[^]*runs PostgreSQL 15/,
  ],
  ['postgres', 'an image that does not tell', postgres(13), 'unknown'],
  ['postgres', 'no image to look with', { volumes: [VOLUME] }, 'unknown'],
  ['postgres', 'a database elsewhere', { ...models(service('redis')), volumes: [VOLUME] }, 'ok'],

  ['images', 'all there', {}, 'ok'],
  ['images', 'to be had', { images: [image('available')] }, 'ok'],
  [
    'images',
    'not known to the registry',
    { images: [image('absent', 'manifest unknown')] },
    'failed',
    /geonode\/nginx:1 is not here[^]*manifest unknown/,
  ],
  [
    'images',
    'not known, and there is a mirror',
    { ...engine({ mirrored: true }), images: [image('absent', 'x')] },
    'warning',
  ],
  ['images', 'no network', { images: [image('unreachable', NETWORK)] }, 'failed', /dial tcp: no such host/],
  [
    'images',
    'no network but for the engine',
    { ...engine({ proxied: true }), images: [image('unreachable', NETWORK)] },
    'warning',
  ],
  [
    'images',
    'an engine elsewhere',
    { ...engine({ local: false }), images: [image('unreachable', NETWORK)] },
    'warning',
  ],
  ['images', 'a slow registry', { images: [image('unanswered')] }, 'warning', /did not answer in time/],
  [
    'images',
    'one cause for several',
    { images: ['a:1', 'b:1', 'c:1'].map((name) => image('unreachable', NETWORK, name)) },
    'failed',
    /^The image a:1 \(like b:1, c:1\) is not here and cannot be had: dial tcp: no such host\n/,
  ],
  ['images', 'not asked', { images: undefined }, 'unknown'],

  ['dns', 'nobody to ask', {}, 'ok'],
  ['dns', 'resolves', { hosts: [{ host: 'maps.example.org', resolves: true }] }, 'ok'],
  [
    'dns',
    'does not resolve',
    { hosts: ['a.org', 'b.org', 'c.org'].map((host) => ({ host, resolves: host === 'c.org' })) },
    'warning',
    /a\.org, b\.org, and the certificate authority/,
  ],
  ['dns', 'no answer', { hosts: [{ host: 'a.org', resolves: undefined }] }, 'unknown'],
];
