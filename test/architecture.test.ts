import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const below = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
const IMPORT = /^(?:import |export |\} )(?:.*from )?'([^']+)'|import\('([^']+)'\)/gm;
const imports = (file: string): readonly string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map(([, name, late]) => name ?? late ?? '');

/** Pure packages that the core may use. */
const PURE = ['ejs', 'node:path', 'node:url', 'node:util', 'valibot', 'diff', 'yaml'];
const LONGEST = 200;

describe('the shape of the code', () => {
  it('core imports core and pure libraries only', () => {
    const isPure = (file: string, name: string) =>
      name.startsWith('.') ? join(file, '..', name).startsWith('generators/core/') : PURE.includes(name);
    const impure = below('generators/core').flatMap((file) =>
      imports(file)
        .filter((name) => !isPure(file, name))
        .map((name) => `${file}: ${name}`),
    );
    expect(impure).toEqual([]);
  });

  it('no file grows beyond what one reads at a sitting', () => {
    const long = below('generators').filter(
      (file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > LONGEST,
    );
    expect(long).toEqual([]);
  });

  it('the package ships no dependencies', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.optionalDependencies).toBeUndefined();
  });
});
