import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** Folders in which no page of ours stands. */
const ELSEWHERE = /(?:^|\/)(?:node_modules|dist|\.git|fixtures|coverage|my_site)(?:\/|$)/;
/** Written by runs of the engine lanes. */
const REPORTS = /-run\.md$/;

/** Every Markdown file of the repository, by its path from the root. */
export const MARKDOWN: readonly string[] = ['.', '.github', 'docs', 'test', 'generators'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: folder !== '.' })
    .map((path) => join(folder, String(path)).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md') && !ELSEWHERE.test(path)),
);

/** The pages that tell people what to type. */
export const PAGES: readonly string[] = MARKDOWN.filter(
  (path) => /^(?:docs\/[^/]+|[^/]+)\.md$/.test(path) && path !== 'CHANGELOG.md' && !REPORTS.test(path),
);

export const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
