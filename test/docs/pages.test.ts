import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GIVEN_ANSWERS } from '../../generators/core/answers/schema.ts';
import { projectFor } from '../support/projects.ts';
import { ROOT, textOf } from './pages.ts';

describe('docs/answers.md', () => {
  const paragraphs = textOf('docs/answers.md')
    .split(/\n{2,}/)
    .filter((one) => one.startsWith('**`'));

  it.each(GIVEN_ANSWERS.map(({ key, stored }) => [key, stored] as const))(
    'says what %s is for, and whether it can change',
    (key, stored) => {
      const paragraph = paragraphs.find((one) => (one.split('—')[0] ?? '').includes(`**\`${key}\`**`)) ?? '';
      expect(paragraph).toMatch(stored ? /—[^]*Later:\s/ : /—[^]*not stored/);
    },
  );

  it('has no answer that is none', () => {
    const keys = paragraphs.flatMap((one) => [...(one.split('—')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, key]) => key));
    expect(keys.toSorted()).toEqual(GIVEN_ANSWERS.map(({ key }) => key).toSorted());
  });
});

interface Compose {
  readonly services: Readonly<Record<string, { readonly volumes?: readonly string[] }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe('docs/growing.md', () => {
  const compose = async (): Promise<Compose> =>
    parse((await projectFor({ profile: 'production' })).get('docker-compose.yml')?.text ?? '', {
      merge: true,
    }) as Compose;

  it('says who mounts each volume', async () => {
    const { services, volumes } = await compose();
    const mounts = Object.entries(services).flatMap(([service, { volumes: mounted = [] }]) =>
      mounted.map((mount) => ({ service, volume: mount.split(':')[0], ro: mount.endsWith(':ro') })),
    );
    const rows = Object.keys(volumes).map((volume) => {
      const readers = mounts.filter((one) => one.volume === volume);
      return `\`${volume}\`: ${readers
        .map(({ service, ro }) => `\`${service}\`${ro ? ' (to read)' : ''}`)
        .sort()
        .join(', ')}`;
    });
    const table = [...textOf('docs/growing.md').matchAll(/^\| (`[\w-]+`) \| (`[^|]+) \|$/gm)];
    const documented = table.map(([, volume, who = '']) => `${volume}: ${who.split(', ').sort().join(', ')}`);
    expect(documented.toSorted()).toEqual(rows.toSorted());
  });

  it('names keys and variables that the generated files have', async () => {
    const files = [...(await projectFor({ profile: 'production' })).values()].map(({ text }) => text).join('\n');
    const named = [...textOf('docs/growing.md').matchAll(/`([A-Z][A-Z_]{5,})`/g)].map(([, key = '']) => key);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((key) => !files.includes(key))).toEqual([]);
  });

  it('is right that only nginx publishes a port in production', async () => {
    const { services } = await compose();
    expect(Object.keys(services).filter((name) => 'ports' in (services[name] ?? {}))).toEqual(['geonode']);
  });
});

describe('docs/architecture.md', () => {
  it('names files and folders that are there', () => {
    const named = [...textOf('docs/architecture.md').matchAll(/\b((?:core|io|app)\/[\w./-]*\w|test\/[\w./-]*\w)/g)].map(
      ([, path = '']) => (path.startsWith('test/') ? path : `generators/${path}`),
    );
    const lost = named.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.ts`)));
    expect([...new Set(lost)]).toEqual([]);
  });
});
