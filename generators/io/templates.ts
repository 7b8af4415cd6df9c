import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TemplateSource } from '../core/render/render.ts';

/** Reads the templates of this package; `root` is its folder `templates`. Line ends are LF on every system. */
export function templatesIn(root: string): TemplateSource {
  return (template) => readFileSync(join(root, 'project', template), 'utf8').replaceAll('\r\n', '\n');
}
