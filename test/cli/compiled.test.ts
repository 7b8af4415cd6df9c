import { chmodSync, cpSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

/** An installation of its own: what others leave beside the program does not count. */
function installed(): string {
  const folder = temporaryFolder();
  cpSync(join(inject('packed'), 'dist'), folder, { recursive: true, filter: (path) => !/\bcompiled$/.test(path) });
  return folder;
}

const kept = (program: string): ReadonlyMap<string, string> =>
  new Map([...filesBelow(program)].filter(([path]) => path.startsWith('compiled/')));

/** A scaffold with this installation, by path. */
async function scaffold(program: string, env: Record<string, string> = {}): Promise<readonly string[]> {
  const cwd = temporaryFolder();
  const options = { cwd, env, program: join(program, 'cli.cjs') };
  const { exitCode, stderr } = await run(['my_site', '--yes', '--memory', '16', '--cpus', '4'], options);
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('rror')]);
  return [...filesBelow(join(cwd, 'my_site')).keys()];
}

async function warm(): Promise<{ readonly program: string; readonly chunks: readonly string[] }> {
  const program = installed();
  await scaffold(program);
  await scaffold(program);
  return { program, chunks: [...kept(program).keys()].map((path) => join(program, path)) };
}

describe('what V8 made of the program', () => {
  it('is kept from the second run on, and used from the third', async () => {
    const program = installed();
    await scaffold(program);
    expect(readdirSync(join(program, 'compiled'))).toHaveLength(1);
    expect([...kept(program)]).toEqual([]);
    await scaffold(program);
    const after = kept(program);
    expect([...after.keys()].map((path) => path.replace(/^.*\//, ''))).toContain('chunk-app.cjs');
    const times = [...after.keys()].map((path) => statSync(join(program, path)).mtimeMs);
    await scaffold(program);
    expect([...after.keys()].map((path) => statSync(join(program, path)).mtimeMs)).toEqual(times);
  });

  it('writes the same files', async () => {
    const { program } = await warm();
    expect(await scaffold(program)).toEqual(await scaffold(program, { NODE_DISABLE_COMPILE_CACHE: '1' }));
  });

  // V8 itself does not look: with a changed byte it ends the process.
  it.each<[string, (path: string) => void]>([
    ['cut off', (path) => truncateSync(path, 1000)],
    ['empty', (path) => truncateSync(path, 0)],
    ['another file', (path) => writeFileSync(path, 'x'.repeat(5000))],
    ['changed in one byte', (path) => flip(path, 100)],
    ['changed at its end', (path) => flip(path, -5)],
  ])('%s, it is made anew', async (_, damage) => {
    const { program, chunks } = await warm();
    const damaged = chunks.map((path) => {
      damage(path);
      return readFileSync(path);
    });
    await scaffold(program);
    chunks.forEach((path, index) => {
      expect(readFileSync(path).equals(damaged[index] ?? Buffer.of()), path).toBe(false);
    });
  });

  it('is of no use for a program that was changed', async () => {
    const { program } = await warm();
    const main = join(program, 'chunk-main.cjs');
    writeFileSync(main, readFileSync(main, 'utf8').replace(/^/, "process.stderr.write('CHANGED');"));
    const { stderr } = await run(['undo', 'x'], { cwd: temporaryFolder(), program: join(program, 'cli.cjs') });
    expect(stderr).toContain('CHANGED');
  });

  it('can be written by nobody else, whatever the umask permits', async () => {
    const before = process.umask(0);
    try {
      const { program, chunks } = await warm();
      const folders = [join(program, 'compiled'), join(chunks[0] ?? '', '..')];
      const modes = [...chunks, ...folders].map((path) => statSync(path).mode & 0o022);
      expect(modes.filter((mode) => mode !== 0)).toEqual([]);
    } finally {
      process.umask(before);
    }
  });

  it('is left out with the variable for that', async () => {
    const program = installed();
    await scaffold(program, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(readdirSync(program)).not.toContain('compiled');
  });

  it('is left out where nothing can be written', async () => {
    const program = installed();
    writeFileSync(join(program, 'compiled'), 'in the way');
    expect((await scaffold(program)).length).toBeGreaterThan(50);
    expect(readFileSync(join(program, 'compiled'), 'utf8')).toBe('in the way');
  });
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 0x55;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}
