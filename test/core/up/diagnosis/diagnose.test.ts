import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../generators/core/up/diagnosis/diagnose.ts';
import { relevantLog } from '../../../../generators/core/up/diagnosis/relevant-log.ts';
import { brief, CAPTURED, captured, container, evidence, OPEN } from './evidence.ts';

describe('what real starts left that failed', () => {
  it.each(CAPTURED)('$name', ({ cause, service, evidence: left }) => {
    const [first, ...others] = diagnose(left);
    expect([first?.cause, first?.service]).toEqual([cause, service]);
    expect(JSON.stringify([first, ...others])).not.toMatch(OPEN);
  });

  it('these are captured, each at least once', () => {
    expect([...new Set(CAPTURED.map(({ cause }) => cause))].sort()).toMatchInlineSnapshot(`
      [
        "address-pool",
        "broker-password",
        "broker-unreachable",
        "build-failed",
        "build-network",
        "build-out-of-memory",
        "certificate-missing",
        "compose-file-invalid",
        "compose-missing",
        "crlf-script",
        "database-missing",
        "database-password",
        "disk-full",
        "django-error",
        "engine-context",
        "engine-lost",
        "engine-missing",
        "engine-not-running",
        "engine-permission",
        "env-key-missing",
        "env-missing",
        "geoserver-failed",
        "image-unavailable",
        "migration-failed",
        "mount-missing",
        "nginx-config",
        "out-of-memory",
        "port-taken",
        "postgres-version",
        "unknown",
        "wrong-architecture",
      ]
    `);
  });
});

const REFUSED = 'FATAL:  password authentication failed for user "site"';

describe('what takes days to come about', () => {
  it('a certificate that is not issued, and why', () => {
    const log = [
      'letsencrypt: no certificate: port 80 cannot be reached from the internet',
      'letsencrypt: given up after 10 attempts: port 80 cannot be reached from the internet',
    ];
    const [found] = diagnose(evidence([container('letsencrypt', { health: 'unhealthy', log })]));
    expect([found?.cause, found?.words]).toEqual([
      'certificate-not-issued',
      expect.stringContaining('port 80 cannot be reached from the internet'),
    ]);
  });
});

describe('the root cause comes first', () => {
  it('the database before django, which it refuses', () => {
    const containers = [
      container('django', { state: 'exited', exitCode: 1, log: ['ImproperlyConfigured: x'] }),
      container('db', { health: 'unhealthy', healthOutput: [REFUSED] }),
    ];
    expect(brief(diagnose(evidence(containers)))).toEqual(['database-password db', 'django-error django']);
  });

  it('what Docker says before what containers say', () => {
    const output = ['Error response from daemon: Bind for 0.0.0.0:80 failed: port is already allocated'];
    const containers = [container('db', { health: 'unhealthy', healthOutput: [REFUSED] })];
    expect(brief(diagnose(evidence(containers, { phase: 'up', output })))).toEqual([
      'port-taken',
      'database-password db',
    ]);
  });

  it('in one container the first sign of the table, not its consequence', () => {
    const log = ['Killed', 'django.core.exceptions.ImproperlyConfigured: x'];
    expect(brief(diagnose(evidence([container('django', { restarts: 3, log })])))).toEqual(['out-of-memory django']);
  });

  it('a build that fails is not the fault of containers that an earlier start has left', () => {
    const containers = [container('db', { state: 'restarting', healthOutput: [REFUSED] })];
    const output = ['target django: failed to solve: dockerfile parse error on line 3: unknown instruction: RUNN'];
    expect(brief(diagnose(evidence(containers, { phase: 'build', output })))).toEqual(['build-failed django']);
  });

  it('an old error of a container is silent while a command speaks', () => {
    const error = 'Bind for 127.0.0.1:8080 failed: port is already allocated';
    const containers = [container('geonode', { state: 'exited', exitCode: 128, error })];
    const output = ['Error response from daemon: could not find an available, non-overlapping IPv4 address pool'];
    expect(brief(diagnose(evidence(containers, { phase: 'up', output })))[0]).toBe('address-pool');
    expect(brief(diagnose(evidence(containers)))[0]).toBe('port-taken');
  });
});

