// Builds dist/: everything that is published, in CommonJS chunks. Called by npm run build and by npm ci.
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import license from 'rollup-plugin-license';
import { leaveOut } from './left-out.mjs';
import { importTypeScript } from './typescript.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(import.meta.url);
const generatorVersion = JSON.parse(
  readFileSync(join(root, 'node_modules/yeoman-generator/package.json'), 'utf8'),
).version;

/** The file of a package that another one depends on, which need not be the one at the top of node_modules. */
const dependencyOf = (dependent, name) => createRequire(require.resolve(dependent)).resolve(name);

const { packagedTemplatesSource } = await importTypeScript(join(root, 'test/build/templates.ts'));

// To compile them takes a tenth of a run, to read sixty files a thirtieth: in the bundle they are functions.
const compiledTemplates = {
  name: 'compiled-templates',
  load: (id) =>
    id.replaceAll('\\', '/').endsWith('generators/io/packaged-templates.ts')
      ? { code: packagedTemplatesSource(join(root, 'templates')), moduleType: 'js' }
      : null,
};

// [file, text in it, replacement]: the build stops when a text is gone after an update.
const PATCHES = [
  // What `import` sees of a CommonJS module: Rolldown copies each of its names, a hundred for node:fs, in every chunk.
  [
    'rolldown/runtime.js',
    'export var __toESM = (mod, isNodeMode, target) => (',
    `export var __toESM = (mod, isNodeMode, target) => isNodeMode ? __create(mod, { default: { value: mod } }) : (`,
  ],
  // Read at load from a file that a bundle does not have.
  [
    'yeoman-generator/dist/generator.js',
    "JSON.parse(readFileSync(pathJoin(_dirname, '../package.json'), 'utf8'))",
    JSON.stringify({ version: generatorVersion }),
  ],
  ['yeoman-generator/dist/generator.js', 'fileURLToPath(import.meta.url)', "'/'"],
  // Composing with another generator, which ours never does.
  [
    'yeoman-generator/dist/actions/lifecycle.js',
    'await import(pathToFileURL(resolved).href)',
    "(() => { throw new Error('composing is not in this bundle'); })()",
  ],
  // The whole of lodash as a property that nobody here reads.
  ['yeoman-generator/dist/generator.js', "import * as _ from 'lodash-es';", 'const _ = {};'],
  // Whether the environment is new enough; ours says so itself, and a test runs the class under the real one.
  ['yeoman-generator/dist/generator.js', "import { lte as semverLte } from 'semver';", 'const semverLte = () => true;'],
  // Streams of files, which nobody here uses; their module takes 5 ms to load.
  [
    'mem-fs/dist/index.js',
    "import { pipeline } from 'node:stream/promises';",
    'const pipeline = () => { throw new Error("pipelines are not in this bundle"); };',
  ],
];

const patch = {
  name: 'patch',
  transform(code, id) {
    const wanted = PATCHES.filter(([file]) => id.replaceAll('\\', '/').endsWith(file));
    return wanted.reduce((text, [file, from, to]) => {
      if (!text.includes(from)) throw new Error(`${file} no longer contains: ${from}`);
      return text.replace(from, () => to);
    }, code);
  },
};

// What is loaded together is one file: many small ones take longer to load. The first that fits a module takes it and all that it
// imports: what begins before all else, the command line, the questions, the writing, the commands that talk to Docker.
const chunk = (name, ...modules) => ({ name, test: new RegExp(`(?:${modules.join('|')})`) });
const source = (names) => `/generators/(?:${names})\\.ts$`;
const CHUNKS = [
  chunk('version', source('version')),
  chunk('early', source('early')),
  chunk('cli', source('cli')),
  chunk('app', source('app/index|io/environment')),
  chunk('interview', source('app/(?:interview|interview-tools)')),
  chunk(
    'writing',
    source(
      'app/(?:guarding|deciding|concluding|cleaning-up)|core/(?:render/project|report/summary)|io/(?:templates|transaction|tree)',
    ),
  ),
  chunk('engine', source('app/(?:up/(?:up|building|doctor)|apply/apply)')),
  chunk('inquirer', '/node_modules/inquirer/'),
  chunk('execa', '/node_modules/execa/'),
  chunk('yaml', '/node_modules/yaml/'),
].map((group, index, all) => ({ ...group, priority: all.length - index }));

const PERMISSIVE =
  '(MIT OR ISC OR Apache-2.0 OR BSD-2-Clause OR BSD-3-Clause OR BlueOak-1.0.0 OR 0BSD OR CC0-1.0 OR Artistic-2.0)';

/** The packages in the bundle, below the text of the licence that they share to the letter. */
function noticesOf(dependencies) {
  const sharing = new Map();
  for (const one of dependencies) sharing.set(textOf(one), [...(sharing.get(textOf(one)) ?? []), one]);
  const parts = [...sharing].map(([text, packages]) => `${packages.map(titleOf).join('\n')}\n\n${text}\n`);
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

const titleOf = ({ name, version, license, author }) =>
  `${name} ${version} (${license})${author?.name ? `, ${author.name}` : ''}`;
const textOf = ({ licenseText, noticeText, license }) =>
  [licenseText ?? `Licence: ${license}. The package holds no text of it.`, noticeText]
    .filter(Boolean)
    .join('\n\n')
    .trim();

const notices = license({
  thirdParty: {
    allow: { test: PERMISSIVE, failOnUnlicensed: true, failOnViolation: true },
    multipleVersions: true,
    output: { file: join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), template: noticesOf },
  },
});

rmSync(join(root, 'dist'), { recursive: true, force: true });
const bundle = await rolldown({
  input: { cli: join(root, 'generators/bin.ts'), main: join(root, 'generators/cli.ts') },
  platform: 'node',
  // Each prompt brings the same core of Inquirer's: one copy serves all.
  resolve: { alias: { '@inquirer/core': dependencyOf('inquirer', '@inquirer/core') } },
  plugins: [compiledTemplates, leaveOut, patch, notices],
  // No package here does anything by being loaded; not all of them say so.
  treeshake: { moduleSideEffects: [{ test: /node_modules/, sideEffects: false }] },
  onLog(level, log, handler) {
    if (log.code !== 'EVAL' && log.code !== 'CIRCULAR_DEPENDENCY') handler(level, log);
  },
});
const { output } = await bundle.write({
  dir: join(root, 'dist'),
  format: 'cjs',
  entryFileNames: ({ name }) => (name === 'cli' ? 'cli.cjs' : `chunk-${name}.cjs`),
  chunkFileNames: 'chunk-[name].cjs',
  banner: ({ fileName }) => (fileName === 'cli.cjs' ? '#!/usr/bin/env node' : ''),
  comments: false,
  codeSplitting: { groups: CHUNKS },
  // Line ends stay: an error in a one-line chunk would print all of it. Names of functions stay for the stack of --verbose.
  minify: { compress: true, mangle: { toplevel: false }, codegen: { removeWhitespace: false } },
});
await bundle.close();
// Chunks are loaded by generators/compiled.ts, where Node.js 20 has no import().
const importing = output.filter(({ code = '' }) => /(?<![\w$.])import\(/.test(code)).map(({ fileName }) => fileName);
if (importing.length > 0) throw new Error(`these import() something at run time: ${importing.join(', ')}`);
chmodSync(join(root, 'dist', 'cli.cjs'), 0o755);
