import { basename, dirname } from 'node:path';
import { circle, importers } from './imports.ts';
import type { Source } from './source.ts';

/** A rule of the architecture. */
interface Rule {
  readonly rule: string;
  /** The files that it is about. */
  readonly where: RegExp;
  /** What a file does against it, in its own words. */
  readonly offences: (source: Source, all: readonly Source[]) => readonly string[];
  /** Files that break it, by path: a rule that finds nothing in them has gone blind. */
  readonly broken: Readonly<Record<string, string>>;
}

/** Packages that the core may use: they look at nothing but their arguments. */
const PURE = ['ejs', 'fastest-levenshtein', 'node:path', 'node:url', 'node:util', 'valibot', 'diff', 'yaml'];

/** Packages that cost a start-up time which most runs do not need to pay. */
const LATE = ['execa', 'inquirer', 'yaml'];

/** What each part of the program may import of the others. */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  'bin.ts': /^generators\/(?:compiled|early|version)\.ts$/,
  'compiled.ts': /^$/,
  'early.ts': /^generators\//,
  'cli.ts': /^generators\//,
  'version.ts': /^$/,
  app: /^generators\/(?:app|core|io)\//,
  io: /^generators\/(?:io|core)\//,
  core: /^generators\/core\//,
};

/** The phases of a run, in Yeoman's words: it calls every method that is not private, besides those that it asks for names. */
const LIFECYCLE = ['initializing', 'prompting', 'configuring', 'default', 'writing', 'conflicts', 'install', 'end'];

const IMPURE =
  /^(?:process\.\w*|Date\.now|new Date\(\)|Math\.random|(?:fetch|setTimeout|setInterval|setImmediate)\(\)|(?:performance|crypto|console|globalThis)\.\w*)$/;

const FILE_LINES = 200;
const FUNCTION_LINES = 40;

/** Files whose exports are asked for by name: by Vitest's configuration, or by a script through test/build/typescript.mjs. */
const ENTRIES =
  /vitest\.config\.ts$|^test\/(?:support\/(?:packed|scratch)|registry\/support\/published)\.ts$|^test\/build\/templates\.ts$|^test\/release\/(?:check-images|frozen|objections)\.ts$|^test\/docs\/(?:program-options|sizes)\.ts$/;

/** Files that are read like a table, not at a sitting; and end-to-end tests, which tell of one start of one site from top to bottom. */
const TABLES =
  /^test\/(?:support\/edit-scripts|core\/answers\/typed-addresses|core\/up\/preflight\/verdicts|e2e\/[\w-]+\.test)\.ts$/;

const isLocal = (target: string): boolean => /^(?:generators|test)\//.test(target);

