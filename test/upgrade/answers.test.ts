import { describe, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { freshLike, laidDown, storedAnswers } from '../support/laid-down.ts';
import { type Editor, seenIn } from '../support/on-disk.ts';
import { comparable, expectNoLeak, untouched } from '../support/proofs.ts';
import { frozen } from '../support/releases.ts';
import { type Flags, wholeRun, YES } from '../support/whole-run.ts';

interface Change {
  readonly name: string;
  readonly scenario: string;
  readonly flags: Flags;
  /** Keys of `.env` afterwards. */
  readonly env: Readonly<Record<string, unknown>>;
  /** Answers afterwards, those included that follow from the new one. */
  readonly stored: Readonly<Record<string, unknown>>;
  /** What there is to do on a running site. */
  readonly steps: readonly string[];
}

const CHANGES: readonly Change[] = [
  {
    name: 'a larger machine',
    scenario: 'development',
    flags: { memory: '32', cpus: '8' },
    env: { GEOSERVER_CPUS: expect.not.stringMatching(/^1$/) },
    stored: { memory: 32, cpus: 8 },
    steps: ['start'],
  },
  {
    name: 'a new address',
    scenario: 'development',
    flags: { url: 'http://maps.example.org:8080' },
    env: { SITEURL: 'http://maps.example.org:8080/', HTTP_PORT: '8080', HTTPS_MODE: 'off' },
    stored: { httpPort: 8080, bind: 'all', https: 'off' },
    steps: ['address', 'start'],
  },
  {
    name: 'from http to https',
    scenario: 'development',
    flags: { url: 'https://maps.example.org', email: 'me@example.org' },
    env: {
      HTTPS_MODE: 'letsencrypt',
      HTTPS_PORT: '443',
      SESSION_COOKIE_SECURE: 'True',
      COMPOSE_PROFILES: 'letsencrypt',
    },
    stored: { https: 'letsencrypt', hsts: 'short', httpPort: 80, bind: 'all' },
    steps: ['build', 'start'],
  },
  {
    name: 'from a certificate of its own to one of a proxy',
    scenario: 'lets-encrypt',
    flags: { https: 'proxy' },
    env: { HTTPS_MODE: 'proxy', COMPOSE_PROFILES: '', HTTP_PORT: '8080', SITEURL: 'https://maps.example.org/' },
    stored: { https: 'proxy', httpPort: 8080, bind: '127.0.0.1', hsts: 'off' },
    steps: ['start'],
  },
  {
    name: 'a cache',
    scenario: 'lets-encrypt',
    flags: { cache: true },
    env: { MEMCACHED_ENABLED: 'True', COMPOSE_PROFILES: 'letsencrypt,memcached' },
    stored: { cache: true },
    steps: ['start'],
  },
  {
    name: 'no cache',
    scenario: 'development-rabbitmq-cache',
    flags: { 'no-cache': true },
    env: { COMPOSE_PROFILES: '' },
    stored: { cache: false },
    steps: ['start'],
  },
  {
    name: 'another broker',
    scenario: 'geonode-5.0-redis',
    flags: { broker: 'rabbitmq' },
    env: { BROKER: 'rabbitmq' },
    stored: { broker: 'rabbitmq' },
    steps: ['start'],
  },
  {
    name: 'from development to production',
    scenario: 'development',
    flags: { profile: 'production' },
    env: { DEBUG: 'False' },
    stored: { profile: 'production' },
    steps: ['build', 'start'],
  },
];

const rows = CHANGES.map((change) => [change.name, change] as const);

describe.each(rows)('%s', (_, { scenario, flags, env, stored, steps }) => {
  it('gives what a new project with these answers would be, and says what to do', async () => {
    const { root } = laidDown(frozen(scenario));
    await wholeRun(root);
    const ran = await wholeRun(root, { ...YES, ...flags, json: true });
    expect(ran.exitCode, ran.said).toBe(0);
    expect(storedAnswers({ root })).toMatchObject(stored);
    expect(readEnv(seenIn(root).get('.env')?.text ?? '')).toMatchObject(env);
    expect((ran.result?.aftermath?.steps ?? []).map(({ id }) => id)).toEqual(expect.arrayContaining([...steps]));
    expectNoLeak(root, ran);
    const fresh = await freshLike({ root });
    expect(comparable(seenIn(root))).toEqual(comparable(seenIn(fresh.root)));
  });

  it('leaves alone what people have chosen in .env', async () => {
    const keys = Object.keys(env).filter((key) => key !== 'COMPOSE_PROFILES');
    const project = laidDown(frozen(scenario), (one) => choose(one, keys));
    const ran = await wholeRun(project.root, { ...YES, ...flags });
    expect(ran.exitCode, ran.said).toBe(0);
    const after = readEnv(project.read('.env'));
    expect(keys.map((key) => after[key])).toEqual(keys.map(() => 'chosen'));
    if (keys.length > 0) expect(ran.said).toMatch(/\.env: \w+ stays chosen/);
  });
});

// A key that a project does not have yet can be put in by hand before.
function choose(project: Editor, keys: readonly string[]): void {
  for (const key of keys) {
    const line = new RegExp(`^${key}=.*`, 'm');
    const text = project.read('.env');
    project.write('.env', line.test(text) ? text.replace(line, `${key}=chosen`) : `${text}${key}=chosen\n`);
  }
}

it.each([
  ['--name', { name: 'other' }, 2, /this project is called my_site/],
  ['a mode that does not go with the address', { https: 'letsencrypt' }, 2, /--https letsencrypt/],
])('%s is refused, and nothing is written', async (_, flags, exitCode, words) => {
  const { root } = laidDown(frozen('development'));
  const before = seenIn(root);
  const ran = await wholeRun(root, { ...YES, ...flags, json: true });
  expect([ran.exitCode, ran.said]).toEqual([exitCode, expect.stringMatching(words)]);
  expect(ran.result).toMatchObject({ exitCode, error: expect.stringMatching(words), hint: expect.any(String) });
  expect(untouched(seenIn(root))).toEqual(untouched(before));
});
