import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Templates, templateOf } from '../core/render/template.ts';

/** The text of a template; `root` is a folder such as this project's `templates`. Line ends are LF on every system. */
export const readTemplate = (root: string, path: string): string =>
  readFileSync(join(root, 'project', path), 'utf8').replaceAll('\r\n', '\n');

/** The templates of such a folder. */
export const templatesIn =
  (root: string): Templates =>
  (path) =>
    templateOf(path, readTemplate(root, path));
