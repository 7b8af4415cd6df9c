import { describe, expect, it } from 'vitest';
import { consequences } from '../../../generators/core/consequences/consequences.ts';
import { checklist, refuseDowngrade } from '../../../generators/core/consequences/line-change.ts';
import { LINE_ITEMS } from '../../../generators/core/consequences/line-items.ts';
import { LINES, type Line } from '../../../generators/core/plan/lines.ts';
import { answersFor } from '../../support/projects.ts';
import { changeFrom, commandsOf } from './changes.ts';

const answers = (given: object = {}) => answersFor({ url: 'http://maps.example.org', ...given });
const BACKUP = (line: string) => [
  'before: scripts/backup --keep 0',
  `before: docker compose run --rm --no-deps django python manage.py confirm_migration ${line}`,
];
const UP = 'start: docker compose up -d --remove-orphans --wait';
const POSTGIS = ['my_site', 'my_site_data'].map(
  (database) => `after: docker compose exec db psql -U postgres -d ${database} -c 'ALTER EXTENSION postgis UPDATE'`,
);
const DRAIN_RABBITMQ = 'before: docker compose exec rabbitmq rabbitmqctl list_queues -p geonode name messages';
const DRAIN_REDIS = "before: docker compose exec redis redis-cli --scan --pattern '[^_]*'";
const REINDEX = 'after: docker compose exec django python manage.py reindex';

const ids = (from: Line, to: Line) => checklist(from, to, answers({ geonode: to })).map(({ id }) => id);

describe('the way to a newer line', () => {
  it('4.4 to 5.0', () => {
    const steps = checklist('4.4', '5.0', answers({ geonode: '5.0', broker: 'rabbitmq' }));
    expect(commandsOf(steps)).toEqual([
      'build: docker compose build',
      'before: docker compose stop geonode',
      DRAIN_RABBITMQ,
      ...BACKUP('5.0'),
      UP,
      ...POSTGIS,
    ]);
    expect(steps.filter(({ irreversible }) => irreversible).map(({ id }) => id)).toEqual([
      'importer-table',
      'password-hashes',
      'task-results',
      'geoserver-data',
      'start',
    ]);
    expect(steps.map(({ text }) => text).join('\n')).toContain(
      'extensions in docker/geoserver/plugins by those for GeoServer 2.28.4',
    );
    expect(steps.map(({ text }) => text).join('\n')).toContain('suit Java 17');
  });

  it('5.0 to 5.1', () => {
    const steps = checklist('5.0', '5.1', answers());
    const [check, ...rest] = commandsOf(steps);
    expect(check).toMatch(
      /^check: docker compose exec django python manage\.py shell -c "import json; [^"]*ExtraMetadata[^"]*> 1024\]\)"$/,
    );
    expect(rest).toEqual([
      'build: docker compose build',
      'before: docker compose stop geonode',
      DRAIN_REDIS,
      ...BACKUP('5.1'),
      UP,
      REINDEX,
    ]);
    expect(steps.filter(({ irreversible }) => irreversible).map(({ id }) => id)).toEqual([
      'translated-columns',
      'metadata-table',
      'service-columns',
      'start',
    ]);
    expect(ids('5.0', '5.1')).not.toContain('plugins');
  });

  it('4.4 to 5.1 has both, those of 5.0 first, and one backup', () => {
    const both = ids('4.4', '5.1');
    for (const [from, to] of [
      ['4.4', '5.0'],
      ['5.0', '5.1'],
    ] as const)
      for (const id of ids(from, to)) expect(both.filter((one) => one === id)).toEqual([id]);
    expect(both.indexOf('importer')).toBeLessThan(both.indexOf('translations'));
    expect(both.indexOf('importer-table')).toBeLessThan(both.indexOf('translated-columns'));
  });

  it('all that only looks comes before the build, and the backup before the start', () => {
    for (const to of LINES)
      for (const from of LINES) {
        const steps = checklist(from, to, answers({ geonode: to }));
        if (steps.length === 0) continue;
        const at = (id: string) => steps.findIndex((step) => step.id === id);
        expect(at('packages')).toBe(0);
        expect(at('build')).toBeLessThan(at('drain'));
        expect(at('drain')).toBeLessThan(at('backup'));
        expect(at('backup')).toBeLessThan(at('agree'));
        expect(at('agree')).toBeLessThan(steps.findIndex(({ irreversible }) => irreversible));
      }
  });

  it('the broker that the site had is the one to drain', () => {
    const [before, after] = [answers({ geonode: '4.4' }), answers({ geonode: '5.0' })];
    expect([before.broker, after.broker]).toEqual(['rabbitmq', 'redis']);
    const commands = commandsOf(checklist('4.4', '5.0', after, { before }));
    expect(commands).toContain(DRAIN_RABBITMQ);
    expect(commands).not.toContain(DRAIN_REDIS);
  });

  it('databases go by the names in .env', () => {
    const env = { GEONODE_DATABASE: 'geonode_project', GEONODE_GEODATABASE: 'geonode_data', POSTGRES_USER: 'root' };
    const commands = commandsOf(checklist('4.4', '5.0', answers({ geonode: '5.0' }), { env })).join('\n');
    expect(commands).toContain("psql -U root -d geonode_project -c 'ALTER EXTENSION");
  });

  it('is what a change of the answer means, with a broker that changes along the way', async () => {
    const change = await changeFrom({ geonode: '4.4' }, { geonode: '5.1' });
    const { rebuild, steps } = consequences(change);
    expect(rebuild).toEqual(expect.arrayContaining(['django', 'geoserver', 'db', 'data-dir-conf', 'geonode']));
    expect(steps.map(({ id }) => id).filter((id) => /^(build|start|drain|visitors)$/.test(id))).toEqual([
      'build',
      'visitors',
      'drain',
      'start',
    ]);
    expect(steps.find(({ id }) => id === 'start')?.irreversible).toBe(true);
    expect(commandsOf(steps).at(-1)).toBe('cleanup: docker volume rm my_site_rabbitmq');
  });

  it('an item for a line that does not exist would never show', () => {
    expect(LINE_ITEMS.filter(({ since }) => !LINES.includes(since))).toEqual([]);
  });
});

describe('the way back', () => {
  it('is refused, and leads through the backup', () => {
    const refusal = refuseDowngrade('5.1', '5.0');
    expect(refusal?.problem).toBe(
      'This project runs GeoNode 5.1, and its databases cannot go back to 5.0: migrations have no way back.',
    );
    expect(refusal?.hint).toMatch(/^A backup of 5\.0 leads back: .*scripts\/restore BACKUP --data-only/);
  });

  it('every older line is refused, no other one, and no list leads there', () => {
    // The newest line comes first.
    for (const [at, from] of LINES.entries())
      for (const [target, to] of LINES.entries()) {
        expect(refuseDowngrade(from, to) === undefined, `${from} to ${to}`).toBe(target <= at);
        expect(checklist(from, to, answers()).length > 0, `${from} to ${to}`).toBe(target < at);
      }
  });
});
