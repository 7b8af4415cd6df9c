import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

const ROOT = join(import.meta.dirname, '../..');

/** An import as it stands in a file: where it leads, and which names it takes (`*`: all, or whatever is asked for late). */
interface Import {
  /** A path from the root of the repository, or a package. */
  readonly target: string;
  readonly names: readonly string[];
  readonly when: 'types' | 'start' | 'late';
}

/** A function, and how many lines it has. `given`: it stands in a call, as a test's own body does. */
interface Written {
  readonly name: string;
  readonly lines: number;
  readonly given: boolean;
}

/** A source file, as far as the rules of the architecture look at it. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly exports: readonly { readonly name: string; readonly explained: boolean }[];
  /** Names that the file passes on from another one. */
  readonly passesOn: readonly string[];
  readonly functions: readonly Written[];
  /** What the methods of its classes are called; private ones are left out. */
  readonly methods: readonly string[];
  /** Global things that it uses: `Date.now()`, `new Date()`, `process.env`, `fetch()`. Set ones end with ` =`. */
  readonly globals: readonly string[];
  readonly strings: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Every TypeScript file below a folder of the repository. */
export function sourcesBelow(folder: string): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => sourceOf(relative(ROOT, path), readFileSync(path, 'utf8')));
}

/** One file, read. */
export function sourceOf(path: string, text: string): Source {
  const body = parseAst(text, { lang: 'ts' }).body as unknown as readonly Node[];
  const nodes = [...body.flatMap((node) => [...below(node, '')])];
  return {
    path,
    lines: text.trimEnd().split('\n').length,
    imports: nodes.flatMap(({ node }) => importIn(node, path)),
    exports: body.flatMap((node) => exportsIn(node, text)),
    passesOn: body.flatMap(passedOn),
    functions: nodes.flatMap((one) => functionIn(one, text)),
    methods: nodes.flatMap(({ node }) => methodIn(node)),
    globals: nodes.flatMap(({ node }) => globalIn(node)),
    strings: nodes.flatMap(({ node }) => stringIn(node)),
  };
}

interface Place {
  readonly node: Node;
  /** The nearest name around it. */
  readonly name: string;
  readonly given: boolean;
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

function* below(node: Node, name: string, given = false): Generator<Place> {
  yield { node, name, given };
  const own = nameOf(node.id) ?? nameOf(node.key) ?? name;
  for (const value of Object.values(node))
    for (const child of [value].flat()) if (isNode(child)) yield* below(child, own, node.type === 'CallExpression');
}

const nameOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Identifier' ? String(value.name) : undefined;

const isRelative = (name: string): boolean => name.startsWith('.');
const sourceText = (node: Node): string => String((node.source as Node | null)?.value ?? '');

const IMPORTS: Readonly<Record<string, Import['when']>> = {
  ImportDeclaration: 'start',
  ExportNamedDeclaration: 'start',
  ExportAllDeclaration: 'start',
  ImportExpression: 'late',
  TSImportType: 'types',
};

function importIn(node: Node, path: string): readonly Import[] {
  const found = IMPORTS[node.type];
  const name = sourceText(node);
  if (found === undefined || name === '') return [];
  const specifiers = (node.specifiers ?? []) as readonly Node[];
  return [
    {
      target: isRelative(name) ? join(path, '..', name) : name,
      names: specifiers.length > 0 ? specifiers.map(importedName) : ['*'],
      when: isTypeOnly(node) || (specifiers.length > 0 && specifiers.every(isTypeOnly)) ? 'types' : found,
    },
  ];
}

const isTypeOnly = ({ importKind }: Node): boolean => importKind === 'type';
const importedName = (node: Node): string =>
  node.type === 'ImportDefaultSpecifier' ? 'default' : (nameOf(node.imported) ?? nameOf(node.local) ?? '*');

function exportsIn(node: Node, text: string): Source['exports'] {
  if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') return [];
  const before = text.slice(0, node.start).replace(/(?:^\/\/.*\n)+$/m, '');
  const explained = before.trimEnd().endsWith('*/');
  if (node.type === 'ExportDefaultDeclaration') return [{ name: 'default', explained }];
  const declared = node.declaration as Node | null;
  const several = (declared?.declarations ?? (declared ? [declared] : [])) as readonly Node[];
  return several.flatMap(({ id }) => namesIn(id as Node).map((name) => ({ name, explained })));
}

// `const a`, and `const [a, b]`.
const namesIn = (bound: Node): readonly string[] =>
  [bound, ...((bound.elements ?? []) as readonly Node[])].flatMap((one) => nameOf(one) ?? []);

function passedOn(node: Node): readonly string[] {
  if (node.type === 'ExportAllDeclaration') return ['*'];
  const specifiers = (node.type === 'ExportNamedDeclaration' ? node.specifiers : []) as readonly Node[];
  return specifiers.map(({ exported }) => nameOf(exported) ?? '');
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

function functionIn({ node, name, given }: Place, text: string): readonly Written[] {
  if (!FUNCTIONS.includes(node.type)) return [];
  return [{ name: nameOf(node.id) ?? name, lines: text.slice(node.start, node.end).split('\n').length, given }];
}

const methodIn = ({ type, kind, key }: Node): readonly string[] =>
  type === 'MethodDefinition' && kind === 'method' ? [nameOf(key) ?? []].flat() : [];

const stringIn = ({ type, value }: Node): readonly string[] => {
  if (type === 'Literal' && typeof value === 'string') return [value];
  return type === 'TemplateElement' ? [String((value as { cooked: string }).cooked)] : [];
};

function globalIn(node: Node): readonly string[] {
  if (node.type === 'MemberExpression') return [`${nameOf(node.object) ?? ''}.${nameOf(node.property) ?? ''}`];
  if (node.type === 'CallExpression') return [`${nameOf(node.callee) ?? ''}()`];
  if (node.type === 'NewExpression' && (node.arguments as readonly Node[]).length === 0)
    return [`new ${nameOf(node.callee)}()`];
  const left = node.type === 'AssignmentExpression' ? (node.left as Node) : undefined;
  return left?.type === 'MemberExpression' ? globalIn(left).map((one) => `${one} =`) : [];
}
