import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { complete, parseGiven } from '../../generators/core/answers/resolve.ts';
import { view } from '../../generators/core/plan/view.ts';
import { dataFor } from '../../generators/core/render/render.ts';
import { ejsTemplate, isEjs } from '../../generators/core/render/template.ts';
import { readTemplate } from '../../generators/io/templates.ts';

// Every name that a template may use is there whatever the answers.
function names(): readonly string[] {
  const known = parseGiven({ flag: { directory: 'site', memory: '16', cpus: '4' }, file: {}, stored: {} }, '/');
  const machine = { memory: 16, cpus: 4, machine: 'a machine', timezone: 'UTC', lanAddresses: [] };
  const answers = complete(known, { cwd: '/', ...machine, httpProxy: undefined, noProxy: undefined });
  return Object.keys(dataFor('.env', view(answers, '0.0.0')));
}

/** The source of `generators/io/packaged-templates.ts` in the bundle: what EJS makes of the templates of a folder, by path. */
export function packagedTemplatesSource(root: string): string {
  const all = names();
  const rows = pathsIn(root).map((path) => `  ${JSON.stringify(path)}: ${functionOf(root, path, all)},`);
  return `const TEMPLATES = {\n${rows.join('\n')}\n};\nexport const packagedTemplates = (path) => TEMPLATES[path];\n`;
}

const pathsIn = (root: string): readonly string[] =>
  readdirSync(join(root, 'project'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, 'project'), join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

function functionOf(root: string, path: string, all: readonly string[]): string {
  const text = readTemplate(root, path);
  if (!isEjs(path)) return `() => ${JSON.stringify(text)}`;
  // The names that stand in it, so that no template takes out of the data what it does not say.
  const template = ejsTemplate(
    text,
    all.filter((name) => new RegExp(`\\b${name}\\b`).test(text)),
  );
  template.compile();
  return `(locals, escapeFn = String) => {\n${template.source}}`;
}
