import { describe, expect, it } from 'vitest';
import { consequences, type ProjectChange } from '../../../generators/core/consequences/consequences.ts';
import { answersFor } from '../../support/projects.ts';
import { changeFrom, commandsOf } from './changes.ts';
import { MANAGE, SITE, UP } from './meaning.ts';

describe('changed files', () => {
  const touched = (changedPaths: readonly string[], profile = 'production', env = {}): ProjectChange => {
    const answers = answersFor({ ...SITE, profile });
    return { before: answers, after: answers, envBefore: {}, envAfter: env, changedPaths, changedServices: [] };
  };

  const images: [string, readonly string[], readonly string[]][] = [
    ['docker/nginx/templates/nginx.conf', ['geonode'], ['geonode']],
    ['docker/geoserver/Dockerfile', ['geoserver'], ['geoserver']],
    ['docker/geoserver/plugins/mine.jar', ['geoserver'], ['geoserver']],
    ['docker/geoserver/plugins/README.md', [], []],
    ['docker/geoserver_data/entrypoint.sh', ['data-dir-conf'], ['data-dir-conf']],
    ['docker/postgresql/init-geonode.sh', ['db'], ['db']],
    ['docker/letsencrypt/entrypoint.sh', [], []],
    ['Dockerfile', ['django'], ['django', 'celery']],
    ['.dockerignore', ['django'], ['django', 'celery']],
    ['src/pyproject.toml', ['django'], ['django', 'celery']],
    ['src/my_site/settings.py', ['django'], ['django', 'celery']],
    ['src/my_site/templates/index.html', ['django'], ['django', 'celery']],
    ['README.md', [], []],
    ['.env.example', [], []],
  ];
  it.each(images)('production: %s', (path, rebuild, recreate) => {
    const result = consequences(touched([path]));
    expect([result.rebuild, result.recreate]).toEqual([rebuild, recreate]);
    const build = rebuild.length > 0 ? [`build: docker compose build ${rebuild.join(' ')}`, UP] : [];
    expect(commandsOf(result.steps)).toEqual(build);
  });

  it('the image of letsencrypt counts where it runs', () => {
    const env = { COMPOSE_PROFILES: 'mine,letsencrypt' };
    const change = { ...touched(['docker/letsencrypt/entrypoint.sh']), envBefore: env, envAfter: env };
    expect(consequences(change).rebuild).toEqual(['letsencrypt']);
  });

  const restarts: [string, string | undefined][] = [
    ['src/my_site/tasks.py', 'celery'],
    ['src/my_site/shops/models.py', 'celery'],
    ['src/celery.sh', 'celery'],
    ['src/uwsgi.ini', 'django'],
    ['src/entrypoint.sh', 'django celery'],
    ['src/my_site/settings.py', 'django celery'],
    ['src/my_site/management/commands/bootstrap.py', 'django celery'],
    ['src/my_site/templates/index.html', undefined],
    ['src/my_site/static/css/site.css', undefined],
  ];
  it.each(restarts)('development: %s', (path, services) => {
    const { rebuild, recreate, steps } = consequences(touched([path], 'development'));
    expect([rebuild, recreate]).toEqual([[], []]);
    expect(commandsOf(steps)).toEqual(services === undefined ? [] : [`after: docker compose restart ${services}`]);
  });

  it('what gets a new container is not restarted besides', () => {
    const change = { ...touched(['src/my_site/settings.py'], 'development'), envAfter: { MINE: '1' } };
    expect(commandsOf(consequences(change).steps)).toEqual([UP]);
    expect(commandsOf(consequences(touched(['src/pyproject.toml'], 'development')).steps)).toEqual([
      'build: docker compose build django',
      UP,
    ]);
  });

  it('Compose files whose services nobody compared count for all', () => {
    const { changedServices: _, ...change } = touched(['docker-compose.override.yml']);
    expect(consequences(change).recreate).toEqual([
      'db',
      'redis',
      'django',
      'celery',
      'data-dir-conf',
      'geoserver',
      'geonode',
    ]);
  });
});

describe('what stands in .env counts', () => {
  const edited = async (envBefore: object, envAfter: object, given: object = {}) => {
    const change = await changeFrom({ ...SITE, ...given }, { ...SITE, ...given });
    return consequences({
      ...change,
      envBefore: { ...change.envBefore, ...envBefore },
      envAfter: { ...change.envAfter, ...envAfter },
    });
  };

  it('an address that a person set there', async () => {
    const { steps } = await edited({ SITEURL: 'http://old.example.org:81/' }, {});
    expect(commandsOf(steps)).toContain(
      `${MANAGE} migrate_baseurl -f --source-address=http://old.example.org:81/ --target-address=http://maps.example.org/`,
    );
  });

  it.each([
    'http://me:secret@old.example.org/',
    'http://old/$(id)/',
    'http://old.example.org/maps/',
    '',
    'nonsense',
    'http://-',
  ])('but not one that a command could not hold: %j', async (SITEURL) => {
    expect(commandsOf((await edited({ SITEURL }, {})).steps).filter((one) => one.includes('migrate_baseurl'))).toEqual(
      [],
    );
  });

  it('the names of databases that are older than the project', async () => {
    const names = { GEONODE_DATABASE: 'geonode_project', POSTGRES_USER: 'root' };
    const { steps } = await edited({ ...names, SITEURL: 'http://old.example.org/' }, names);
    expect(commandsOf(steps)).toContain(
      'before: docker compose exec -T db pg_dump -U root -Fc geonode_project > ../my_site-before-new-address.dump',
    );
  });

  it('a key that is new asks for nothing', async () => {
    const { steps } = await edited(
      { SITENAME: undefined, DEFAULT_MAX_UPLOAD_SIZE: undefined, BROKER_PASSWORD: '' },
      {},
    );
    expect(commandsOf(steps)).toEqual([UP]);
  });

  it("RabbitMQ's limit alone does not make its container anew", async () => {
    const given = { broker: 'rabbitmq' };
    const again = 'after: docker compose up -d --force-recreate --wait rabbitmq';
    const limit = { RABBITMQ_MEMORY_WATERMARK: '1MiB' };
    expect(commandsOf((await edited(limit, {}, given)).steps)).toEqual([UP, again]);
    expect(commandsOf((await edited({ ...limit, BROKER_MEMORY: '1m' }, {}, given)).steps)).toEqual([UP]);
  });

  it('a package index is for the next build', async () => {
    const { rebuild } = await edited(
      { PIP_INDEX_URL: 'https://a.example.org' },
      { PIP_INDEX_URL: 'https://b.example.org' },
    );
    expect(rebuild).toEqual(['django']);
  });
});
