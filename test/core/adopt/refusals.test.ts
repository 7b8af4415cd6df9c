import { describe, expect, it } from 'vitest';
import { readUpstream } from '../../../generators/core/adopt/read.ts';
import { GuardError } from '../../../generators/core/errors.ts';
import { PASSWORDS } from '../../support/upstream.ts';
import { envOf, read } from './reading.ts';
import { parseYaml, sourcesOf } from './sources.ts';

describe('what cannot be adopted', () => {
  const compose = sourcesOf().texts['docker-compose.yml'] ?? '';
  const env = sourcesOf().texts['.env'] ?? '';
  const REFUSED: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      'no compose file',
      () => read({}, { 'docker-compose.yml': undefined }),
      /not a GeoNode project: it has no docker-compose/,
    ],
    [
      'another project',
      () => read({}, { 'docker-compose.yml': 'services: {web: {image: nginx}}' }),
      /no service db, django/,
    ],
    [
      'two compose files',
      () => read({}, { 'compose.yml': compose }),
      /two files for the same: compose.yml and docker-compose.yml/,
    ],
    [
      'an override of another name',
      () => read({}, { 'docker-compose.override.yml': undefined, 'compose.override.yml': '{}' }),
      /override is called compose.override.yml/,
    ],
    ['broken YAML', () => read({}, { 'docker-compose.yml': 'services: [' }), /docker-compose.yml cannot be read/],
    ['a blueprint project', () => read({}, { 'geonode/geonode/settings_override.py': '' }), /is a blueprint project/],
    [
      'included files',
      () => read({}, { 'docker-compose.yml': `include: [a.yml]\n${compose}` }),
      /includes other files/,
    ],
    [
      'a database that runs elsewhere',
      () => read({}, { 'docker-compose.yml': compose.replace(/^ {2}db:$/m, '  database:') }),
      /has no service db: the databases/,
    ],
    ['another PostgreSQL', () => read(envOf({ POSTGRES_BASE_IMAGE_VERSION: '13-3.3' })), /made by PostgreSQL 13/],
    ['a blueprint project', () => read({}, { 'geonode/geonode/settings_override.py': '' }), /is a blueprint project/],
    [
      'included files',
      () => read({}, { 'docker-compose.yml': `include: [a.yml]\n${compose}` }),
      /includes other files/,
    ],
    ['no .env', () => read({}, { '.env': undefined }), /has no \.env/],
    ['a torn line', () => read({}, { '.env': `${env}half of a li ne\n` }), /\.env is damaged: line \d+ is/],
    ['an open quotation', () => read({}, { '.env': `${env}X="abc\n` }), /\.env is damaged/],
    [
      'a password that is gone',
      () => read(envOf({ POSTGRES_PASSWORD: '', SECRET_KEY: undefined })),
      /no value for POSTGRES_PASSWORD, SECRET_KEY/,
    ],
    [
      'two passwords for one role',
      () => read(envOf({ GEONODE_DATABASE_PASSWORD: 'other' })),
      /DATABASE_URL and GEONODE_DATABASE_PASSWORD/,
    ],
    ['further compose files', () => read(envOf({ COMPOSE_FILE: 'a.yml:b.yml' })), /COMPOSE_FILE/],
    [
      'no package',
      () => read({}, { 'src/my_maps/settings.py': undefined }),
      /no folder below src holds a settings\.py/,
    ],
    [
      'two packages',
      () => read(envOf({ DJANGO_SETTINGS_MODULE: undefined }), { 'src/second/settings.py': '' }),
      /Several folders below src/,
    ],
    [
      'an old line',
      () => read(envOf({ GEONODE_BASE_IMAGE_VERSION: '4.2.x' }), { 'src/requirements.txt': 'GeoNode==4.2.5' }),
      /runs GeoNode 4\.2/,
    ],
    ['a line of the future', () => read({}, { 'src/requirements.txt': 'GeoNode==5.9.0' }), /runs GeoNode 5\.9/],
    [
      'master',
      () =>
        read(envOf({ GEONODE_BASE_IMAGE_VERSION: 'master' }), {
          'src/requirements.txt': 'GeoNode @ https://github.com/GeoNode/geonode/archive/refs/heads/master.zip',
        }),
      /Nothing here tells which GeoNode/,
    ],
    [
      'another line than asked for',
      () => readUpstream(sourcesOf(), parseYaml, { geonode: '5.1' }),
      /runs GeoNode 5\.0.*--geonode asks for 5\.1/,
    ],
    [
      'no data volume',
      () =>
        read({}, { 'docker-compose.yml': compose.replace('- dbdata:/var/lib/postgresql/data', '- dbdata:/elsewhere') }),
      /Nothing is mounted at \/var\/lib\/postgresql\/data/,
    ],
    ['a database with a hyphen', () => read(envOf({ GEONODE_DATABASE: 'my-db' })), /database "my-db"/],
  ];

  it.each(REFUSED)('%s: exit 4, in words, with what to do, and without a password', (_, attempt, words) => {
    let caught: unknown;
    try {
      attempt();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(GuardError);
    const { message, hint, exitCode } = caught as GuardError;
    expect([exitCode, message]).toEqual([4, expect.stringMatching(words)]);
    expect(message).toMatch(/Nothing was written/);
    expect(hint).not.toBe('');
    for (const password of Object.values(PASSWORDS)) expect(message + hint).not.toContain(password);
  });
});
