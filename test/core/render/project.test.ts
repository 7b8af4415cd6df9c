import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../generators/core/plan/catalogue.ts';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { SECRETS } from '../../../generators/core/plan/secrets.ts';
import { envProblems, faultsOf, type Project, parseCompose, parses, textOf as text } from '../../support/checks.ts';
import { projectFor, SCENARIOS, TEMPLATES } from '../../support/projects.ts';
import { filesBelow } from '../../support/temporary.ts';

interface Service {
  readonly ports?: readonly string[];
  readonly networks?: readonly string[] | Record<string, unknown>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: string;
  readonly image?: string;
  readonly healthcheck?: object;
  readonly mem_limit?: string;
  readonly restart?: string;
  readonly container_name?: string;
}

const compose = (project: Project, path = 'docker-compose.yml') =>
  parseCompose(text(project, path)) as {
    name: string;
    services: Record<string, Service>;
    networks: Record<string, { internal?: boolean } | null>;
  };

describe.each(Object.entries(SCENARIOS))('%s', (_, given) => {
  it('is complete, readable text', async () => {
    for (const file of (await projectFor(given)).values()) {
      // The one file whose purpose is to hold placeholders.
      if (!file.path.endsWith('env-base.json')) expect(faultsOf(file), file.path).toEqual([]);
    }
  });

  it('parses', async () => {
    for (const file of (await projectFor(given)).values()) expect(await parses(file), file.path).toBe(true);
  });

  it('.env has every key once, compose asks for no key that it lacks, and the example has the same keys', async () => {
    expect(envProblems(await projectFor(given))).toEqual([]);
  });

  it('keeps every secret in .env alone', async () => {
    const project = await projectFor(given, { GEONODE_SMTP_PASSWORD: 'typed-by-hand' });
    const env = readEnv(text(project, '.env'));
    const values = SECRETS.map(({ owner }) => env[owner] ?? '').filter((value) => value !== '');
    expect(values.length).toBeGreaterThanOrEqual(SECRETS.length - 1);
    expect(project.get('.env')?.mode).toBe(0o600);
    const leaks = [...project.values()]
      .filter(({ path }) => path !== '.env')
      .flatMap(({ path, text: content }) =>
        values.filter((value) => content.includes(value)).map((value) => `${path}: ${value}`),
      );
    expect(leaks).toEqual([]);
  });

  it('gives identical bytes twice', async () => {
    expect([...(await projectFor(given))]).toEqual([...(await projectFor(given))]);
  });

  it('publishes nginx alone; every service is bounded, checked and logs with a limit', async () => {
    const project = await projectFor(given);
    const { services } = compose(project);
    expect(Object.keys(services).filter((name) => services[name]?.ports)).toEqual(['geonode']);
    for (const [name, service] of Object.entries(services)) {
      expect(service, name).toMatchObject({
        mem_limit: expect.anything(),
        pids_limit: expect.any(Number),
        stop_grace_period: expect.any(String),
        logging: { options: { 'max-size': '10m' } },
      });
      expect(service.container_name, name).toBeUndefined();
      expect(Boolean(service.healthcheck), name).toBe(name !== 'data-dir-conf');
    }
    const override = compose(project, 'docker-compose.override.yml').services ?? {};
    const published = Object.values(override).flatMap((service) => service.ports ?? []);
    expect(published.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
  });

  it('keeps nginx away from databases and queues, and secrets away from who does not need them', async () => {
    const { services, networks } = compose(await projectFor(given));
    const names = (service?: Service): readonly string[] =>
      Array.isArray(service?.networks) ? service.networks : Object.keys(service?.networks ?? {});
    const data = ['db', 'redis', 'rabbitmq', 'memcached'].filter((name) => services[name]);
    expect(data.flatMap((name) => names(services[name]))).toEqual(data.map(() => 'data'));
    expect(names(services.geonode)).toEqual(['front', 'app']);
    expect(networks.data?.internal).toBe(true);
    expect(Object.keys(services).filter((name) => services[name]?.env_file)).toEqual(['django', 'celery']);
    const seen = JSON.stringify([
      services.geonode,
      services.letsencrypt,
      services['data-dir-conf'],
      services.memcached,
    ]);
    expect(seen).not.toMatch(/PASSWORD|SECRET|API_KEY/);
  });
});

describe('the file table', () => {
  it('names every template, and no other', () => {
    const templates = [...filesBelow(join(TEMPLATES, 'project')).keys()];
    expect(CATALOGUE.map(({ template }) => template).filter((name) => !templates.includes(name))).toEqual([]);
    expect(templates.filter((name) => !CATALOGUE.some(({ template }) => template === name))).toEqual([]);
  });
});

describe('what the answers change', () => {
  it('https decides cookies, ports and the certificate service', async () => {
    const http = readEnv(text(await projectFor({ url: 'http://192.168.1.5' }), '.env'));
    const https = await projectFor({ url: 'https://maps.example.org', email: 'me@example.org' });
    expect([
      http.SESSION_COOKIE_SECURE,
      http.CSRF_COOKIE_SECURE,
      http.SECURE_HSTS_SECONDS,
      http.COMPOSE_PROFILES,
    ]).toEqual(['False', 'False', '0', '']);
    expect(readEnv(text(https, '.env'))).toMatchObject({
      SESSION_COOKIE_SECURE: 'True',
      SECURE_HSTS_SECONDS: '3600',
      COMPOSE_PROFILES: 'letsencrypt',
      HTTPS_PORT: '443',
    });
    expect(compose(https).services.geonode?.ports).toHaveLength(2);
  });

  it('every address key follows from the one URL', async () => {
    const env = readEnv(text(await projectFor({ url: 'HTTPS://Maps.Example.ORG:8443/', https: 'local-ca' }), '.env'));
    expect(env).toMatchObject({
      SITEURL: 'https://maps.example.org:8443/',
      NGINX_BASE_URL: 'https://maps.example.org:8443',
      GEOSERVER_PUBLIC_LOCATION: 'https://maps.example.org:8443/geoserver/',
      ALLOWED_HOSTS: "['django','maps.example.org']",
      CSRF_TRUSTED_ORIGINS: "['https://maps.example.org:8443']",
      HTTPS_PORT: '8443',
    });
  });

  it('development serves aliases and localhost, production redirects them', async () => {
    const development = readEnv(
      text(
        await projectFor({ url: 'http://192.168.1.5:8080', profile: 'development', aliases: ['maps.local'] }),
        '.env',
      ),
    );
    const production = readEnv(
      text(
        await projectFor({ url: 'http://192.168.1.5:8080', profile: 'production', aliases: ['maps.local'] }),
        '.env',
      ),
    );
    expect(development.ALLOWED_HOSTS).toBe("['django','192.168.1.5','maps.local','localhost','127.0.0.1','[::1]']");
    expect(development.CSRF_TRUSTED_ORIGINS).toContain("'http://maps.local:8080'");
    expect(production.ALLOWED_HOSTS).toBe("['django','192.168.1.5']");
    expect(production.SITE_ALIASES).toBe('maps.local');
  });

  it('behind a proxy, the Docker ranges are trusted only where nobody else reaches the port', async () => {
    const proxies = async (given: object) =>
      readEnv(text(await projectFor({ url: 'https://maps.example.org', https: 'proxy', ...given }), '.env'))
        .TRUSTED_PROXIES;
    expect(await proxies({})).toContain('172.16.0.0/12');
    expect(await proxies({ bind: 'all' })).toBe('127.0.0.0/8 ::1');
    expect(await proxies({ bind: 'all', trustedProxies: ['10.0.0.5'] })).toBe('10.0.0.5');
  });

  it('each broker brings its own service and volume', async () => {
    const redis = compose(await projectFor({}));
    const rabbitmq = compose(await projectFor({ broker: 'rabbitmq' }));
    expect(
      [Object.keys(redis.services), Object.keys(rabbitmq.services)].map((names) =>
        names.filter((name) => /redis|rabbit/.test(name)),
      ),
    ).toEqual([['redis'], ['rabbitmq']]);
  });

  it('the GeoNode pin stands in pyproject and compose, not in .env', async () => {
    const project = await projectFor();
    expect(text(project, 'src/pyproject.toml')).toContain('GeoNode==5.1.1');
    expect(text(project, '.env')).not.toMatch(/_IMAGE|_VERSION=/);
  });
});

describe('a package index', () => {
  it.each([
    ['http://pypi.lan:8081/simple', 'pypi.lan:8081'],
    ['https://pypi.example.org/simple', undefined],
  ])('%s: pip is told to trust the host %s', async (packageIndex, host) => {
    const project = await projectFor({ packageIndex });
    expect(readEnv(text(project, '.env')).PIP_TRUSTED_HOST).toBe(host);
    expect(text(project, 'docker-compose.yml')).toContain(`PIP_TRUSTED_HOST: \${PIP_TRUSTED_HOST:-}`);
    expect(text(project, 'Dockerfile')).toMatch(/^ARG PIP_TRUSTED_HOST$/m);
  });
});
