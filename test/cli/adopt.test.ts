import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atKeyboard, KEYS } from '../support/keyboard.ts';
import { backedUp, seenIn } from '../support/on-disk.ts';
import { run } from '../support/run.ts';
import { PASSWORDS } from '../support/upstream.ts';
import { ADOPT, SIZE, texts, upstream } from './upstream-project.ts';

describe('adopt', () => {
  it.each(['4.4', '5.0', '5.1'] as const)(
    'GeoNode %s: keeps every name, secret and file; then nothing is left to do; undo',
    async (line) => {
      const { cwd, root, before, files, read } = upstream({ line, project: 'our-maps' });
      const ran = await run(ADOPT, { cwd });
      expect([ran.exitCode, ran.stdout]).toEqual([
        0,
        expect.stringMatching(/Adopted\.[^]*Undo +npx create-geonode-project@\S+ undo site/),
      ]);

      const env = read('.env');
      for (const [key, value] of Object.entries(PASSWORDS))
        expect([key, env]).toEqual([key, expect.stringContaining(value)]);
      // Each line of theirs is there, as it was or as a comment, but for those whose value is ours now.
      const gone = (files['.env'] ?? '')
        .split('\n')
        .filter((text) => !text.startsWith('#') && !env.split('\n').some((one) => one.replace(/^# /, '') === text));
      expect(gone.map((text) => text.split('=')[0]).sort()).toEqual([
        'ALLOWED_HOSTS',
        'CELERY__AUTOSCALE_VALUES',
        'DJANGO_SETTINGS_MODULE',
        'GEOSERVER_LOCATION',
        'OAUTH2_API_KEY',
        'POSTGRESQL_MAX_CONNECTIONS',
      ]);
      expect(read('docker-compose.yml')).toMatch(/^name: our-maps$[^]*dbdata: \{"name":"our-maps-dbdata"\}/m);

      // What is in the project's own files is theirs to the byte; what ours replaced lies beside it.
      const name = line === '5.1' ? 'geonode_project' : 'our_maps';
      for (const path of [
        'README.md',
        'docker-compose.override.yml',
        `src/${name}/settings.py`,
        `src/${name}/urls.py`,
        'src/shops/urls.py',
        'src/tasks.py',
      ])
        expect([path, read(path)]).toEqual([path, files[path]]);
      for (const path of ['docker-compose.yml', 'Dockerfile', 'docker/nginx/Dockerfile', 'src/entrypoint.sh'])
        expect([path, read(`${path}.orig`)]).toEqual([path, files[path]]);
      expect(read('.gitignore').startsWith(files['.gitignore'] ?? '-')).toBe(true);
      expect(read('src/pyproject.toml')).toMatch(/"GeoNode==.*\n {4}#.*\n {4}"six>=1\.16",\n\]/);
      expect(existsSync(join(root, `src/${name}/local_settings.py`))).toBe(false);

      const adopted = seenIn(root);
      const again = await run(ADOPT, { cwd });
      expect([again.exitCode, again.stdout]).toEqual([0, expect.stringMatching(/adopted already/)]);
      expect((await run(['check', 'site'], { cwd })).exitCode).toBe(0);
      const regenerated = await run(['site', '--yes'], { cwd });
      expect([regenerated.exitCode, regenerated.stdout]).toEqual([0, expect.stringMatching(/Nothing to do/)]);
      expect([...seenIn(root)]).toEqual([...adopted]);

      expect((await run(['undo', 'site'], { cwd })).exitCode).toBe(0);
      expect(texts(seenIn(root))).toEqual(texts(before));
      expect((await run(['undo', 'site'], { cwd })).exitCode).toBe(0);
      expect(texts(seenIn(root))).toEqual(texts(adopted));
    },
  );

  it('moves on to the next line without a conflict, and keeps what it kept', async () => {
    const { cwd, root, read, files } = upstream();
    expect((await run(ADOPT, { cwd })).exitCode).toBe(0);
    const ran = await run(['site', '--geonode', '5.1', '--yes', '--allow-dirty'], { cwd });
    expect([ran.exitCode, ran.stdout]).toEqual([0, expect.stringMatching(/Changed \d+ files/)]);
    // No command makes such a project anew: elsewhere it would get other names.
    expect(ran.stdout).not.toContain('The same project again');
    expect(read('src/pyproject.toml')).toMatch(/"GeoNode==5\.1.*\n {4}#.*\n {4}"six>=1\.16",/);
    expect(read('docker-compose.yml')).toMatch(/dbdata: \{"name":"my-maps-dbdata"\}/);
    expect(read('.env')).toMatch(/^GEONODE_DATABASE=my_maps$/m);
    expect(read('src/my_maps/settings.py')).toBe(files['src/my_maps/settings.py']);
    expect((await run(['check', 'site'], { cwd })).exitCode).toBe(0);
    expect(existsSync(join(root, 'src/my_maps/deployment_settings.py'))).toBe(true);
  });

  it('says no secret, and writes none outside of .env', async () => {
    const { cwd, root } = upstream();
    const diff = await run([...ADOPT, '--diff'], { cwd });
    expect(diff.stdout).toMatch(/\+# DATABASE_URL=\*+$/m);
    const runs = [await run([...ADOPT, '--dry-run'], { cwd }), await run([...ADOPT, '--json'], { cwd })];
    const said = [diff, ...runs].map(({ stdout, stderr }) => stdout + stderr).join();
    const elsewhere = [...seenIn(root)].filter(([path]) => path !== '.env').map(([, { text }]) => text);
    const backups = [...backedUp(root)].filter(([path]) => !path.endsWith('/files/.env')).map(([, text]) => text);
    for (const password of Object.values(PASSWORDS).flatMap((one) => [one, encodeURIComponent(one)]))
      expect([said, ...elsewhere, ...backups].filter((text) => text.includes(password))).toEqual([]);
    const object = JSON.parse(runs[1]?.stdout ?? '');
    expect(object).toMatchObject({ exitCode: 0, geonode: '5.0', kept: { project: 'my-maps' }, dryRun: false });
  });

  it.each([['--dry-run'], ['--dry-run', '--json'], ['--diff']])('%s writes nothing', async (...flags) => {
    const { cwd, root, before } = upstream();
    const ran = await run(['adopt', 'site', ...SIZE, ...flags], { cwd });
    expect([ran.exitCode, ran.stdout + ran.stderr]).toEqual([
      0,
      expect.stringMatching(/Would adopt[^]*Found:[^]*my-maps-dbdata/),
    ]);
    expect([...seenIn(root)]).toEqual([...before]);
  });

  it('without a terminal and without --yes shows it, writes nothing, and ends with 2', async () => {
    const { cwd, root, before } = upstream();
    const ran = await run(['adopt', 'site', ...SIZE], { cwd });
    expect([ran.exitCode, ran.stdout, ran.stderr]).toEqual([
      2,
      expect.stringMatching(/dbdata/),
      expect.stringMatching(/--yes[^]*--dry-run/),
    ]);
    expect([...seenIn(root)]).toEqual([...before]);
  });

  it.each([
    ['Enter', KEYS.enter, 130, false],
    ['Ctrl-C', KEYS.interrupt, 130, false],
    ['yes', 'y\r', 0, true],
  ] as const)('at a terminal shows it and asks: %s', async (_, keys, exitCode, adopted) => {
    const { cwd, root } = upstream();
    const session = await atKeyboard(['adopt', 'site', ...SIZE], [['Adopt now?', keys]], cwd);
    expect([session.exitCode, session.screen]).toEqual([
      exitCode,
      expect.stringMatching(/Volumes dbdata: my-maps-dbdata/),
    ]);
    expect(existsSync(join(root, '.yo-rc.json'))).toBe(adopted);
  });

  it('takes the place of a compose.yml, which Compose would go on reading', async () => {
    const { cwd, root, before, files, read } = upstream();
    renameSync(join(root, 'docker-compose.yml'), join(root, 'compose.yml'));
    expect((await run(ADOPT, { cwd })).exitCode).toBe(0);
    expect(existsSync(join(root, 'compose.yml'))).toBe(false);
    expect(read('compose.yml.orig')).toBe(files['docker-compose.yml']);
    expect(read('docker-compose.yml')).toMatch(/^name: my-maps$/m);
    expect((await run(['undo', 'site'], { cwd })).exitCode).toBe(0);
    expect(read('compose.yml')).toBe(before.get('docker-compose.yml')?.text);
  });

  it('keeps a folder of the host as it is, and says that .env is open to all', async () => {
    const { cwd, root, read } = upstream();
    const compose = read('docker-compose.yml').replaceAll('dbdata:/var/lib', './pg:/var/lib');
    writeFileSync(join(root, 'docker-compose.yml'), compose);
    const ran = await run(ADOPT, { cwd });
    expect([ran.exitCode, ran.stdout]).toEqual([
      0,
      expect.stringMatching(/\.env can be read by everybody[^]*chmod 600 \.env/),
    ]);
    const { driver_opts } = JSON.parse(/^ {2}dbdata: (.*)$/m.exec(read('docker-compose.yml'))?.[1] ?? '{}');
    expect(driver_opts).toEqual({ type: 'none', o: 'bind', device: join(root, 'pg') });
  });

  it('what the override has of services and volumes that are gone comes before the next start', async () => {
    const { cwd, root } = upstream();
    const override =
      'services:\n  memcached:\n    restart: always\n  db:\n    volumes:\n      - dbbackups:/pg_backups\n';
    writeFileSync(join(root, 'docker-compose.override.yml'), override);
    const ran = await run(ADOPT, { cwd });
    expect([ran.exitCode, ran.stdout]).toEqual([
      0,
      expect.stringMatching(
        /Before the next start[^]*service memcached is no longer there[^]*volume dbbackups is no longer/,
      ),
    ]);
  });

  it('answers that are given win over those that were read', async () => {
    const { cwd, read } = upstream();
    const flags = ['--url', 'https://maps.example.org', '--https', 'proxy', '--language', 'fr'];
    expect((await run([...ADOPT, ...flags], { cwd })).exitCode).toBe(0);
    expect(read('.env')).toMatch(/^SITEURL=https:\/\/maps\.example\.org\/$/m);
    expect(read('.env')).toMatch(/^LANGUAGE_CODE=fr$/m);
  });
});
