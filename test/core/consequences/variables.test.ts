import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  recreatedBy,
  SERVICES,
  type Service,
  VARIABLES,
  variable,
} from '../../../generators/core/consequences/variables.ts';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { LINES, type Line, releaseLine } from '../../../generators/core/plan/lines.ts';
import { type Project, parseCompose, textOf } from '../../support/checks.ts';
import { givenFor, VALID_CELLS } from '../../support/matrix.ts';
import { projectFor, SCENARIOS } from '../../support/projects.ts';

const GIVEN = [
  ...LINES.flatMap((geonode) => Object.values(SCENARIOS).map((given) => ({ ...given, geonode }))),
  ...VALID_CELLS.filter((_, index) => index % 13 === 0).map((cell) => givenFor(cell)),
];

const FIXTURES = join(import.meta.dirname, '../../fixtures/geonode-environment');
const knownTo = (line: Line): ReadonlySet<string> =>
  new Set(JSON.parse(readFileSync(join(FIXTURES, `${releaseLine(line).geonodeVersion}.json`), 'utf8')) as string[]);

/** Who reads a key, as the files say: the services that docker-compose.yml gives it to, and GeoNode or our own code. */
function readersOf(project: Project, known: ReadonlySet<string>): (key: string) => ReadonlySet<string> {
  const compose = parseCompose(textOf(project, 'docker-compose.yml')) as Record<string, Record<string, object>>;
  const code = [...project.values()]
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap(({ text }) => text.split('\n').filter((line) => !/^\s*#/.test(line)))
    .join('\n');
  // Pasted into one service by way of a config of the same name.
  const texts = Object.entries(compose.services ?? {}).map(([name, service]) => [
    name,
    `${JSON.stringify(service)}${JSON.stringify(compose.configs?.[name] ?? '')}`,
  ]);
  return (key) => {
    const given = texts.flatMap(([name, text]) => (new RegExp(`\\$\\{${key}\\b`).test(text ?? '') ? [name ?? ''] : []));
    return new Set([...given, ...(known.has(key) || new RegExp(`\\b${key}\\b`).test(code) ? ['code'] : [])]);
  };
}

describe('the table of variables', () => {
  const readers = new Map<string, Set<string>>();

  beforeAll(async () => {
    const known = new Map<string, ReadonlySet<string>>(LINES.map((line) => [line, knownTo(line)]));
    for (const given of GIVEN) {
      const project = await projectFor(given);
      const read = readersOf(project, known.get(String(given.geonode)) ?? new Set());
      for (const key of Object.keys(readEnv(textOf(project, '.env')))) {
        const all = readers.get(key) ?? readers.set(key, new Set()).get(key);
        for (const reader of read(key)) all?.add(reader);
      }
    }
  }, 60_000);

  it('has every key of every .env', () => {
    expect(readers.size).toBeGreaterThan(100);
    expect([...readers.keys()].filter((key) => variable(key) === undefined)).toEqual([]);
  });

  it('has no row that no project has', () => {
    const used = new Set([...readers.keys()].map(variable));
    expect(VARIABLES.filter((row) => !used.has(row)).map(({ key }) => key)).toEqual([]);
  });

  it('has each key once, and patterns only for families', () => {
    const keys = VARIABLES.map(({ key }) => key);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const families = VARIABLES.filter(({ key }) => key.endsWith('*'));
    const sizes = families.map((row) => [row.key, [...readers.keys()].filter((key) => variable(key) === row).length]);
    expect(sizes.filter(([, size]) => Number(size) < 2)).toEqual([]);
  });

  it('names the services that docker-compose.yml gives a key to', () => {
    const wrong = [...readers].flatMap(([key, found]) => {
      const services = (variable(key)?.services ?? []).filter((service) => !isCode(service));
      const given = SERVICES.filter((service) => found.has(service) && !isCode(service));
      return services.join() === given.join() ? [] : [`${key}: ${services} in the table, ${given} in the file`];
    });
    expect(wrong).toEqual([]);
  });

  it('names django or celery where GeoNode or our code reads a key', () => {
    // Compose reads the profiles, and Python itself the proxies.
    const others = /^(COMPOSE_PROFILES|(HTTPS?|NO)_PROXY)$/;
    const wrong = [...readers].filter(([key, found]) => {
      const services = variable(key)?.services ?? [];
      return (
        !others.test(key) &&
        services.some(isCode) !== (found.has('code') || SERVICES.some((one) => isCode(one) && found.has(one)))
      );
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});

const isCode = (service: Service): boolean => service === 'django' || service === 'celery';

describe('new containers', () => {
  const cases: [string, readonly Service[]][] = [
    ['POSTGRESQL_WORK_MEM', ['db', 'django', 'celery']],
    ['NGINX_BASE_URL', ['django', 'celery', 'geoserver', 'geonode', 'letsencrypt']],
    ['BROKER_MEMORY', ['redis', 'rabbitmq', 'django', 'celery']],
    ['A_KEY_OF_MINE', ['django', 'celery']],
  ];
  it.each(cases)('%s makes those of %j', (key, services) => {
    expect(recreatedBy(key)).toEqual(services);
  });

  it('a family is no key', () => {
    expect(variable('CELERY__LOG_LEVEL')?.key).toBe('CELERY__*');
    expect(variable('CELERY__')).toBeUndefined();
    expect(variable('CELERY_')).toBeUndefined();
  });
});
