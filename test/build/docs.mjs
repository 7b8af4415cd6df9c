// Writes what is derived from the answers table: docs/answers.schema.json and the options table of the README.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bundle = await rolldown({ input: join(root, 'generators/core/answers/describe.ts'), platform: 'node' });
const { output } = await bundle.generate({ format: 'esm' });
const { answersSchema, readmeTable } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);

writeFileSync(join(root, 'docs/answers.schema.json'), `${JSON.stringify(answersSchema(), null, 2)}\n`);
const readme = join(root, 'README.md');
const between = /(<!-- options -->\n)[^]*(\n<!-- \/options -->)/;
writeFileSync(
  readme,
  readFileSync(readme, 'utf8').replace(between, (_, before, after) => before + readmeTable() + after),
);
