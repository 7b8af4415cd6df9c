import { describe, expect, it } from 'vitest';
import {
  containersFrom,
  engineFrom,
  pluginFrom,
  volumesFrom,
  withoutWarnings,
} from '../../../../generators/core/up/preflight/docker-text.ts';

const said = (stdout: string, exitCode: number | undefined = 0, stderr = '') => ({ exitCode, stdout, stderr });

const LATE = { exitCode: undefined, stdout: '', stderr: '' };

// Cut from what an engine 28.5 printed.
const INFO = {
  ID: '52ed9c26-2841-4c77-9007-2dfc6f77b1be',
  Containers: 0,
  Warnings: null,
  OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  Architecture: 'x86_64',
  RegistryConfig: { IndexConfigs: { 'docker.io': { Mirrors: [] } }, InsecureRegistryCIDRs: ['::1/128'], Mirrors: null },
  NCPU: 2,
  MemTotal: 25276514304,
  DockerRootDir: '/var/lib/docker',
  HttpProxy: '',
  HttpsProxy: '',
  ServerVersion: '28.5.2+dfsg4',
};

describe('docker info', () => {
  it('describes the engine', () => {
    expect(engineFrom(said(JSON.stringify(INFO)), true)).toEqual({
      kind: 'answers',
      id: INFO.ID,
      version: '28.5.2+dfsg4',
      system: 'Debian GNU/Linux 12 (bookworm)',
      architecture: 'x86_64',
      memory: 25276514304,
      cpus: 2,
      root: '/var/lib/docker',
      local: true,
      proxied: false,
      mirrored: false,
    });
  });

  it('tells of proxies and mirrors', () => {
    const mirrored = { ...INFO, RegistryConfig: { Mirrors: ['https://mirror.example.org/'] } };
    expect(engineFrom(said(JSON.stringify(mirrored)), false)).toMatchObject({ mirrored: true, local: false });
    expect(engineFrom(said(JSON.stringify({ ...INFO, HttpsProxy: 'http://p' })), true)).toMatchObject({
      proxied: true,
    });
  });

  it.each([
    [
      'no engine',
      said('{"ID":"","ServerVersion":""}', 1, 'Cannot connect to the Docker daemon'),
      'Cannot connect to the Docker daemon',
    ],
    ['as older ones say it', said('{"ID":"","ServerErrors":["Cannot connect"]}', 0), 'Cannot connect'],
    ['no answer in time', LATE, ''],
    ['a broken program', said('not JSON', 0, 'oh'), 'oh'],
  ])('tells of none: %s', (_, answer, words) => {
    expect(engineFrom(answer, true)).toEqual({ kind: 'silent', words, local: true });
  });

  it('of another kind of engine says nothing that is not there', () => {
    expect(engineFrom(said('{"host":{"arch":"amd64"},"version":{"Version":"5.4"}}'), true)).toMatchObject({
      version: '',
      cpus: 0,
    });
  });
});

describe('docker compose version', () => {
  it.each([
    [said('Docker Compose version v2.24.6\n'), { kind: 'plugin', version: '2.24.6' }],
    [said('Docker Compose version 2.40.3-3'), { kind: 'plugin', version: '2.40.3-3' }],
    [said('', 1, 'docker: unknown command: docker compose'), { kind: 'none', standalone: undefined }],
    [LATE, undefined],
  ])('%j', (answer, compose) => expect(pluginFrom(answer)).toEqual(compose));
});

describe('docker ps', () => {
  const line = (rest: object): string =>
    JSON.stringify({ name: 'a', state: 'running', ports: '', project: '', directory: '', ...rest });

  it('tells whose a container is, and whether it runs', () => {
    const lines = [
      line({ project: 'my_site', directory: '/srv/a,b' }),
      line({ name: 'b', state: 'exited' }),
      'WARNING: x',
    ];
    expect(containersFrom(lines.join('\n'))).toEqual([
      { name: 'a', running: true, project: 'my_site', directory: '/srv/a,b', ports: [] },
      { name: 'b', running: false, project: '', directory: '', ports: [] },
    ]);
  });

  it.each([
    ['0.0.0.0:80->80/tcp, [::]:80->80/tcp', ['0.0.0.0 80', ':: 80']],
    [':::443->443/tcp', [':: 443']],
    ['127.0.0.1:8000-8002->80-82/tcp', ['127.0.0.1 8000', '127.0.0.1 8001', '127.0.0.1 8002']],
    ['5432/tcp, 0.0.0.0:53->53/udp', []],
  ])('reads the ports %s', (ports, expected) => {
    const [container] = containersFrom(line({ ports }));
    expect(container?.ports.map(({ address, published }) => `${address} ${published}`)).toEqual(expected);
  });
});

describe('docker volume inspect', () => {
  it('tells who made a volume, and when', () => {
    const made =
      '{"CreatedAt":"2026-11-23T22:02:03Z","Driver":"local","Labels":{"com.docker.compose.project":"my_site"},"Name":"my_site_dbdata"}';
    const plain = '{"CreatedAt":"2026-01-01T00:00:00Z","Labels":null,"Name":"rasters"}';
    expect(volumesFrom(`${made}\n${plain}\n`)).toEqual([
      { name: 'my_site_dbdata', createdAt: '2026-11-23T22:02:03Z', project: 'my_site' },
      { name: 'rasters', createdAt: '2026-01-01T00:00:00Z', project: '' },
    ]);
    expect(volumesFrom('')).toEqual([]);
  });
});

describe('what Compose complains about', () => {
  it('comes without warnings, on one line and not at length', () => {
    const stderr = 'time="2026" level=warning msg="The X variable is not set"\nservices.a bad\n\n  b\nc\nd\n';
    expect(withoutWarnings(stderr)).toBe('services.a bad b c');
  });
});
