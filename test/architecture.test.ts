import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from './support/rules.ts';
import { type Source, sourceOf, sourcesBelow } from './support/source.ts';

const everything = [...sourcesBelow('generators'), ...sourcesBelow('test')];

describe('the shape of the code', () => {
  describe.each(RULES.map((one) => [one.rule, one] as const))('%s', (_, { where, offences, broken }) => {
    const offencesIn = (all: readonly Source[]): readonly string[] =>
      all
        .filter(({ path }) => where.test(path))
        .flatMap((source) => offences(source, all).map((what) => `${source.path}: ${what}`));

    it('holds', () => {
      expect(everything.some(({ path }) => where.test(path))).toBe(true);
      expect(offencesIn(everything)).toEqual([]);
    });

    it('is seen where it is broken', () => {
      const sources = Object.entries(broken).map(([path, text]) => sourceOf(path, text));
      expect(offencesIn(sources)).not.toEqual([]);
    });
  });

  it('the package ships no dependencies', () => {
    const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
    const manifest = JSON.parse(text) as Record<string, unknown>;
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.optionalDependencies).toBeUndefined();
  });
});
