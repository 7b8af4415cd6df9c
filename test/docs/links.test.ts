import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsIn, linksIn } from './links.ts';
import { MARKDOWN, ROOT, textOf } from './pages.ts';

/** Why a link of a page leads nowhere; undefined for one that does not. */
function brokenBecause(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path).replaceAll('\\', '/');
  if (!existsSync(join(ROOT, target))) return `${page}: ${link} is not there`;
  if (anchor === undefined || !target.endsWith('.md') || anchorsIn(textOf(target)).has(anchor)) return undefined;
  return `${page}: ${link} has no such heading`;
}

describe('links between the pages', () => {
  it('are told from code and from links to other sites', () => {
    const page = '[a](b.md#c) [d](https://example.org) `[e](f.md)`\n```sh\n[g](h.md)\n```\n[i](#j)';
    expect(linksIn(page)).toEqual(['b.md#c', '#j']);
  });

  it('have the anchors that GitHub makes', () => {
    const page = "# What's *new*?\n## `up` & down\n## Twice\n## Twice\n```sh\n# no heading\n```\n";
    expect([...anchorsIn(page)]).toEqual(['whats-new', 'up--down', 'twice', 'twice-1']);
  });

  it('all lead somewhere', () => {
    expect(MARKDOWN.length).toBeGreaterThan(15);
    const broken = MARKDOWN.flatMap((page) => linksIn(textOf(page)).map((link) => brokenBecause(page, link)));
    expect(broken.filter((one) => one !== undefined)).toEqual([]);
  });

  it('lead to each page of docs/ from the README', () => {
    const linked = new Set(linksIn(textOf('README.md')).map((link) => link.replace(/#.*/, '')));
    const lost = MARKDOWN.filter((page) => page.startsWith('docs/') && !linked.has(page));
    expect(lost).toEqual([]);
  });
});
