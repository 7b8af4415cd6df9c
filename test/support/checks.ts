import { parser as python } from '@lezer/python';
import { DockerfileParser } from 'dockerfile-ast';
import { parse as parseShell } from 'sh-syntax';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import type { RenderedFile } from '../../generators/core/types.ts';

/** A rendered project by path. */
export type Project = ReadonlyMap<string, RenderedFile>;

/** The text of a file that must be there. */
export function textOf(project: Project, path: string): string {
  const file = project.get(path);
  if (file === undefined) throw new Error(`no ${path}`);
  return file.text;
}

/** Compose's own reading of YAML: merge keys, and no key twice. */
export const parseCompose = (text: string): unknown => parseYaml(text, { merge: true, uniqueKeys: true });

/** What a reader, or a shell, would stumble over. */
const FAULTS: readonly (readonly [string, (file: RenderedFile) => boolean])[] = [
  ['a placeholder is left', ({ text }) => /\{\{\w|<%|%>|__name__\/|\bundefined\b|\bNaN\b|\[object /.test(text)],
  ['Windows line ends', ({ text }) => text.includes('\r')],
  ['no line end at the end', ({ text }) => text !== '' && !text.endsWith('\n')],
  ['spaces at a line end', ({ path, text }) => !path.endsWith('.json') && /[ \t]\n/.test(text)],
  ['empty lines in a heap', ({ path, text }) => !path.endsWith('.json') && /\n\n\n\n/.test(text)],
  ['a script that cannot be run', ({ text, mode }) => text.startsWith('#!') && mode !== 0o755],
];

/** What is wrong with how a file reads. */
export const faultsOf = (file: RenderedFile): readonly string[] =>
  FAULTS.filter(([, has]) => has(file)).map(([fault]) => fault);

/** Constructs that the parser could not make sense of. */
function pythonErrors(source: string): number {
  let errors = 0;
  python.parse(source).iterate({ enter: (node) => void (node.type.isError && errors++) });
  return errors;
}

/** Whether a parser from npm accepts a text, by the kind of file; a parser may also throw. */
const PARSERS: readonly (readonly [RegExp, (text: string) => unknown])[] = [
  [/\.ya?ml$/, (text) => typeof parseCompose(text) === 'object'],
  [/\.toml$/, (text) => 'project' in parseToml(text)],
  [/\.py$/, (text) => pythonErrors(text) === 0],
  [/\.json$/, (text) => typeof JSON.parse(text) === 'object'],
  [/\.sh$/, async (text) => typeof (await parseShell(text)) === 'object'],
  [/Dockerfile$/, (text) => DockerfileParser.parse(text).getFROMs().length === 1],
];

/** Whether a file is valid; files of a kind without a parser are. */
export async function parses({ path, text }: RenderedFile): Promise<boolean> {
  const parser = PARSERS.find(([pattern]) => pattern.test(path))?.[1];
  return parser === undefined || Boolean(await parser(text));
}

/** The keys of `.env` that stand twice, that compose asks for and that are missing, or that the example lacks. */
export function envProblems(project: Project): readonly string[] {
  const env = readEnv(textOf(project, '.env'));
  const keys = textOf(project, '.env')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(0, line.indexOf('=')));
  const needed = [...textOf(project, 'docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, key]) => key ?? '');
  const example = readEnv(textOf(project, '.env.example'));
  return [
    ...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} stands twice`),
    ...needed.filter((key) => !env[key]).map((key) => `compose asks for ${key}`),
    ...keys.filter((key) => !(key in example)).map((key) => `.env.example lacks ${key}`),
    ...(needed.length > 50 ? [] : ['compose asks for hardly anything']),
  ];
}
