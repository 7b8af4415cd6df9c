import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import type { PreflightFacts } from '../../../generators/core/up/preflight/facts.ts';
import { blocking, judge } from '../../../generators/core/up/preflight/preflight.ts';
import { gatherFacts } from '../../../generators/io/preflight/gather.ts';
import { filesBelow } from '../../support/temporary.ts';
import { database, FRESH, fakeDocker, modelOf, type Replies } from './fake-docker.ts';
import { duration, gathered, NOWHERE, statuses } from './gathered.ts';
import { generated } from './project.ts';

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
