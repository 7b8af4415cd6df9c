import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

const YES = ['--yes', '--memory', '16', '--cpus', '4'];

describe('creating a project with Node.js alone', () => {
  it('writes it, says what is next, and shows no secret', async () => {
    const cwd = temporaryFolder();
    const { stdout, stderr, exitCode } = await run(['my_site', ...YES], { cwd });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /Wrote \d+ files[^]*cd my_site\n {2}docker compose build\n {2}docker compose up -d[^]*npx create-geonode-project@.* my_site .*--yes/,
    );
    const env = readFileSync(join(cwd, 'my_site/.env'), 'utf8');
    for (const [, value = ''] of env.matchAll(/^\w*(?:PASSWORD|SECRET|KEY)\w*=(\S+)$/gm))
      expect(stdout).not.toContain(value);
    expect(statSync(join(cwd, 'my_site/.env')).mode & 0o777).toBe(0o600);
    expect(statSync(join(cwd, 'my_site/src/entrypoint.sh')).mode & 0o777).toBe(0o755);
  });

  it.each(['{', '{"name": 5}', 'null', '[1]'])(
    'files of other generators, in the current folder and at home, may hold %s',
    async (text) => {
      const cwd = temporaryFolder();
      const foreign = ['package.json', '.yo-rc.json', '.yo-rc-global.json'];
      for (const name of foreign) writeFileSync(join(cwd, name), text);
      const { exitCode, stderr } = await run(['my_site', ...YES], { cwd, env: { HOME: cwd, USERPROFILE: cwd } });
      expect([exitCode, stderr]).toEqual([0, '']);
      for (const name of foreign) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
    },
  );

  it("says how browsers come to trust an authority of the project's own", async () => {
    const { stdout } = await run(['my_site', ...YES, '--url', 'https://maps.local'], { cwd: temporaryFolder() });
    expect(stdout).toContain('docker compose cp geonode:/geonode-certificates/local-ca/ca.pem .');
  });

  it('makes real secrets: long, different, and an RSA key', async () => {
    const cwd = temporaryFolder();
    await Promise.all(['one', 'two'].map((name) => run([name, ...YES], { cwd })));
    const [one, two] = ['one', 'two'].map((name) => readFileSync(join(cwd, name, '.env'), 'utf8'));
    const value = (env: string | undefined, key: string): string =>
      new RegExp(`^${key}=(.*)$`, 'm').exec(env ?? '')?.[1] ?? '';
    for (const key of [
      'SECRET_KEY',
      'ADMIN_PASSWORD',
      'POSTGRES_PASSWORD',
      'OAUTH2_CLIENT_SECRET',
      'BROKER_PASSWORD',
    ]) {
      expect(value(one, key)).toMatch(/^[A-Za-z0-9]{32,64}$/);
      expect(value(one, key)).not.toBe(value(two, key));
    }
    expect(Buffer.from(value(one, 'OIDC_RSA_PRIVATE_KEY'), 'base64').toString()).toMatch(
      /^-----BEGIN PRIVATE KEY-----/,
    );
  });

  it('a second run changes nothing, not even a time', async () => {
    const cwd = temporaryFolder();
    await run(['my_site', ...YES], { cwd });
    const before = filesBelow(cwd);
    const time = statSync(join(cwd, 'my_site/.env')).mtimeMs;
    const { exitCode, stdout } = await run(['my_site', '--yes'], { cwd });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Nothing to do')]);
    expect(filesBelow(cwd)).toEqual(before);
    expect(statSync(join(cwd, 'my_site/.env')).mtimeMs).toBe(time);
  });

  it('the command that it prints makes the same project again', async () => {
    const cwd = temporaryFolder();
    const answers = [
      '--url',
      'http://Bücher.example:8080',
      '--title',
      "L'atlas $1",
      '--alias',
      'b.example.org',
      '--cache',
      '--signup',
      'approval',
    ];
    const { stdout } = await run(['my_site', ...YES, ...answers], { cwd });
    const command = /npx create-geonode-project@\S+ (.* --yes)$/m.exec(stdout)?.[1] ?? '';
    const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll(`'\\''`, "'") ?? plain ?? '',
    );
    const elsewhere = temporaryFolder();
    expect((await run(words, { cwd: elsewhere })).exitCode).toBe(0);
    const [first, second] = [cwd, elsewhere].map((folder) => readFileSync(join(folder, 'my_site/.yo-rc.json'), 'utf8'));
    expect(second).toBe(first);
  });

  it('--json prints one object and nothing else on stdout', async () => {
    const { stdout, exitCode } = await run(['my_site', ...YES, '--json'], { cwd: temporaryFolder() });
    const object = JSON.parse(stdout) as {
      changes: { path: string; kind: string }[];
      exitCode: number;
      next: string[];
    };
    expect([exitCode, object.exitCode]).toEqual([0, 0]);
    expect(object.changes).toContainEqual({ path: '.env', kind: 'create' });
    expect(object.next).toContain('docker compose up -d');
  });

  it('--dry-run names every file and writes none, not even the directory', async () => {
    const cwd = temporaryFolder();
    const dry = await run(['my_site', ...YES, '--dry-run', '--json'], { cwd });
    expect([...filesBelow(cwd).keys()]).toEqual([]);
    expect(() => statSync(join(cwd, 'my_site'))).toThrow();
    const wet = await run(['my_site', ...YES, '--json'], { cwd });
    const changes = (output: string) => (JSON.parse(output) as { changes: unknown }).changes;
    expect(changes(dry.stdout)).toEqual(changes(wet.stdout));
  });

  it('--quiet says nothing', async () => {
    const { stderr, stdout } = await run(['my_site', ...YES, '--quiet'], { cwd: temporaryFolder() });
    expect(stderr + stdout).toBe('');
  });

  it('takes answers from JSON and YAML files, with flags over them', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'a.yaml'),
      'directory: site_a\nurl: http://localhost:8080\naliases: [a.example.org]\nmemory: 8\ncpus: 2\n',
    );
    writeFileSync(join(cwd, 'a.json'), '{"directory": "site_b", "title": "From the file", "memory": 8, "cpus": 2}');
    expect((await run(['--yes', '--answers', 'a.yaml', '--cpus', '4'], { cwd })).exitCode).toBe(0);
    expect((await run(['--yes', '--answers', 'a.json'], { cwd })).exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'site_a/.yo-rc.json'), 'utf8')).toMatch(/"cpus": 4/);
    expect(readFileSync(join(cwd, 'site_b/.env'), 'utf8')).toContain("SITENAME='From the file'");
  });

  it('a stray -- and --no-color are taken', async () => {
    const { stderr, exitCode } = await run(['--', 'my_site', ...YES, '--no-color'], {
      cwd: temporaryFolder(),
      env: { FORCE_COLOR: '1' },
    });
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain('\u001b[');
  });

  it('passwords come from the environment', async () => {
    const cwd = temporaryFolder();
    await run(['my_site', ...YES], { cwd, env: { GEONODE_ADMIN_PASSWORD: 'a "b" $c #d \\e' } });
    expect(readFileSync(join(cwd, 'my_site/.env'), 'utf8')).toContain(`ADMIN_PASSWORD='a "b" $c #d \\e'`);
  });

  it.each(['mit Leerzeichen', 'Übersicht', 'a/b/c', "it's", 'weird;name&x'])(
    'a directory called %j works',
    async (directory) => {
      const cwd = temporaryFolder();
      const { exitCode, stdout } = await run([directory, '--name', 'my_site', ...YES], { cwd });
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Wrote')]);
      expect(readFileSync(join(cwd, directory, 'docker-compose.yml'), 'utf8')).toContain('name: my_site');
    },
  );

  it('a symlinked parent works', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'real'));
    symlinkSync(join(cwd, 'real'), join(cwd, 'link'));
    expect((await run(['link/my_site', ...YES], { cwd })).exitCode).toBe(0);
    expect(statSync(join(cwd, 'real/my_site/.env')).isFile()).toBe(true);
  });

  it('the current directory works, and what is there stays', async () => {
    const cwd = join(temporaryFolder(), 'my_site');
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'notes.txt'), 'mine');
    const { exitCode, stdout } = await run(['.', ...YES], { cwd });
    expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('cd ')]);
    expect(readFileSync(join(cwd, 'notes.txt'), 'utf8')).toBe('mine');
  });
});