describe('nobody is blamed for nothing', () => {
  it('not a service that only waits, nor a one-shot that is done, nor one that was taken out of the project', () => {
    const containers = [
      container('celery', { state: 'created', health: '' }),
      container('data-dir-conf', { state: 'exited', health: '' }),
      container('memcached', { state: 'exited', health: '', exitCode: 137, log: ['Killed'] }),
      container('redis', { state: 'exited', health: '', exitCode: 1, log: ['odd'] }),
    ];
    expect(brief(diagnose(evidence(containers)))).toEqual(['unknown redis']);
  });

  it('not a healthy one for what its log tells', () => {
    const healthy = container('db', { health: 'healthy', log: [REFUSED, 'No space left on device'] });
    const failing = container('django', { health: 'unhealthy' });
    expect(brief(diagnose(evidence([healthy, failing])))).toEqual(['unknown django']);
  });

  it('unknown: who has ended before who is starting, and below before above', () => {
    const starting = container('db');
    const ended = (name: string) => container(name, { state: 'restarting', exitCode: 3 });
    expect(brief(diagnose(evidence([starting, ended('geonode'), ended('celery')])))).toEqual(['unknown celery']);
    expect(brief(diagnose(evidence([container('geonode'), starting])))).toEqual(['unknown db']);
  });

  it('not GeoServer, which only needs its time, while another one fails', () => {
    const slow = container('geoserver', { healthOutput: ['curl: (22) The requested URL returned error: 503'] });
    const broken = (log: string) => container('geonode', { state: 'restarting', exitCode: 1, log: [log] });
    expect(brief(diagnose(evidence([slow, broken('nginx: [emerg] odd')])))).toEqual(['nginx-config geonode']);
    expect(brief(diagnose(evidence([slow, broken('odd')])))).toEqual(['unknown geonode']);
    expect(brief(diagnose(evidence([slow])))).toEqual(['geoserver-failed geoserver']);
  });

  it('unknown without any container: the command', () => {
    const [finding] = diagnose(evidence([], { phase: 'up', output: ['odd'] }));
    expect(finding).toMatchObject({ cause: 'unknown', words: expect.stringMatching(/^docker compose up failed/) });
    expect(finding).not.toHaveProperty('service');
  });
});

// A registry would have to answer for these, and none does where the tests run: the words are those of the engine's source.
it.each([
  ['Error response from daemon: manifest for redis:9 not found: manifest unknown: manifest unknown', 'redis:9'],
  [
    "Error response from daemon: pull access denied for mine/redis, repository does not exist or may require 'docker login'",
    'mine/redis',
  ],
  ['Error response from daemon: toomanyrequests: You have reached your pull rate limit.', 'that is needed'],
  ['Error response from daemon: No such image: redis:9', 'redis:9'],
])('image-unavailable: %s', (line, image) => {
  const [finding] = diagnose(evidence([], { phase: 'pull', output: [line] }));
  expect([finding?.cause, finding?.words]).toEqual(['image-unavailable', expect.stringContaining(image)]);
});

describe('the lines that are shown', () => {
  const shown = (name: string): readonly string[] => {
    const { evidence: left } = captured(name);
    return diagnose(left).flatMap((finding, at) => (at === 0 ? relevantLog(left, finding) : []));
  };

  it.each([
    ['build-failed', /^ModuleNotFoundError: No module named 'nothing_like_this'$/m],
    ['build-network', /^curl: \(6\) Could not resolve host/m],
    ['build-failed-dockerfile', /unknown instruction: RUNN/],
    ['disk-full', /No space left on device/i],
    ['port-taken', /address already in use/],
    ['database-password', /authentication failed for user/],
    ['postgres-version', /initialized by PostgreSQL version 13/],
    ['migration-failed', /^django\.db\.utils\.ProgrammingError: /m],
    ['django-error', /^ModuleNotFoundError: /m],
    ['geoserver-failed-options', /Unrecognized VM option/],
    ['nginx-config', /\[emerg\]/],
    ['unknown', /something that nobody has foreseen/],
  ])('%s', (name, pattern) => {
    expect(shown(name).join('\n')).toMatch(pattern);
  });

  it('are never more than fifteen', () => {
    for (const { name } of CAPTURED) expect([name, shown(name).length <= 15]).toEqual([name, true]);
  });
});
