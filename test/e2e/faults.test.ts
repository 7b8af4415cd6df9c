import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../generators/core/up/diagnosis/diagnose.ts';
import { failedStart } from './support/failed-start.ts';
import { Bench, type Fault } from './support/faults.ts';
import { CONTAINER_FAULTS } from './support/faults-containers.ts';
import { ENGINE_FAULTS } from './support/faults-engine.ts';
import { PROJECT_FAULTS } from './support/faults-project.ts';
import { capture } from './support/fixtures.ts';
import { observedStart } from './support/observed-start.ts';
import { Site } from './support/site.ts';
import { SmallEngine } from './support/small-engine.ts';

const SECONDS = 120;
const PRODUCTION = ['--profile', 'production', '--url', 'http://localhost:8080'];

/**
 * What no check sees: a program of another processor inside of an image, a foreign platform where the machine does not tell
 * whether it emulates one, and the base of an image that is built already.
 */
const UNSEEN = ['wrong-architecture-program', 'wrong-architecture-image', 'image-unavailable-base'];
/** What a check before the start can see as well. */
const CHECKED = [...ENGINE_FAULTS, ...PROJECT_FAULTS, ...CONTAINER_FAULTS].filter(
  ({ name, skip }) => skip !== undefined && !UNSEEN.includes(name),
);

// E2E_SAMPLE=1: every other one. What all of them leave behind is in test/fixtures/faults, which tests without an engine read.
const sampled = (faults: readonly Fault[]): readonly Fault[] =>
  process.env.E2E_SAMPLE === '1' ? faults.filter((_, index) => index % 2 === 0) : faults;

/** Injects a fault, starts, and mends it again. */
async function expectRecognised(bench: Bench, fault: Fault): Promise<void> {
  try {
    await fault.inject(bench);
    const { exitCode, findings } = await failedStart(bench, fault);
    expect([exitCode, findings[0]?.cause, findings[0]?.service]).toEqual([6, fault.cause, fault.service]);
    expect(JSON.stringify(findings)).not.toMatch(/\{(?!up\})\w+\}/);
  } finally {
    await bench.mend();
  }
}

const started = async (bench: Bench, args: readonly string[]): Promise<void> => {
  expect((await bench.site.generate(args)).exitCode).toBe(0);
  const { exitCode, findings } = await observedStart(bench, SECONDS);
  expect([exitCode, findings]).toEqual([0, []]);
};

describe('a site on which one thing after the other is broken', () => {
  const bench = new Bench(new Site('faults'));
  beforeAll(() => started(bench, PRODUCTION));
  afterAll(() => bench.site.remove());

  describe.each([
    ['the engine', ENGINE_FAULTS],
    ['the project', PROJECT_FAULTS],
    ['the containers', CONTAINER_FAULTS],
  ])('%s', (_, faults) => {
    it.each(sampled(faults))('$name', (fault) => expectRecognised(bench, fault));
  });

  // The same without leaving the checks out: then nothing is built or started.
  it.each(sampled(CHECKED))('$name is found before anything is built', async (fault) => {
    try {
      await fault.inject(bench);
      const { exitCode, findings, phase } = await failedStart(bench, { ...fault, skip: [] });
      expect([exitCode, phase, findings[0]?.cause]).toEqual([6, 'preflight', fault.cause]);
    } finally {
      await bench.mend();
    }
  });

  it('mended, it starts: no false alarm from what an earlier start left', () => started(bench, PRODUCTION));
});

describe('a site with RabbitMQ', () => {
  const bench = new Bench(new Site('faults_rabbitmq'));
  beforeAll(() => started(bench, [...PRODUCTION, '--broker', 'rabbitmq']));
  afterAll(() => bench.site.remove());

  it('broker-password', () =>
    expectRecognised(bench, {
      name: 'broker-password',
      cause: 'broker-password',
      service: 'celery',
      inject: () => {
        bench.setEnv('BROKER_PASSWORD', 'AnotherThanTheVolumeHas');
        bench.override({ services: { celery: { healthcheck: { start_interval: '2s' } } } });
      },
    }));
});

describe('a site with a certificate of its own', () => {
  const bench = new Bench(new Site('faults_https'));
  const [certificate, key] = [`${bench.site.folder}.pem`, `${bench.site.folder}.key`];
  afterAll(() => bench.site.remove());

  it('certificate-missing: nginx is healthy with one that stands in, and the finding says so', async () => {
    const subject = ['-subj', '/CN=maps.example.org', '-addext', 'subjectAltName=DNS:maps.example.org'];
    await execa('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      ...subject,
    ]);
    const https = ['--https', 'certificate', '--certificate', certificate, '--certificate-key', key];
    const made = await bench.site.generate([
      '--profile',
      'production',
      '--url',
      'https://maps.example.org:8443',
      '--http-port',
      '8080',
      ...https,
    ]);
    expect([made.exitCode, made.exitCode && made.stderr]).toEqual([0, 0]);
    rmSync(certificate);
    const fault: Fault = {
      name: 'certificate-missing',
      cause: 'certificate-missing',
      service: 'geonode',
      skip: ['certificate'],
      inject: () => undefined,
    };
    const before = await failedStart(bench, { ...fault, skip: [] });
    expect(before).toMatchObject({ exitCode: 6, phase: 'preflight', findings: [{ cause: 'certificate-missing' }] });
    const { evidence } = await observedStart(bench, SECONDS);
    if (process.env.E2E_CAPTURE) capture(fault, { exitCode: 0, evidence, findings: [], early: false }, bench);
    expect(diagnose(evidence)[0]).toMatchObject({
      cause: 'certificate-missing',
      service: 'geonode',
      words: expect.stringContaining(certificate),
    });
  });
});

// It needs the tests' own engine, which brings the programs for another one.
describe.runIf(process.env.E2E_STANDINS === '1')('an engine with 60 MB of disk and 128 MB of memory', () => {
  const bench = new Bench(new Site('faults_small'));
  const engine = new SmallEngine();
  beforeAll(async () => {
    expect((await bench.site.generate(PRODUCTION)).exitCode).toBe(0);
    await engine.start(60, 128);
  });
  afterAll(async () => {
    await engine.remove();
    rmSync(join(bench.site.folder, '..'), { recursive: true, force: true });
  });

  const first = (run: string) => (): void => {
    for (const image of ['GEONODE', 'NGINX', 'POSTGIS', 'GEOSERVER', 'GEOSERVER_DATA'])
      bench.setEnv(`${image}_BASE_IMAGE`, engine.image);
    bench.edit('Dockerfile', (text) => text.replace('FROM ${BASE_IMAGE}\n', `FROM \${BASE_IMAGE}\nRUN ${run}\n`));
    bench.environment = engine.environment;
  };

  // It has one image, and the project asks for more.
  const skip = ['images'];
  it.each<Fault>([
    { name: 'disk-full', cause: 'disk-full', skip, inject: first('dd if=/dev/zero of=/fill bs=1M') },
    {
      name: 'build-out-of-memory',
      cause: 'build-out-of-memory',
      service: 'django',
      skip,
      inject: first('tail /dev/zero'),
    },
    {
      name: 'engine-lost',
      cause: 'engine-lost',
      skip,
      inject: () => {
        first('sleep 60')();
        setTimeout(() => void engine.stop(), 3000);
      },
    },
  ])('$name', (fault) => expectRecognised(bench, fault));
});
