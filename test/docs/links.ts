const FENCE = /^(`{3,})[^\n]*\n[^]*?^\1\s*$/gm;
const CODE = /`[^`\n]+`/g;
const LINK = /\]\(([^()\s]+)\)/g;
const HEADING = /^#{1,6} +(.+?) *$/gm;

const withoutBlocks = (text: string): string => text.replace(FENCE, '');

/** Where a page leads to, links to other sites left out. */
export function linksIn(text: string): readonly string[] {
  const links = [...withoutBlocks(text).replace(CODE, '').matchAll(LINK)].map(([, target = '']) => target);
  return links.filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
}

/** What can stand behind `#` in a link to a page, as GitHub makes it of the headings. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  return new Set(
    [...withoutBlocks(text).matchAll(HEADING)].map(([, heading = '']) => {
      const anchor = anchorOf(heading);
      const before = counts.get(anchor) ?? 0;
      counts.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
