// Builds dist/: everything that is published, in CommonJS chunks. Called by npm run build and by npm ci.
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import license from 'rollup-plugin-license';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(import.meta.url);
const generatorVersion = JSON.parse(
  readFileSync(join(root, 'node_modules/yeoman-generator/package.json'), 'utf8'),
).version;

// Parts of Yeoman that a generator without sub-generators, npm installs and git configuration never calls. Each costs
// start-up time on every run. What calls one after all fails loudly.
const UNUSED = {
  'latest-version': 'export default () => { throw new Error("latest-version is not in this bundle"); };',
  'read-package-up': 'export const readPackageUpSync = () => undefined;',
  'simple-git':
    'export const simpleGit = () => { throw new Error("simple-git is not in this bundle"); }; export const CheckRepoActions = {}; export const CleanOptions = {};',
  ...Object.fromEntries(
    ['editor', 'search', 'rawlist', 'expand', 'number', 'checkbox'].map((prompt) => [
      `@inquirer/${prompt}`,
      `export const Separator = undefined; export default () => { throw new Error("the ${prompt} prompt is not in this bundle"); };`,
    ]),
  ),
};

const PREFIX = '\0unused:';

const leaveOut = {
  name: 'leave-out',
  resolveId: (source) => (source in UNUSED ? PREFIX + source : null),
  load: (id) => (id.startsWith(PREFIX) ? UNUSED[id.slice(PREFIX.length)] : null),
};

// [file, text in it, replacement]: the build stops when a text is gone after an update.
const PATCHES = [
  // Read at load from a file that a bundle does not have.
  [
    'yeoman-generator/dist/generator.js',
    "JSON.parse(readFileSync(pathJoin(_dirname, '../package.json'), 'utf8'))",
    JSON.stringify({ version: generatorVersion }),
  ],
  ['yeoman-generator/dist/generator.js', 'fileURLToPath(import.meta.url)', "'/'"],
  // The whole of lodash as a property that nobody here reads.
  ['yeoman-generator/dist/generator.js', "import * as _ from 'lodash-es';", 'const _ = {};'],
  // One function of it is called, with two plain versions.
  [
    'yeoman-generator/dist/generator.js',
    "import { lte as semverLte } from 'semver';",
    "import semverLte from 'semver/functions/lte.js';",
  ],
  // Only fills names into warnings that are written for authors of generators.
  [
    'yeoman-generator/dist/util/deprecate.js',
    "import { template } from 'lodash-es';",
    'const template = (text) => () => text;',
  ],
  // execa is loaded with the first command, not with the class.
  [
    'yeoman-generator/dist/actions/spawn-command.js',
    "import { execa, execaCommand, execaCommandSync, execaSync, } from 'execa';",
    'const late = () => { throw new Error("spawn is not in this bundle: import execa"); }; const execa = late, execaCommand = late, execaCommandSync = late, execaSync = late;',
  ],
];

const patch = {
  name: 'patch',
  transform(code, id) {
    const wanted = PATCHES.filter(([file]) => id.replaceAll('\\', '/').endsWith(`node_modules/${file}`));
    return wanted.reduce((text, [file, from, to]) => {
      if (!text.includes(from)) throw new Error(`${file} no longer contains: ${from}`);
      return text.replace(from, () => to);
    }, code);
  },
};

const PERMISSIVE =
  '(MIT OR ISC OR Apache-2.0 OR BSD-2-Clause OR BSD-3-Clause OR BlueOak-1.0.0 OR 0BSD OR CC0-1.0 OR Artistic-2.0)';

const notices = license({
  thirdParty: {
    allow: { test: PERMISSIVE, failOnUnlicensed: true, failOnViolation: true },
    multipleVersions: true,
    output: { file: join(root, 'dist', 'THIRD-PARTY-NOTICES.txt') },
  },
});

rmSync(join(root, 'dist'), { recursive: true, force: true });
const bundle = await rolldown({
  input: { cli: join(root, 'generators/bin.ts') },
  platform: 'node',
  // mem-fs-editor brings an older ejs of its own: one copy serves both.
  resolve: { alias: { ejs: require.resolve('ejs') } },
  plugins: [leaveOut, patch, notices],
  onLog(level, log, handler) {
    if (log.code !== 'EVAL' && log.code !== 'CIRCULAR_DEPENDENCY') handler(level, log);
  },
});
await bundle.write({
  dir: join(root, 'dist'),
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunk-[name].cjs',
  banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
  // Line ends and names stay: an error in a one-line chunk would print all of it.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
});
await bundle.close();
chmodSync(join(root, 'dist', 'cli.cjs'), 0o755);
