import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { secretValues } from '../../../generators/core/up/mask.ts';
import type { PreflightFacts } from '../../../generators/core/up/preflight/facts.ts';
import { blocking, judge } from '../../../generators/core/up/preflight/preflight.ts';
import { gatherFacts } from '../../../generators/io/preflight/gather.ts';
import { filesBelow } from '../../support/temporary.ts';
import { database, FRESH, fakeDocker, modelOf, type Replies, VOLUME } from './fake-docker.ts';
import { generated } from './project.ts';

const NOWHERE = { PATH: '/nowhere' };

/** What is found out about a generated project with a fake docker, and how docker was asked. */
async function gathered(replies: Replies | ((root: string) => Replies), given: Record<string, unknown> = {}) {
  const { root, answers } = await generated(given);
  const { environment, commands } = fakeDocker(dirname(root), typeof replies === 'function' ? replies(root) : replies);
  const before = filesBelow(root);
  const facts = await gatherFacts(root, { answers, environment, useExistingVolumes: false });
  expect(filesBelow(root)).toEqual(before);
  return { root, facts, commands: commands() };
}

const statuses = (facts: PreflightFacts): Readonly<Record<string, string>> =>
  Object.fromEntries(judge(facts, new Set()).map(({ id, status }) => [id, status]));

