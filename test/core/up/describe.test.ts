import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../../generators/core/up/causes.ts';
import { causeSections, checkTable } from '../../../generators/core/up/describe.ts';
import { CHECK_IDS } from '../../../generators/core/up/preflight/checks.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/troubleshooting.md'), 'utf8');

describe('docs/troubleshooting.md', () => {
  it('has every check and every cause, as the program has them (npm run docs)', () => {
    expect(PAGE).toContain(checkTable());
    expect(PAGE).toContain(causeSections());
    expect(CHECK_IDS.filter((id) => !PAGE.includes(`| \`${id}\` |`))).toEqual([]);
    expect(Object.keys(CAUSES).filter((id) => !PAGE.includes(`### ${id}\n`))).toEqual([]);
  });

  it('shows no placeholder', () => {
    expect(PAGE).not.toMatch(/\{\w+\}/);
  });
});
