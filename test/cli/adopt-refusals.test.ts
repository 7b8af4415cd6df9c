import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seenIn } from '../support/on-disk.ts';
import { run } from '../support/run.ts';
import { ADOPT, SIZE, upstream } from './upstream-project.ts';

describe('what adopt refuses', () => {
  type Spoil = (root: string) => void;
  const REFUSED: readonly (readonly [string, Spoil, readonly string[], number, RegExp])[] = [
    ['an empty folder', (root) => rmSync(root, { recursive: true }), [], 4, /not a GeoNode project/],
    ['no .env', (root) => rmSync(join(root, '.env')), [], 4, /has no \.env/],
    [
      'two compose files',
      (root) => writeFileSync(join(root, 'compose.yaml'), 'services: {}'),
      [],
      4,
      /two files for the same/,
    ],
    [
      'a module of the same name',
      (root) => writeFileSync(join(root, 'src/my_maps/middleware.py'), 'x = 1\n'),
      [],
      4,
      /middleware\.py is yours/,
    ],
    [
      'an .orig that is there',
      (root) => writeFileSync(join(root, 'Dockerfile.orig'), 'mine\n'),
      [],
      4,
      /Dockerfile\.orig/,
    ],
    ['another name', () => undefined, ['--name', 'other'], 2, /the package is called my_maps/],
    ['another line', () => undefined, ['--geonode', '5.1'], 4, /runs GeoNode 5\.0/],
    ['answers that do not fit', () => undefined, ['--https', 'local-ca'], 2, /--https local-ca does not go with/],
  ];

  it.each(REFUSED)('%s: in words, and nothing is written', async (_, spoil, flags, exitCode, words) => {
    const { cwd, root } = upstream();
    spoil(root);
    mkdirSync(root, { recursive: true });
    const before = seenIn(root);
    const ran = await run([...ADOPT, ...flags, '--json'], { cwd });
    expect([ran.exitCode, ran.stderr]).toEqual([exitCode, expect.stringMatching(words)]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ exitCode });
    expect(ran.stderr).not.toMatch(/Unexpected|\n {4}at /);
    expect([...seenIn(root)]).toEqual([...before]);
  });

  it('a link where a file of ours has to be', async () => {
    const { cwd, root } = upstream();
    rmSync(join(root, 'Dockerfile'));
    symlinkSync('/etc/hostname', join(root, 'Dockerfile'));
    const ran = await run(ADOPT, { cwd });
    expect([ran.exitCode, ran.stderr]).toEqual([4, expect.stringMatching(/Dockerfile is a symbolic link/)]);
    expect(existsSync(join(root, '.create-geonode-project'))).toBe(false);
  });

  it('a project that this program made', async () => {
    const { cwd } = upstream();
    expect((await run(['ours', '--yes', ...SIZE], { cwd })).exitCode).toBe(0);
    const ran = await run(['adopt', 'ours', '--yes'], { cwd });
    expect([ran.exitCode, ran.stderr]).toEqual([
      4,
      expect.stringMatching(/a project of this program already[^]*npx create-geonode-project ours/),
    ]);
  });

  it('names that somebody edited in .yo-rc.json: exit 2, and no container changes its volume', async () => {
    const { cwd, root, read } = upstream();
    expect((await run(ADOPT, { cwd })).exitCode).toBe(0);
    writeFileSync(join(root, '.yo-rc.json'), read('.yo-rc.json').replace('"project": "my-maps"', '"project": "x; rm"'));
    const ran = await run(['site', '--yes'], { cwd });
    expect([ran.exitCode, ran.stderr]).toEqual([2, expect.stringMatching(/kept: project/)]);
  });
});
