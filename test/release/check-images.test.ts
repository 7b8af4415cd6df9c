import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { LINES } from '../../generators/core/plan/lines.ts';
import { AMD64, ARM64, type Behaviour, fakeRegistry, UNKNOWN } from './fake-registry.ts';
import { imageTables, pinnedImages } from './images.ts';
import { markdownTable, outcome } from './report.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** `npm run check:images` against a registry that is as the table says, but for one path. */
async function check(behaviours: Readonly<Record<string, Behaviour>>, env: Record<string, string> = {}) {
  const usual = (path: string): Behaviour =>
    path.startsWith('geonode/') ? { kind: 'single', config: AMD64 } : { kind: 'list', platforms: [AMD64, ARM64] };
  const { base } = await fakeRegistry({ behaviourOf: (path) => behaviours[path] ?? usual(path), auth: 'token' });
  const options = { env: { CHECK_IMAGES_REGISTRY: base, ...env }, reject: false };
  const { exitCode, stdout } = await execa(process.execPath, [join(import.meta.dirname, 'check-images.mjs')], options);
  return { exitCode, lines: stdout.split('\n') };
}

const starting = (lines: readonly string[], start: string) => lines.find((line) => line.startsWith(start));

it('asks for an image of several lines once', () => {
  const names = pinnedImages().map(({ name }) => name);
  expect(names.length).toBe(new Set(names).size);
  expect(pinnedImages().find(({ name }) => name.startsWith('redis:'))?.lines).toEqual(LINES);
});

describe('npm run check:images', { timeout: 30_000 }, () => {
  it('all is well', async () => {
    const { exitCode, lines } = await check({});
    expect(exitCode).toBe(0);
    expect(lines.at(-1)).toBe(`All ${pinnedImages().length} images exist, as the table says.`);
    const letsencrypt = starting(lines, 'geonode/letsencrypt:');
    expect(letsencrypt).toMatch(/ exists +sha256:[0-9a-f]{12} +linux\/amd64 +linux\/amd64 only: true$/);
    expect(starting(lines, 'redis:')).toMatch(/linux\/amd64 linux\/arm64\/v8 +several: true$/);
  });

  it('an image is missing', async () => {
    const { exitCode, lines } = await check({ 'geonode/letsencrypt': UNKNOWN });
    expect(exitCode).toBe(1);
    expect(lines.at(-1)).toMatch(/^MISSING: geonode\/letsencrypt:\S+ \(MANIFEST_UNKNOWN\)$/);
  });

  it('a row is wrong about the platforms', async () => {
    const { exitCode, lines } = await check({ 'geonode/letsencrypt': { kind: 'list', platforms: [AMD64, ARM64] } });
    expect(exitCode).toBe(1);
    expect(lines.at(-1)).toMatch(/^WRONG PLATFORM: geonode\/letsencrypt:\S+ says linux\/amd64 only/);
  });

  it('a registry that cannot be asked is a skip, unless it is required', async () => {
    const limited: Behaviour = { kind: 'status', status: 429 };
    const { exitCode, lines } = await check({ 'library/redis': limited });
    expect(exitCode).toBe(0);
    expect(lines.slice(-2)).toEqual([
      `SKIPPED: could not ask for 1 of ${pinnedImages().length} images:`,
      expect.stringMatching(/^ {2}127\.0\.0\.1:\d+ has been asked too often \(429\)$/),
    ]);
    expect((await check({ 'library/redis': limited }, { CHECK_IMAGES_REQUIRED: '1' })).exitCode).toBe(1);
  });

  it('refuses an address that is none', async () => {
    expect((await check({}, { CHECK_IMAGES_REGISTRY: 'localhost:5000' })).exitCode).toBe(2);
  });
});

describe('the outcome', () => {
  const image = { name: 'a/b:1', lines: ['9.9'], platform: undefined };
  const said = (...kinds: readonly ('missing' | 'unasked')[]) =>
    kinds.map((kind) => ({ image, answer: { kind, why: kind } }));

  it.each([
    [[], false, 0],
    [['unasked'], false, 0],
    [['unasked'], true, 1],
    [['missing', 'unasked'], false, 1],
  ] as const)('%j, required: %s', (kinds, required, exitCode) => {
    expect(outcome(said(...kinds), required).exitCode).toBe(exitCode);
  });
});

describe('docs/images.md', () => {
  it('holds the images of the table (npm run docs)', () => {
    expect(readFileSync(join(ROOT, 'docs/images.md'), 'utf8')).toContain(imageTables());
  });

  it('gets whole digests and the day from check:images --markdown', () => {
    const image = { name: 'a/b:1', lines: ['9.9'], platform: undefined };
    const answer = { kind: 'exists', digest: `sha256:${'f'.repeat(64)}`, platforms: ['linux/amd64'] } as const;
    expect(markdownTable([{ image, answer }], '2026-11-23').split('\n').slice(-1)).toEqual([
      `| a/b:1 | 9.9 | exists | sha256:${'f'.repeat(64)} | linux/amd64 | several: WRONG |`,
    ]);
    expect(markdownTable([], '2026-11-23')).toContain('Asked on 2026-11-23.');
  });
});
