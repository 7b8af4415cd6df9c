// npm run docs: writes what is derived from tables: docs/answers.schema.json, the options of the README, and tables of pages in docs/.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { betweenMarks } from './marks.mjs';
import { importTypeScript } from './typescript.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { answersSchema, readmeTable } = await importTypeScript(join(root, 'generators/core/answers/describe.ts'));
const { checkTable, causeSections } = await importTypeScript(join(root, 'generators/core/up/describe.ts'));
const { programOptions } = await importTypeScript(join(root, 'test/docs/program-options.ts'));
const { sizeTables } = await importTypeScript(join(root, 'test/docs/sizes.ts'));
const { imageTables } = await importTypeScript(join(root, 'test/release/images.ts'));

function rewrite(page, name, text) {
  const file = join(root, page);
  writeFileSync(file, betweenMarks(readFileSync(file, 'utf8'), name, text));
}

writeFileSync(join(root, 'docs/answers.schema.json'), `${JSON.stringify(answersSchema(), null, 2)}\n`);
rewrite('README.md', 'options', readmeTable());
rewrite('README.md', 'program', programOptions());
rewrite('docs/answers.md', 'options', readmeTable());
rewrite('docs/sizing.md', 'sizes', sizeTables());
rewrite('docs/images.md', 'images', imageTables());
rewrite('docs/troubleshooting.md', 'checks', checkTable());
rewrite('docs/troubleshooting.md', 'causes', causeSections());
