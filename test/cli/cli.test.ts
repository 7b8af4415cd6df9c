import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { calls, fakeProgram } from '../support/programs.ts';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

const CERTIFICATES = join(import.meta.dirname, '../fixtures/certificates');
const YES = ['--yes', '--memory', '16', '--cpus', '4'];

describe('help and version', () => {
  it('--version prints the version alone', async () => {
    const { stdout, stderr, exitCode } = await run(['--version'], { cwd: temporaryFolder() });
    expect([stdout, stderr, exitCode]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), '', 0]);
  });

  it('--help names options, exit codes and where passwords come from', async () => {
    const { stdout, exitCode } = await run(['-h'], { cwd: temporaryFolder() });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Usage:[^]*--url URL[^]*GEONODE_ADMIN_PASSWORD[^]*Exit codes/);
  });
});

describe('starting', () => {
  const loaded = async (args: readonly string[]): Promise<readonly string[]> => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'hook.cjs'),
      "process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));",
    );
    const { stderr } = await run(args, { cwd, env: { NODE_OPTIONS: `--require ${join(cwd, 'hook.cjs')}` } });
    return (JSON.parse(stderr.trim().split('\n').at(-1) ?? '[]') as string[])
      .map((path) => path.replace(/^.*\//, ''))
      .filter((name) => name !== 'hook.cjs');
  };

  it('--help and --version load neither the generator nor inquirer nor execa', async () => {
    const chunks = [...(await loaded(['--help'])), ...(await loaded(['--version']))];
    expect(chunks).toContain('cli.cjs');
    expect(chunks.filter((name) => /app|execa|entropy|environment|inquirer/.test(name))).toEqual([]);
  });

  it('a run without questions does not load the prompts', async () => {
    const chunks = await loaded(['my_site', ...YES]);
    expect(chunks.some((name) => name.includes('app'))).toBe(true);
    const dist = join(inject('packed'), 'dist');
    const late = readdirSync(dist).filter((name) =>
      /function createPromptModule|execaCoreAsync/.test(readFileSync(join(dist, name), 'utf8')),
    );
    expect(late.length).toBe(2);
    expect(chunks.filter((name) => late.includes(name))).toEqual([]);
  });

  it('a Node.js that is too old gets one line and exit 2', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'old.cjs'),
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });",
    );
    const { exitCode, stdout, stderr } = await run(['--version'], {
      cwd,
      env: { NODE_OPTIONS: `--require ${join(cwd, 'old.cjs')}` },
    });
    expect([exitCode, stdout, stderr]).toEqual([
      2,
      '',
      'create-geonode-project needs Node.js 20.19, 22.13, 24 or newer; this is 18.20.4.',
    ]);
  });

  it('bundles what the design names, with a notice for each package', () => {
    const notices = readFileSync(join(inject('packed'), 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['yeoman-generator', 'inquirer', 'ejs', 'execa', 'yaml', 'mem-fs', 'mem-fs-editor'])
      expect(notices).toContain(`Name: ${name}\n`);
    expect(readFileSync(join(inject('packed'), 'package.json'), 'utf8')).not.toContain('"dependencies"');
  });
});

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
    const command = /npx create-geonode-project@\S+ (.*)$/m.exec(stdout)?.[1] ?? '';
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

