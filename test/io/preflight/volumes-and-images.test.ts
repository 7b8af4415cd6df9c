import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { database, FRESH, modelOf, type Replies, VOLUME } from './fake-docker.ts';
import { gathered, statuses } from './gathered.ts';

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
