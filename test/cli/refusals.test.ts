import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

const CERTIFICATES = join(import.meta.dirname, '../fixtures/certificates');
const YES = ['--yes', '--memory', '16', '--cpus', '4'];

describe('refusals', () => {
  const refused: [string, string[], RegExp][] = [
    ['no terminal, nothing answered', ['my_site'], /Not answered:[^]*--url URL[^]*--geonode 5\.1\|5\.0\|4\.4[^]*--yes/],
    ['no directory', ['--yes'], /DIRECTORY/],
    ['an unknown option', ['my_site', '--frobnicate'], /Unknown option '--frobnicate'/],
    ['an option without its value', ['my_site', '--url'], /--url/],
    ['an option with a slip', ['my_site', '--memry', '16'], /Unknown option '--memry'\.\n.*Did you mean --memory\?/],
    ['a command with a slip', ['chekc', 'my_site'], /Did you mean the command check\?/],
    ['two directories', ['a', 'b', '--yes'], /One directory is enough: a, b/],
    ['a backup of what is no project', ['backup'], /has no scripts\/backup[^]*no project/],
    ['a password as a flag', ['my_site', '--admin-password', 'x'], /Unknown option/],
    ['a reserved name', ['x', '--name', 'geonode', '--yes'], /--name: "geonode"/],
    ['a directory whose name is nothing', ['___', '--yes'], /--name[^]*no Latin letter/],
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
        /--certificate: .*none\.pem does not exist[^]*--certificate-key: .*key\.pem holds no PEM private key/,
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
});