describe('refusals', () => {
  const refused: [string, string[], RegExp][] = [
    ['no terminal, nothing answered', ['my_site'], /Not answered:[^]*--url URL[^]*--yes/],
    ['no directory', ['--yes'], /DIRECTORY/],
    ['an unknown option', ['my_site', '--frobnicate'], /Unknown option '--frobnicate'/],
    ['an option without its value', ['my_site', '--url'], /--url/],
    ['two directories', ['a', 'b', '--yes'], /One directory is enough: a, b/],
    ['a backup of what is no project', ['backup'], /has no scripts\/backup[^]*no project/],
    ['a password as a flag', ['my_site', '--admin-password', 'x'], /Unknown option/],
    ['a reserved name', ['x', '--name', 'geonode', '--yes'], /--name: "geonode"/],
    ['a directory whose name is nothing', ['___', '--yes'], /--name/],
    [
      'mode and scheme apart',
      ['x', '--url', 'http://a.example.org', '--https', 'proxy', '--yes'],
      /--https proxy.*--url/,
    ],
    ['an answers file that is not there', ['x', '--yes', '--answers', 'none.json'], /none\.json cannot be read/],
    ['a line that is unknown', ['x', '--yes', '--geonode', '4.3'], /--geonode: "4\.3"[^]*5\.1, 5\.0, 4\.4/],
  ];
  it.each(refused)('%s: exit 2, words, no file', async (_, args, words) => {
    const cwd = temporaryFolder();
    const { exitCode, stderr, stdout } = await run(args, { cwd });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect([...filesBelow(cwd).keys()]).toEqual([]);
  });

  it.each([
    ['{"adminPassword": "x"}', /is not an answer/],
    ['[1]', /holds no answers/],
    ['{', /not valid/],
    ['{"url": {"a": 1}}', /url/],
  ])('an answers file with %s', async (content, words) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), content);
    const { exitCode, stderr } = await run(['x', '--yes', '--answers', 'a.json'], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(words)]);
  });

  it('files in the way: exit 4, each named, nothing written', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'my_site/docker'), { recursive: true });
    writeFileSync(join(cwd, 'my_site/README.md'), 'mine');
    writeFileSync(join(cwd, 'my_site/docker/nginx'), 'a file where a folder must be');
    const before = filesBelow(cwd);
    const { exitCode, stderr, stdout } = await run(['my_site', ...YES, '--json'], { cwd });
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/README\.md: differs[^]*docker\/nginx is a file[^]*Nothing was written/);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 4 });
    expect(filesBelow(cwd)).toEqual(before);
  });

  it('an upstream geonode-project: exit 4', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'src'));
    for (const path of ['create-envfile.py', '.env.sample', 'src/tasks.py', 'src/celery-cmd'])
      writeFileSync(join(cwd, path), '');
    const { exitCode, stderr } = await run(['.', '--name', 'x_site', ...YES], { cwd });
    expect([exitCode, stderr]).toEqual([4, expect.stringMatching(/upstream geonode-project[^]*geonode-project adopt/)]);
  });

  it('a project without its .env: exit 4, no new passwords', async () => {
    const cwd = temporaryFolder();
    await run(['my_site', ...YES], { cwd });
    rmSync(join(cwd, 'my_site/.env'));
    const { exitCode, stderr } = await run(['my_site', '--yes'], { cwd });
    expect([exitCode, stderr]).toEqual([4, expect.stringMatching(/without its \.env[^]*Copy \.env/)]);
    expect([...filesBelow(join(cwd, 'my_site')).keys()]).not.toContain('.env');
  });

  it.runIf(process.platform === 'linux')('a place where nobody can make a folder: exit 1, and an end', async () => {
    const { exitCode, stderr } = await run(['/proc/my_site', ...YES], { cwd: temporaryFolder() });
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/could not be written to \/proc\/my_site[^]*taken back/),
    ]);
  });

  it('another name for an existing project: exit 2, nothing written', async () => {
    const cwd = temporaryFolder();
    await run(['my_site', ...YES], { cwd });
    const before = filesBelow(cwd);
    const { exitCode, stderr } = await run(['my_site', '--yes', '--name', 'other'], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/--name other: this project is called my_site/)]);
    expect(filesBelow(cwd)).toEqual(before);
  });

  it('a certificate and a key: exit 2 when they do not belong together, and notes of what browsers will say', async () => {
    const cwd = temporaryFolder();
    const files = (certificate: string, key: string): readonly string[] => [
      ...['--certificate', join(CERTIFICATES, certificate), '--certificate-key', join(CERTIFICATES, key)],
    ];
    const site = ['my_site', ...YES, '--url', 'https://maps.example.net'];
    const wrong = await run([...site, ...files('site.pem', 'other.key')], { cwd });
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringMatching(/do not belong together[^]*site\.pem/)]);
    expect(existsSync(join(cwd, 'my_site'))).toBe(false);
    const right = await run([...site, ...files('site.pem', 'site.key')], { cwd });
    expect([right.exitCode, right.stderr]).toEqual([
      0,
      expect.stringMatching(/not for maps\.example\.net[^]*stands alone/),
    ]);
  });

  it('certificate files that are not there, or are something else: exit 2, each named', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'key.pem'), 'not a key');
    const args = [
      'my_site',
      ...YES,
      '--url',
      'https://maps.example.org',
      '--certificate',
      'none.pem',
      '--certificate-key',
      'key.pem',
    ];
    const { exitCode, stderr } = await run(args, { cwd });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(
        /--certificate: .*none\.pem cannot be read[^]*--certificate-key: .*key\.pem holds no PEM private key/,
      ),
    ]);
    expect([...filesBelow(cwd).keys()]).toEqual(['key.pem']);
  });

  it('a file where the directory should be: exit 2', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'my_site'), '');
    expect((await run(['my_site', ...YES], { cwd })).stderr).toMatch(/my_site is not a directory/);
    expect((await run(['my_site/deeper', ...YES], { cwd })).stderr).toMatch(/my_site is not a directory/);
  });

  it('another run at work: exit 4; after a dead one: clean up and go on', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'my_site/.create-geonode-project'), { recursive: true });
    const lock = join(cwd, 'my_site/.create-geonode-project/lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname() }));
    expect(await run(['my_site', ...YES], { cwd })).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('Another run'),
    });
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    expect(await run(['my_site', ...YES], { cwd })).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Cleaned up'),
    });
  });

  it('twice at once: one project, no broken one', async () => {
    const cwd = temporaryFolder();
    const runs = await Promise.all([1, 2, 3].map(() => run(['my_site', ...YES], { cwd })));
    const codes = runs.map(({ exitCode }) => exitCode).sort();
    expect(codes[0]).toBe(0);
    expect(codes.every((code) => code === 0 || code === 4)).toBe(true);
    expect((await run(['my_site', '--yes'], { cwd })).stdout).toContain('Nothing to do');
  });

  it('--build without Docker: exit 6, the files stay', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout, stderr } = await run(['my_site', ...YES, '--build'], { cwd });
    expect([exitCode, stdout]).toEqual([6, expect.stringMatching(/Wrote \d+ files/)]);
    expect(stderr).toMatch(
      /nothing was started[^]*Docker is not installed[^]*files are complete[^]*Install Docker[^]*docker compose --project-directory my_site build/,
    );
    expect(filesBelow(join(cwd, 'my_site')).size).toBeGreaterThan(30);
  });

  it('--up without Docker: exit 6 with the cause, the files stay', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout, stderr } = await run(['my_site', ...YES, '--up', '--json'], { cwd });
    expect([exitCode, JSON.parse(stdout)]).toEqual([
      6,
      expect.objectContaining({ phase: 'preflight', findings: [expect.objectContaining({ cause: 'engine-missing' })] }),
    ]);
    expect(stderr).toMatch(
      /Wrote \d+ files[^]*Nothing was built or started[^]*not installed[^]*Then: npx .* up my_site/,
    );
    expect(filesBelow(join(cwd, 'my_site')).size).toBeGreaterThan(30);
  });

  it('a Docker that fails: exit 6 with its own words; one that hangs does not hold the run up', async () => {
    const cwd = temporaryFolder();
    const PATH = fakeProgram(
      cwd,
      'docker',
      "if (args[0] === 'info') setTimeout(() => {}, 60000); else { console.error('no such builder'); process.exit(17); }",
    );
    const { exitCode, stderr } = await run(['my_site', '--yes', '--build'], { cwd, env: { PATH } });
    expect([exitCode, stderr]).toEqual([
      6,
      expect.stringMatching(/10 to 25 minutes[^]*The build failed[^]*no such builder[^]*docker compose build/),
    ]);
    expect(calls(cwd)).toEqual([
      ['info', '--format', '{{.MemTotal}} {{.NCPU}}'],
      ['compose', '--progress', 'plain', 'build'],
    ]);
  });

  it('a Docker that answers tells the size of its machine; --build builds', async () => {
    const cwd = temporaryFolder();
    const PATH = fakeProgram(
      cwd,
      'docker',
      "if (args[0] === 'info') console.log('8343584768 3'); else console.log('#5 [django 2/9] RUN said by docker');",
    );
    const { exitCode, stdout, stderr } = await run(['my_site', '--yes', '--build', '--json'], { cwd, env: { PATH } });
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ exitCode: 0 })]);
    expect(stderr).toContain('build django 2/9 RUN said by docker');
    expect(readFileSync(join(cwd, 'my_site/.env'), 'utf8')).toContain('with 8.3 GB and 3 CPUs');
    expect(calls(cwd).slice(1)).toEqual([['compose', '--progress', 'plain', 'build']]);
  });

  it('--git makes a repository with one commit; without git it says so', async () => {
    const cwd = temporaryFolder();
    expect((await run(['other', ...YES, '--git'], { cwd })).stderr).toContain('git was not found');
    const PATH = fakeProgram(cwd, 'git', '');
    expect((await run(['my_site', ...YES, '--git'], { cwd, env: { PATH } })).exitCode).toBe(0);
    expect(calls(cwd)).toEqual([
      ['init', '--quiet', '--initial-branch=main'],
      ['add', '--all'],
      ['commit', '--quiet', '--message=Generate the project'],
    ]);
  });

  it('git without a name and address leaves the files staged and says what to do', async () => {
    const cwd = temporaryFolder();
    const PATH = fakeProgram(cwd, 'git', "process.exit(args[0] === 'commit' ? 128 : 0);");
    const { exitCode, stderr } = await run(['my_site', ...YES, '--git'], { cwd, env: { PATH } });
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/staged and not committed[^]*user\.name/)]);
  });
});
