import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { answersAmong, helpText } from '../../../generators/app/options.ts';
import { questionFor } from '../../../generators/app/questions.ts';
import { answersSchema, readmeTable } from '../../../generators/core/answers/describe.ts';
import { answerRow } from '../../../generators/core/answers/schema.ts';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { LINES, releaseLine } from '../../../generators/core/plan/lines.ts';
import { imageTables, pinnedImages } from '../../release/images.ts';
import { envProblems, faultsOf, parses, textOf } from '../../support/checks.ts';
import { answersFor, projectFor, SCENARIOS } from '../../support/projects.ts';

// The table as it is after the first step of docs/adding-a-line.md: its own text, with the row that the page shows.
vi.mock('../../../generators/core/plan/lines.ts', async () => {
  const { readFileSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { rolldown } = await import('rolldown');
  const root = join(import.meta.dirname, '..', '..', '..');
  const page = readFileSync(join(root, 'docs/adding-a-line.md'), 'utf8');
  const row = /```ts\n( {2}'9\.9': \{\n[^]*?)```/.exec(page)?.[1] ?? 'no row on the page';
  const head = 'export const RELEASE_LINES = {\n';
  const bundle = await rolldown({
    input: join(root, 'generators/core/plan/lines.ts'),
    plugins: [{ name: 'add-the-row', transform: (code) => code.replace(head, head + row) }],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  try {
    return await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
  } catch (error) {
    // An error of its own would come with the whole module as its address.
    throw new Error(`The row in docs/adding-a-line.md does not go with lines.ts: ${(error as Error).message}`);
  }
});

const MADE_UP = '9.9';
const [, BEFORE = ''] = LINES;

describe('a row in the table of lines is enough', () => {
  it('to be offered first, and to be the default', () => {
    expect(LINES[0]).toBe(MADE_UP);
    expect(answersFor().geonode).toBe(MADE_UP);
    expect(LINES.map((geonode) => answersFor({ geonode }).geonode)).toEqual(LINES);
  });

  it('for the flag, the help, the question, the README and the schema', () => {
    const row = answerRow('geonode');
    if (row === undefined) throw new Error('no such answer');
    const schema = answersSchema() as { properties: Record<string, { enum?: string[]; description: string }> };
    expect(answersAmong({ geonode: MADE_UP })).toEqual({ geonode: MADE_UP });
    expect(helpText()).toContain(`--geonode 9.9|${BEFORE}|`);
    expect(JSON.stringify(questionFor(row, undefined, { cwd: '/', scheme: 'http' }))).toContain('"9.9"');
    expect(readmeTable()).toContain(`| \`--geonode 9.9\\|${BEFORE}\\|`);
    expect(schema.properties.geonode?.enum).toEqual(LINES);
    expect(schema.properties.geonode?.description).toContain('(default: 9.9)');
  });

  it('for the default broker', () => {
    expect(answersFor({ geonode: MADE_UP }).broker).toBe('rabbitmq');
    expect(answersFor({ geonode: MADE_UP, broker: 'redis' }).broker).toBe('redis');
    for (const geonode of LINES) expect(answersFor({ geonode }).broker).toBe(releaseLine(geonode).broker);
  });

  it('for the release that is installed and the images that it starts from', async () => {
    const { redis, ...others } = releaseLine(answersFor().geonode).images;
    const everything = await projectFor({ geonode: MADE_UP, cache: true });
    expect(textOf(everything, 'src/pyproject.toml')).toContain('"GeoNode==9.9.0"');
    for (const { name } of Object.values(others)) expect(textOf(everything, 'docker-compose.yml')).toContain(name);
    const withRedis = await projectFor({ geonode: MADE_UP, broker: 'redis' });
    expect(textOf(withRedis, 'docker-compose.yml')).toContain(redis.name);
  });

  it.each(Object.entries(SCENARIOS))('for a sound project: %s', async (_, given) => {
    const project = await projectFor({ ...given, geonode: MADE_UP });
    expect(envProblems(project)).toEqual([]);
    expect(readEnv(textOf(project, '.env')).BROKER).toBe(given.broker ?? 'rabbitmq');
    for (const file of project.values()) {
      // The one file whose purpose is to hold placeholders.
      if (!file.path.endsWith('env-base.json')) expect(faultsOf(file), file.path).toEqual([]);
      expect(await parses(file), file.path).toBe(true);
    }
  });

  it('for docs/images.md and for npm run check:images', () => {
    expect(imageTables()).toMatch(/^### GeoNode 9\.9 \(9\.9\.0\)$/m);
    expect(imageTables()).toContain('| `nginx` | `geonode/nginx:9.1.0-latest` | environment sample of geonode-project');
    const own = pinnedImages().filter(({ lines }) => lines[0] === MADE_UP);
    expect(own.map(({ name }) => name)).toContain('geonode/geoserver:9.3.0-latest');
  });
});

describe('docs/adding-a-line.md', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const page = readFileSync(join(root, 'docs/adding-a-line.md'), 'utf8');

  it('says where to look for every field of a row, and for every fact', () => {
    const { core, ...row } = releaseLine(answersFor().geonode);
    const fields = [...Object.keys(row), ...Object.keys(core)];
    expect(fields.filter((field) => !new RegExp(`^\\|.*\`${field}\`.*\\|`, 'm').test(page))).toEqual([]);
  });

  it('names files and commands that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const commands = [...page.matchAll(/npm (?:run )?(test|[\w:]+)\b/g)].map(([, name]) => name ?? '');
    const files = [...page.matchAll(/\b(?:generators|templates|test)\/[\w./-]+/g)].map(([file]) =>
      file.replace(/\.$/, ''),
    );
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
    expect(files.filter((file) => !file.includes(MADE_UP) && !existsSync(join(root, file)))).toEqual([]);
    expect([commands.length > 5, files.length > 10]).toEqual([true, true]);
  });
});
