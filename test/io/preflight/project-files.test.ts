import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { secretValues } from '../../../generators/core/up/mask.ts';
import { gatherFacts } from '../../../generators/io/preflight/gather.ts';
import { filesBelow } from '../../support/temporary.ts';
import { database, FRESH, modelOf } from './fake-docker.ts';
import { gathered, NOWHERE, statuses } from './gathered.ts';
import { generated } from './project.ts';

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

  it('conflict markers in what was generated, by place', async () => {
    const { root } = await generated();
    expect((await facts(root)).markers).toEqual([]);
    const path = join(root, 'docker-compose.override.yml');
    writeFileSync(path, '#\n<<<<<<< mine\n# b\n=======\n# c\n>>>>>>> yours\n');
    expect((await facts(root)).markers).toEqual(['docker-compose.override.yml:2']);
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
