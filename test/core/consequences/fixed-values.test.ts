import { describe, expect, it } from 'vitest';
import { keepFixed, keepsOldValue } from '../../../generators/core/consequences/fixed-values.ts';
import { siteOf } from '../../../generators/core/consequences/site.ts';
import { VARIABLES } from '../../../generators/core/consequences/variables.ts';
import { SECRETS } from '../../../generators/core/plan/secrets.ts';
import { answersFor } from '../../support/projects.ts';
import { commandsOf } from './changes.ts';

const SITE = siteOf(answersFor());
const RABBITMQ = siteOf(answersFor({ broker: 'rabbitmq' }));
const UP = 'start: docker compose up -d --remove-orphans --wait';
const DATA_STORE = 'after: docker compose exec django python manage.py connect_data_store';
const PSQL = 'before: docker compose exec db psql -U postgres -c';

describe('a regenerate keeps what the site holds itself', () => {
  it('names in volumes, paths, and passwords that were taken over', () => {
    expect(VARIABLES.map(({ key }) => key).filter(keepsOldValue)).toEqual([
      'ADMIN_PASSWORD',
      'GEOSERVER_ADMIN_PASSWORD',
      'SECRET_KEY',
      'DJANGO_SETTINGS_MODULE',
      'POSTGRES_USER',
      'POSTGRES_PASSWORD',
      'GEONODE_DATABASE',
      'GEONODE_DATABASE_USER',
      'GEONODE_DATABASE_PASSWORD',
      'GEONODE_GEODATABASE',
      'GEONODE_GEODATABASE_USER',
      'GEONODE_GEODATABASE_PASSWORD',
      'DEFAULT_BACKEND_DATASTORE',
      'BROKER_PASSWORD',
      'STATIC_ROOT',
      'MEDIA_ROOT',
      'ASSETS_ROOT',
    ]);
  });

  it('a key of the user’s own is none of ours', () => {
    expect(keepsOldValue('MY_PASSWORD')).toBe(false);
  });

  it('every password that the site holds has steps', () => {
    const fixed = SECRETS.map(({ owner }) => owner).filter(keepsOldValue);
    for (const key of fixed) expect(keepFixed({ [key]: 'b' }, { [key]: 'a' }, RABBITMQ)[0]?.steps, key).not.toEqual([]);
  });
});

describe('what is kept', () => {
  const cases: [string, object, object, object][] = [
    ['is the same', { MEDIA_ROOT: '/a' }, { MEDIA_ROOT: '/a' }, []],
    ['is empty here, and gets filled', { ADMIN_PASSWORD: 'x' }, { ADMIN_PASSWORD: '' }, []],
    ['is not wanted any more', {}, { MEDIA_ROOT: '/a' }, []],
    ['is a placeholder', { ADMIN_PASSWORD: '{{secret:adminPassword}}' }, { ADMIN_PASSWORD: 'x' }, []],
    ['may change', { TIME_ZONE: 'UTC', SITENAME: 'b' }, { TIME_ZONE: 'Europe/Zurich', SITENAME: 'a' }, []],
    ['is a path', { MEDIA_ROOT: '/b' }, { MEDIA_ROOT: '/a' }, [{ key: 'MEDIA_ROOT', old: '/a', wanted: '/b' }]],
    [
      'is a password, which is not shown',
      { ADMIN_PASSWORD: 'b' },
      { ADMIN_PASSWORD: 'a' },
      [{ key: 'ADMIN_PASSWORD' }],
    ],
    [
      'holds a password',
      { STATIC_ROOT: '/pw/', ADMIN_PASSWORD: 'pw' },
      { STATIC_ROOT: '/a/', ADMIN_PASSWORD: 'pw' },
      [{ key: 'STATIC_ROOT' }],
    ],
  ];
  it.each(cases)('%s', (_, theirs, yours, expected) => {
    expect(keepFixed({ ...theirs }, { ...yours }, SITE).map(({ steps: _, ...kept }) => kept)).toEqual(expected);
  });

  const byHand: [string, readonly string[]][] = [
    ['ADMIN_PASSWORD', ['before: docker compose exec django python manage.py changepassword admin', UP]],
    ['GEOSERVER_ADMIN_PASSWORD', [UP]],
    ['POSTGRES_PASSWORD', [`${PSQL} '\\password postgres'`, UP]],
    ['GEONODE_DATABASE_PASSWORD', [`${PSQL} '\\password my_site'`, UP]],
    ['GEONODE_GEODATABASE_PASSWORD', [`${PSQL} '\\password my_site_data'`, UP, DATA_STORE]],
    ['BROKER_PASSWORD', ['before: docker compose exec rabbitmq rabbitmqctl change_password geonode', UP]],
    ['SECRET_KEY', []],
    ['GEONODE_DATABASE', []],
    ['ASSETS_ROOT', []],
  ];
  it.each(byHand)('%s: what to do all the same', (key, commands) => {
    const [kept] = keepFixed({ [key]: 'b' }, { [key]: 'a' }, RABBITMQ);
    expect(commandsOf(kept?.steps ?? [])).toEqual(commands);
    if (commands.length === 0)
      expect(kept?.steps.map(({ text }) => text)).toEqual([expect.stringContaining(`Keep the old ${key}: `)]);
    else expect(kept?.steps.map(({ text }) => text)).toContain(`Set ${key} in .env to the same.`);
  });

  it('GeoServer’s data store comes last', () => {
    const [kept] = keepFixed({ GEONODE_GEODATABASE_PASSWORD: 'b' }, { GEONODE_GEODATABASE_PASSWORD: 'a' }, SITE);
    expect(kept?.steps.map(({ id }) => id)).toEqual(['geodatabase-password', 'env', 'start', 'data-store']);
  });

  it('Redis takes a password over by itself', () => {
    const [kept] = keepFixed({ BROKER_PASSWORD: 'b' }, { BROKER_PASSWORD: 'a' }, SITE);
    expect(kept?.steps.map(({ id }) => id)).toEqual(['env', 'start']);
  });

  it('names come from .env where it has others', () => {
    const env = { POSTGRES_USER: 'root', GEONODE_DATABASE_USER: 'geonode', GEONODE_DATABASE_PASSWORD: 'a' };
    const [kept] = keepFixed({ GEONODE_DATABASE_PASSWORD: 'b' }, env, siteOf(answersFor(), env));
    expect(commandsOf(kept?.steps ?? [])[0]).toBe(
      "before: docker compose exec db psql -U root -c '\\password geonode'",
    );
    expect(siteOf(answersFor(), { GEONODE_DATABASE: "x'; DROP" }).database).toBe('my_site');
  });
});