/** Each rule once. CONTRIBUTING.md says why. */
export const RULES: readonly Rule[] = [
  {
    rule: 'core imports pure packages only',
    where: /^generators\/core\//,
    offences: ({ imports }) =>
      imports.filter(({ target }) => !isLocal(target) && !PURE.includes(target)).map(({ target }) => target),
    broken: { 'generators/core/a.ts': "import { readFileSync } from 'node:fs';" },
  },
  {
    rule: 'core uses no clock, chance, network, process or screen',
    where: /^generators\/core\//,
    offences: ({ globals }) => globals.filter((one) => IMPURE.test(one)),
    broken: { 'generators/core/a.ts': 'export const now = () => Date.now();' },
  },
  {
    rule: 'a folder imports only what stands below it',
    where: /^generators\//,
    offences: ({ path, imports }) =>
      imports
        .filter(({ target }) => isLocal(target) && !MAY_IMPORT[path.split('/')[1] ?? '']?.test(target))
        .map(({ target }) => target),
    broken: { 'generators/io/a.ts': "import { cleanUp } from '../app/guarding.ts';" },
  },
  {
    rule: 'files do not import each other in a circle',
    where: /^/,
    offences: circle,
    broken: {
      'generators/core/a.ts': "import type { B } from './b.ts';",
      'generators/core/b.ts': "import type { A } from './c.ts';",
      'generators/core/c.ts': "import type { A } from './a.ts';",
    },
  },
  {
    rule: 'large packages are loaded when they are needed',
    where: /^generators\//,
    offences: ({ imports }) =>
      imports.filter(({ target, when }) => LATE.includes(target) && when === 'start').map(({ target }) => target),
    broken: { 'generators/io/a.ts': "import { parse } from 'yaml';" },
  },
  {
    rule: "Yeoman's class has lifecycle methods only",
    where: /^generators\/app\/index\.ts$/,
    offences: ({ methods }) => methods.filter((name) => !['constructor', ...LIFECYCLE].includes(name)),
    broken: { 'generators/app/index.ts': 'class App { end() {} #own() {} tellTheTime() {} }' },
  },
  {
    rule: 'only the program itself sets the exit code',
    where: /^generators\/(?!cli\.ts|bin\.ts)/,
    offences: ({ globals }) => globals.filter((one) => /^process\.(?:exitCode =|exit|abort)$/.test(one)),
    broken: { 'generators/app/a.ts': 'process.exitCode = 1;' },
  },
  {
    rule: 'only io/terminal.ts knows colours',
    where: /^generators\/(?!io\/terminal\.ts)/,
    offences: ({ imports, strings }) => [
      ...imports.flatMap(({ names }) => names.filter((name) => name === 'styleText')),
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a colour begins.
      ...strings.filter((text) => /\u001b\[[\d;]*m/.test(text)),
    ],
    broken: { 'generators/app/a.ts': "const red = '\\u001b[31m';" },
  },
  {
    rule: 'only io/program.ts starts programs',
    where: /^generators\/(?!io\/program\.ts)/,
    offences: ({ imports }) =>
      imports.map(({ target }) => target).filter((one) => /^(?:execa|(?:node:)?(?:child_process|cluster))$/.test(one)),
    broken: { 'generators/io/a.ts': "const late = () => import('execa');" },
  },
  {
    rule: 'only the merge of .env turns secrets into text',
    where: /^generators\/(?!core\/merge\/env\.ts)/,
    offences: ({ imports }) => imports.flatMap(({ names }) => names.filter((name) => name === 'withSecrets')),
    broken: { 'generators/app/a.ts': "import { withSecrets } from '../core/plan/placeholders.ts';" },
  },
  {
    rule: 'only core/plan/placeholders.ts knows how a missing secret looks',
    where: /^generators\/(?!core\/plan\/placeholders\.ts)/,
    offences: ({ strings }) => strings.filter((text) => text.includes('{{secret')),
    broken: { 'generators/core/a.ts': "const open = (text) => text.includes('{{secret:');" },
  },
  {
    rule: 'no file passes on what another one exports',
    where: /^generators\//,
    offences: ({ passesOn }) => passesOn,
    broken: { 'generators/core/a.ts': "export { b } from './b.ts';" },
  },
  {
    rule: 'what is exported is imported',
    where: /^/,
    offences: ({ path, exports }, all) =>
      ENTRIES.test(path)
        ? []
        : exports.map(({ name }) => name).filter((name) => importers(path, name, all).length === 0),
    broken: { 'generators/core/a.ts': '/** Nobody wants it. */\nexport const a = 1;' },
  },
  {
    rule: 'what is exported says what it is',
    where: /^generators\//,
    offences: ({ exports }) => exports.filter(({ explained }) => !explained).map(({ name }) => name),
    broken: { 'generators/core/a.ts': 'export const a = 1;' },
  },
  {
    rule: 'names are in kebab-case, and say what a file holds',
    where: /^/,
    offences: ({ path }) =>
      path
        .split('/')
        .filter((one) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(one) || /^(?:utils?|helpers?|common|misc)\b/.test(one)),
    broken: { 'generators/core/helpers.ts': '', 'generators/io/portTaken.ts': '' },
  },
  {
    rule: 'a folder of unit tests mirrors a folder of the program',
    where: /^test\/(?:core|io|app)\/.*\.test\.ts$/,
    offences: ({ path }, all) => {
      const folder = dirname(path).replace(/^test/, 'generators');
      return all.some((one) => one.path.startsWith(`${folder}/`)) ? [] : [basename(path)];
    },
    broken: { 'test/core/weather/rain.test.ts': '' },
  },
  {
    rule: `a file has ${FILE_LINES} lines at the most`,
    where: /^(?:generators|test)\//,
    offences: ({ path, lines }) => (lines > FILE_LINES && !TABLES.test(path) ? [`${lines} lines`] : []),
    broken: { 'generators/core/a.ts': '0;\n'.repeat(FILE_LINES + 1) },
  },
  {
    rule: `a function has ${FUNCTION_LINES} lines at the most`,
    where: /^generators\//,
    offences: ({ functions }) =>
      functions.filter(({ lines }) => lines > FUNCTION_LINES).map(({ name, lines }) => `${name}, ${lines} lines`),
    broken: { 'generators/core/a.ts': `function long() {\n${'0;\n'.repeat(FUNCTION_LINES)}}` },
  },
];
