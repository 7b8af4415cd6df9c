import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Facts, objectionsTo, withVersion } from './objections.ts';

const GOOD: Facts = {
  version: '0.3.0',
  branch: 'main',
  status: '',
  tags: ['v0.1.0', 'v0.2.0', 'not-a-version'],
  isBehind: false,
  current: '0.2.0',
  changelog: '## [Unreleased]\n\n- Something.\n\n## [0.2.0] - 2026-01-31\n\n- Else.\n',
};

describe('a release', () => {
  it('of a newer version from a clean main is allowed; so is the first', () => {
    expect(objectionsTo(GOOD)).toEqual([]);
    const first = { version: '0.1.0', current: '0.1.0', tags: [], changelog: '## [0.1.0] - unreleased\n\n- All.\n' };
    expect(objectionsTo({ ...GOOD, ...first })).toEqual([]);
  });

  it.each([
    ['no version', { version: undefined }, /X\.Y\.Z, not nothing/],
    ['no such version', { version: 'v0.3' }, /X\.Y\.Z, not v0\.3/],
    ['a pre-release', { version: '0.3.0-beta.1' }, /X\.Y\.Z/],
    ['a leading zero', { version: '0.03.0' }, /X\.Y\.Z/],
    ['another branch', { branch: 'topic' }, /branch topic/],
    ['a dirty tree', { status: ' M README.md' }, /not committed:\n M README\.md/],
    ['an old checkout', { isBehind: true }, /git pull/],
    ['a tag that is there', { tags: ['v0.3.0'] }, /v0\.3\.0 is there already/],
    ['an older version', { version: '0.1.5' }, /0\.1\.5 is not newer than 0\.2\.0/],
    ['the same version', { version: '0.2.0', tags: [] }, /0\.2\.0 is not newer than 0\.2\.0/],
    ['a version below package.json', { current: '0.4.0' }, /older than 0\.4\.0/],
    ['nothing new', { changelog: '## [Unreleased]\n\n## [0.2.0] - 2026-01-31\n' }, /says nothing/],
  ])('is refused: %s', (_, differs, words) => {
    expect(objectionsTo({ ...GOOD, ...differs }).join('\n')).toMatch(words);
  });

  it('hears all objections at once', () => {
    expect(objectionsTo({ ...GOOD, branch: 'topic', status: '?? x' })).toHaveLength(2);
  });

  it.each(['package.json', 'package-lock.json'])('changes nothing in %s but the version', (file) => {
    const text = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    expect(withVersion(text, version)).toBe(text);
    const changed = withVersion(text, '9.9.9').split('\n');
    const lines = text.split('\n').flatMap((line, index) => (line === changed[index] ? [] : [changed[index]?.trim()]));
    expect(new Set(lines)).toEqual(new Set(['"version": "9.9.9",']));
  });
});
