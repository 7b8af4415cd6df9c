import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notesOf, releasedIn, withRelease } from './changelog.ts';

const HEAD = '# Changelog\n\nWords.\n\n';
const OLD = '## [0.1.0] - 2026-01-31\n\n### Added\n\n- One.\n';

describe('the changelog of a release', () => {
  it.each(['## [Unreleased]', '## [unreleased]', '## [0.2.0] - unreleased'])('%s becomes the release', (heading) => {
    const before = `${HEAD}${heading}\n\n### Fixed\n\n- Two.\n\n${OLD}`;
    expect(notesOf(before)).toBe('### Fixed\n\n- Two.');
    const after = withRelease(before, '0.2.0', '2026-02-03');
    expect(after).toBe(`${HEAD}## [Unreleased]\n\n## [0.2.0] - 2026-02-03\n\n### Fixed\n\n- Two.\n\n${OLD}`);
    expect(releasedIn(after)).toEqual(['0.2.0', '0.1.0']);
    expect(notesOf(after)).toBe('');
  });

  it('can be the first', () => {
    const after = withRelease(`${HEAD}## [0.1.0] - unreleased\n\n- One.\n`, '0.1.0', '2026-02-03');
    expect(after).toBe(`${HEAD}## [Unreleased]\n\n## [0.1.0] - 2026-02-03\n\n- One.\n`);
  });

  it('needs a section for it', () => {
    expect(notesOf(HEAD + OLD)).toBe('');
    expect(() => withRelease(HEAD + OLD, '0.2.0', '2026-02-03')).toThrow('no section');
  });

  it('that is here can become one: its headings are of the known form', () => {
    const changelog = readFileSync(join(import.meta.dirname, '../../CHANGELOG.md'), 'utf8');
    const headings = [...changelog.matchAll(/^## .*$/gm)].map(([heading]) => heading);
    expect(changelog).toMatch(/^## \[(?:Unreleased\]|\d+\.\d+\.\d+\] - unreleased)$/m);
    expect(headings.length).toBe(releasedIn(changelog).length + 1);
  });
});