/** Milliseconds that this takes. */
async function duration(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describe('what is found out before a start', () => {
  it('with a fresh engine: nothing stands in the way', async () => {
    const { facts, commands } = await gathered((root) => ({
      ...FRESH,
      'compose config': { stdout: modelOf({ db: database(root), redis: { image: 'redis:7' } }) },
    }));
    expect(blocking(judge(facts, new Set()))).toEqual([]);
    expect(facts).toMatchObject({
      engine: { kind: 'answers', id: 'engine-1', local: true },
      compose: { kind: 'plugin', version: '2.40.3' },
      env: { kind: 'read', empty: [], demo: [] },
      containers: [],
      volumes: [],
      built: false,
      images: [
        { image: 'redis:7', state: 'available' },
        { image: 'geonode/postgis:15-3.5-latest', state: 'available' },
      ],
    });
    // Nothing but questions.
    const QUESTIONS =
      /^(?:info|context inspect|compose version|compose config|ps|volume inspect|image inspect|manifest inspect) ?/;
    expect(commands.filter((command) => !QUESTIONS.test(command))).toEqual([]);
  });

  it('without docker: at once, and only what the files tell', async () => {
    const { root, answers } = await generated({ url: 'https://maps.example.org', email: 'me@example.org' });
    let facts: PreflightFacts | undefined;
    const took = await duration(async () => {
      facts = await gatherFacts(root, { answers, environment: NOWHERE, useExistingVolumes: false });
    });
    expect(took).toBeLessThan(500);
    expect(facts && statuses(facts)).toMatchObject({
      engine: 'failed',
      compose: 'unknown',
      env: 'ok',
      ports: 'unknown',
    });
  });

  it('with an engine that is dead: nothing more is asked of it', async () => {
    const { facts, commands } = await gathered({
      ...FRESH,
      info: { code: 1, stdout: '{"ID":""}', stderr: 'Cannot connect to the Docker daemon at unix:///x.' },
    });
    expect(facts.engine).toEqual({
      kind: 'silent',
      words: 'Cannot connect to the Docker daemon at unix:///x.',
      local: true,
    });
    expect(commands.map((command) => command.split(' ')[0])).not.toContain('ps');
    expect(statuses(facts)).toMatchObject({ engine: 'failed', project: 'ok', images: 'unknown', volumes: 'unknown' });
  });

  it('with an engine that hangs: in three seconds', async () => {
    const hanging = { ...FRESH, info: { after: 20 } };
    const took = await duration(async () => {
      expect((await gathered(hanging)).facts.engine).toEqual({ kind: 'silent', words: '', local: true });
    });
    expect(took).toBeLessThan(4000);
  });

  it('an engine elsewhere says nothing about ports, disk and files of this machine', async () => {
    const { facts } = await gathered((root) => ({
      ...FRESH,
      'context inspect': { stdout: 'ssh://me@example.org\n' },
      'compose config': {
        stdout: modelOf({ db: { ...database(root), ports: [{ target: 5432, published: '15432' }] } }),
      },
    }));
    expect(facts).toMatchObject({ engine: { local: false }, ports: undefined, free: undefined, emulation: undefined });
    expect(statuses(facts)).toMatchObject({ ports: 'unknown', disk: 'unknown', mounts: 'unknown' });
  });

  it('DOCKER_HOST decides where the engine is', async () => {
    const { root, answers } = await generated();
    const { environment } = fakeDocker(dirname(root), FRESH);
    const there = { ...environment, DOCKER_HOST: 'tcp://192.0.2.4:2376' };
    const facts = await gatherFacts(root, { answers, environment: there, useExistingVolumes: false });
    expect(facts.engine).toMatchObject({ local: false });
  });
});

describe('Compose', () => {
  const none: Replies = { ...FRESH, 'compose version': { code: 1, stderr: 'docker: unknown command: docker compose' } };

  it('without the plugin is none', async () => {
    const { facts, commands } = await gathered(none);
    expect(facts.compose).toEqual({ kind: 'none', standalone: undefined });
    expect(commands.filter((command) => command.startsWith('compose config'))).toEqual([]);
  });

  it('v1 is named by its version', async () => {
    const { root, answers } = await generated();
    fakeDocker(dirname(root), { 'version --short': { stdout: '1.29.2\n' } }, 'docker-compose');
    const { environment } = fakeDocker(dirname(root), none);
    const facts = await gatherFacts(root, { answers, environment, useExistingVolumes: false });
    expect(facts.compose).toEqual({ kind: 'none', standalone: '1.29.2' });
    expect(statuses(facts).compose).toBe('failed');
  });

  it('that cannot read the project says why, without a secret', async () => {
    const { facts } = await gathered((root) => {
      const password = readEnv(filesBelow(root).get('.env') ?? '').ADMIN_PASSWORD;
      const stderr = `time="x" level=warning msg="no"\nservices.db invalid: ${password}\n`;
      return { ...FRESH, 'compose config': { code: 1, stderr } };
    });
    expect(facts.config).toEqual({ kind: 'invalid', words: 'services.db invalid: ********' });
    expect(statuses(facts).project).toBe('failed');
  });

  it('whose answer nobody can read is no reason to stop', async () => {
    const { facts } = await gathered({ ...FRESH, 'compose config': { stdout: 'Usage:' } });
    expect(facts.config).toBeUndefined();
  });
});

describe('files of the project', () => {
  const facts = (root: string, answers = {}) =>
    gatherFacts(root, { answers, environment: NOWHERE, useExistingVolumes: false });

  it('no secret gets into the facts', async () => {
    const { root, facts } = await gathered((root) => ({
      ...FRESH,
      'compose config': {
        stdout: modelOf({
          db: { ...database(root), environment: { P: readEnv(filesBelow(root).get('.env') ?? '').POSTGRES_PASSWORD } },
        }),
      },
    }));
    const secrets = secretValues(readEnv(filesBelow(root).get('.env') ?? ''));
    expect(secrets.length).toBeGreaterThan(8);
    expect(secrets.filter((secret) => JSON.stringify(facts).includes(secret))).toEqual([]);
  });

  it('a lost .env, and one with gaps and known passwords', async () => {
    const { root } = await generated();
    const text = filesBelow(root).get('.env') ?? '';
    rmSync(join(root, '.env'));
    expect((await facts(root)).env).toEqual({ kind: 'missing' });
    const changed = text
      .replace(/^ADMIN_PASSWORD=.*/m, 'ADMIN_PASSWORD=admin')
      .replace(/^(HTTP_PORT|SECRET_KEY)=.*/gm, '$1=');
    writeFileSync(join(root, '.env'), changed);
    const { env } = await facts(root);
    expect(env).toEqual({ kind: 'read', empty: ['HTTP_PORT', 'SECRET_KEY'], demo: ['ADMIN_PASSWORD'] });
  });

  it('an .env that cannot be read is not judged', async () => {
    const { root } = await generated();
    rmSync(join(root, '.env'));
    mkdirSync(join(root, '.env'));
    expect((await facts(root)).env).toBeUndefined();
  });

  it('scripts with Windows line ends: harmless where the build repairs them', async () => {
    const { root } = await generated();
    for (const path of ['src/entrypoint.sh', 'src/manage.py', 'docker/nginx/entrypoint.sh', 'docker/nginx/extra.sh'])
      writeFileSync(join(root, path), '#!/bin/sh\r\ntrue\r\n');
    expect((await facts(root)).scripts).toEqual([
      { path: 'docker/nginx/entrypoint.sh', harmless: true },
      { path: 'docker/nginx/extra.sh', harmless: true },
      { path: 'src/entrypoint.sh', harmless: true },
      { path: 'src/manage.py', harmless: true },
    ]);
  });

  it('scripts with Windows line ends: harmful where they are mounted, or nothing repairs them', async () => {
    const { facts } = await gathered((root) => {
      for (const path of ['src/entrypoint.sh', 'docker/letsencrypt/entrypoint.sh'])
        writeFileSync(join(root, path), '#!/bin/sh\r\ntrue\r\n');
      writeFileSync(join(root, 'docker/letsencrypt/Dockerfile'), 'FROM x\nCOPY entrypoint.sh /\n');
      const volumes = [{ type: 'bind', source: join(root, 'src'), target: '/usr/src/project' }];
      return { ...FRESH, 'compose config': { stdout: modelOf({ django: { image: 'x', volumes } }) } };
    });
    expect(facts.scripts).toEqual([
      { path: 'docker/letsencrypt/entrypoint.sh', harmless: false },
      { path: 'src/entrypoint.sh', harmless: false },
    ]);
    expect(statuses(facts)['line-endings']).toBe('failed');
  });

  it('a project without docker/ and src/ has no scripts', async () => {
    const { root } = await generated();
    for (const folder of ['docker', 'src']) rmSync(join(root, folder), { recursive: true });
    expect((await facts(root)).scripts).toEqual([]);
  });

  it('mounts and certificates that are missing, each under its own name', async () => {
    const certificate = { url: 'https://maps.example.org', certificate: '/c.pem', certificateKey: '/k.pem' };
    const { root, facts } = await gathered((root) => {
      const env = (filesBelow(root).get('.env') ?? '')
        .replace(/^CERTIFICATE_FILE=.*/m, `CERTIFICATE_FILE=${root}/a.pem`)
        .replace(/^CERTIFICATE_KEY_FILE=.*/m, 'CERTIFICATE_KEY_FILE=./b.pem');
      writeFileSync(join(root, '.env'), env);
      // Docker makes a folder of a certificate that is missing.
      mkdirSync(join(root, 'b.pem'));
      writeFileSync(join(root, 'there'), '');
      const sources = ['a.pem', 'b.pem', 'there', 'gone', 'there/below'];
      const volumes = sources.map((name) => ({ type: 'bind', source: join(root, name), target: `/${name}` }));
      return { ...FRESH, 'compose config': { stdout: modelOf({ geonode: { image: 'x', volumes } }) } };
    }, certificate);
    expect(facts.missing).toEqual({
      mounts: [join(root, 'gone'), join(root, 'there/below')],
      certificates: [join(root, 'a.pem'), join(root, 'b.pem')],
    });
    expect(statuses(facts)).toMatchObject({ mounts: 'failed', certificate: 'failed' });
  });
});

describe('volumes', () => {
  const existing = (root: string): Replies => ({
    ...FRESH,
    'compose config': { stdout: modelOf({ db: database(root) }) },
    'volume inspect': { stdout: `${VOLUME}\n`, code: 1, stderr: 'get my_site_other: no such volume' },
  });
  const container = (directory: string): Replies => ({
    'ps ': { stdout: `${JSON.stringify({ name: 'a', state: 'exited', ports: '', project: 'my_site', directory })}\n` },
  });

  it('of a namesake are left over', async () => {
    const { facts } = await gathered((root) => ({ ...existing(root), ...container('/srv/other') }));
    expect(facts.volumes).toEqual([{ name: 'my_site_dbdata', createdAt: '2026-01-02T03:04:05Z', project: 'my_site' }]);
    expect(statuses(facts).volumes).toBe('failed');
  });

  it('are ours where a container has our directory, even through a link', async () => {
    const { facts } = await gathered((root) => {
      symlinkSync(root, `${root}-link`);
      return { ...existing(root), ...container(`${root}-link`) };
    });
    expect(statuses(facts).volumes).toBe('ok');
  });

  it('are ours where the record of a start says so', async () => {
    const { facts } = await gathered((root) => {
      const record = { engine: 'engine-1', volumes: { my_site_dbdata: '2026-01-02T03:04:05Z' } };
      writeFileSync(join(root, '.create-geonode-project/started.json'), JSON.stringify(record));
      return existing(root);
    });
    expect(facts.started?.engine).toBe('engine-1');
    expect(statuses(facts).volumes).toBe('ok');
  });

  it('are unknown where the engine does not tell', async () => {
    const { facts } = await gathered((root) => ({
      ...existing(root),
      'volume inspect': { code: 1, stderr: 'context deadline exceeded' },
    }));
    expect(facts.volumes).toBeUndefined();
    expect(statuses(facts).volumes).toBe('unknown');
  });

  describe('the PostgreSQL that made the data', () => {
    const looked = (reply: Replies[string], images: Replies) => (root: string) => ({
      ...existing(root),
      ...images,
      'run --rm': reply,
    });
    const BASE = 'image inspect --format {{json .Config.Env}} geonode/postgis:15-3.5-latest';
    const BUILT = 'image inspect --format {{json .Config.Env}} my_site/postgis:15';

    it('is read from the volume, with an image that is there', async () => {
      const { facts, commands } = await gathered(looked({ stdout: '13\n' }, { [BASE]: { stdout: '["PG_MAJOR=15"]' } }));
      expect(facts.postgres).toEqual({ have: 13, want: 15 });
      expect(statuses(facts).postgres).toBe('failed');
      expect(commands.filter((command) => command.startsWith('run '))).toEqual([
        'run --rm --pull never --network none --user 0:0 --entrypoint cat --volume my_site_dbdata:/data:ro,nocopy geonode/postgis:15-3.5-latest /data/PG_VERSION',
      ]);
    });

    it('is what a built image has, where its base is not there', async () => {
      const { facts } = await gathered(looked({ stdout: '15\n' }, { [BUILT]: { stdout: '["PATH=/bin"]' } }));
      expect(facts.postgres).toEqual({ have: 15, want: 15 });
    });

    it('an empty volume has none', async () => {
      const stderr = "cat: can't open '/data/PG_VERSION': No such file or directory";
      const { facts } = await gathered(looked({ code: 1, stderr }, { [BUILT]: { stdout: 'null' } }));
      expect(facts.postgres).toEqual({ have: undefined, want: 15 });
    });

    it('is unknown without an image, and nothing is pulled for it', async () => {
      const { facts, commands } = await gathered(looked({ stdout: '15' }, {}));
      expect(facts.postgres).toBeUndefined();
      expect(commands.filter((command) => /^(?:run|pull) /.test(command))).toEqual([]);
      expect(statuses(facts).postgres).toBe('unknown');
    });

    it.each(['docker: Error response from daemon', 'exec /bin/cat: no such file or directory'])(
      'is unknown where the look fails: %s',
      async (stderr) => {
        const { facts } = await gathered(looked({ code: 1, stderr }, { [BUILT]: { stdout: '[]' } }));
        expect(facts.postgres).toBeUndefined();
      },
    );
  });
});

describe('images', () => {
  const inspect = (image: string): string => `image inspect --format {{json .Config.Env}} ${image}`;

  it('that are built need no base image, and those that are there no registry', async () => {
    const { facts, commands } = await gathered((root) => ({
      ...FRESH,
      'compose config': { stdout: modelOf({ db: database(root), redis: { image: 'redis:7' } }) },
      'image inspect': { stdout: '[]' },
    }));
    expect(facts).toMatchObject({ built: true, images: [{ image: 'redis:7', state: 'present' }] });
    expect(commands.filter((command) => command.startsWith('manifest'))).toEqual([]);
  });

  it('are asked for by the name that the build is given, and once', async () => {
    const build = (root: string) => ({
      ...database(root).build,
      args: { BASE_IMAGE: 'mirror.example.org/postgis:15' },
    });
    const { facts } = await gathered((root) => ({
      ...FRESH,
      'compose config': {
        stdout: modelOf({
          a: { image: 'a', build: build(root) },
          b: { image: 'b', build: build(root) },
          c: { image: 'a' },
        }),
      },
    }));
    expect(facts.images).toEqual([{ image: 'mirror.example.org/postgis:15', state: 'available', words: '' }]);
  });

  it('that a registry does not have are told from those that nobody can be asked for', async () => {
    const asked = (image: string): string => `manifest inspect ${image}`;
    const { facts } = await gathered({
      ...FRESH,
      'compose config': {
        stdout: modelOf({ a: { image: 'a:1' }, b: { image: 'b:1' }, c: { image: 'c:1' }, d: { image: 'd:1' } }),
      },
      [inspect('d:1')]: { stdout: '[]' },
      [asked('a:1')]: { code: 1, stderr: 'no such manifest: docker.io/library/a:1' },
      [asked('b:1')]: { code: 1, stderr: 'error pinging: Get "https://x/v2/": dial tcp: lookup x: no such host' },
      [asked('c:1')]: { code: 1, stderr: 'denied: requested access to the resource is denied' },
    });
    expect(facts.images?.map(({ image, state }) => `${image} ${state}`)).toEqual([
      'a:1 absent',
      'b:1 unreachable',
      'c:1 absent',
      'd:1 present',
    ]);
    expect(facts.images?.[0]?.words).toBe('no such manifest: docker.io/library/a:1');
    expect(statuses(facts).images).toBe('failed');
  });
});
