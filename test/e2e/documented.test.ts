import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { EXECUTIONS } from '../docs/executions.ts';
import { textOf } from '../docs/pages.ts';
import { argumentsOf } from '../docs/typed.ts';
import { command, type Outcome, Site } from './support/site.ts';

/** The commands of the pages that need a site, in an order in which a person could type them. */
const STORY: readonly string[] = [
  'npm ci && npm start -- ../my_site --yes --up',
  'npx create-geonode-project up my_site',
  'npx create-geonode-project up',
  'npx create-geonode-project doctor my_site',
  'docker info',
  'docker context ls',
  'docker compose config',
  'docker compose config -q',
  'docker compose logs SERVICE',
  'docker compose restart django celery geoserver',
  'docker compose exec django python manage.py connect_data_store',
  'scripts/backup --to /mnt/backups',
  'npx create-geonode-project backup my_site',
  'npx create-geonode-project restore my_site my_site/backups/my_site-20260131T030000Z',
  'npx create-geonode-project apply my_site',
  'npx create-geonode-project apply',
  'docker compose build',
  'docker compose up -d',
  "docker compose --profile '*' down --remove-orphans",
];

/** After these, every service has to be healthy. */
const STARTS = /restart|up -d|--up$| up| restore | apply/;

describe('commands of the pages, on an engine', () => {
  const site = new Site('documented');
  const elsewhere = mkdtempSync(join(tmpdir(), 'cgp-backups-'));
  afterAll(async () => {
    await site.remove();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  const newestBackup = (): string =>
    join(
      site.folder,
      'backups',
      readdirSync(join(site.folder, 'backups'))
        .filter((one) => one.startsWith(site.name))
        .sort()
        .at(-1) ?? '',
    );

  /** The names of the page, as they are here. */
  const asHere = (line: string): string =>
    line
      .replace(/\S+\/backups\/my_site-\S+/, () => newestBackup())
      .replace(/(?:\.\.\/)?\bmy_site\b/, site.folder)
      .replace('/mnt/backups', elsewhere)
      .replace('SERVICE', 'django');

  const shell = (line: string): Promise<Outcome> => command('sh', ['-c', line], { cwd: site.folder });
  const program = (args: readonly string[]): string =>
    [process.execPath, join(inject('packed'), 'dist/cli.cjs'), ...args].join(' ');

  function type(line: string): Promise<Outcome> {
    if (!/^np[mx] /.test(line)) return shell(asHere(line));
    const started = program(argumentsOf(asHere(line)));
    // It asks a person for the name of the site before it replaces data.
    if (line.includes(' restore '))
      return shell(`echo ${site.name} | script --quiet --return --command '${started}' /dev/null`);
    // The project is not there yet.
    return line.includes('npm start') ? command('sh', ['-c', started], { cwd: tmpdir() }) : shell(started);
  }

  it('are all in the story', () => {
    const engine = Object.keys(EXECUTIONS).filter((line) => EXECUTIONS[line]?.by === 'engine');
    expect(STORY.toSorted()).toEqual(engine.toSorted());
  });

  it.each(STORY)('%s', async (line) => {
    const { exitCode, stdout, stderr } = await type(line);
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    if (STARTS.test(line)) expect(await site.unhealthyAfter(180), line).toEqual([]);
  });

  it('what docs/growing.md puts into the override is read beside the generated file', async () => {
    const [, snippet = ''] = /```yaml\n([^]*?)```/.exec(textOf('docs/growing.md')) ?? [];
    writeFileSync(join(site.folder, 'nfs.yml'), snippet);
    const { exitCode, stdout, stderr } = await shell('docker compose -f docker-compose.yml -f nfs.yml config');
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/device: :\/srv\/statics/);
  });
});
