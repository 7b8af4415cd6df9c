// What the bundle does without: see UNUSED.

/** A module whose exports all fail loudly: nothing here calls them. */
const absent = (name, ...exported) =>
  [
    `const absent = () => { throw new Error(${JSON.stringify(`${name} is not in this bundle`)}); };`,
    'export default absent;',
    ...exported.map((one) => `export const ${one} = absent;`),
  ].join('\n');

/** A class without the methods that it would give to every generator. */
const mixin = (name) => `export class ${name} {}`;

/** Prompts of Inquirer that no question uses. */
const OTHER_PROMPTS = ['editor', 'search', 'rawlist', 'expand', 'number', 'checkbox'];

// Parts of Yeoman that a generator without sub-generators, npm installs, globs, package.json and git configuration never
// calls. Each costs start-up time on every run and bytes in every download.
const UNUSED = {
  'latest-version': absent('latest-version'),
  'read-package-up': 'export const readPackageUpSync = () => undefined;',
  'simple-git': absent('simple-git', 'simpleGit', 'CheckRepoActions', 'CleanOptions'),
  tinyglobby: absent('tinyglobby', 'glob', 'globSync', 'isDynamicPattern'),
  minimatch: absent('minimatch', 'minimatch'),
  multimatch: absent('multimatch'),
  isbinaryfile: absent('isbinaryfile', 'isBinaryFileSync'),
  textextensions: 'export default [];',
  'deep-extend': absent('deep-extend'),
  'text-table': absent('text-table'),
  'sort-keys': absent('sort-keys'),
  'strip-bom-stream': absent('strip-bom-stream'),
  teex: absent('teex'),
  // Templates are compiled when this bundle is built, and copied by nobody.
  ejs: absent('ejs'),
  commondir: absent('commondir'),
  './actions/copy.js': absent('copy', 'copy'),
  './actions/copy-async.js': absent('copyAsync', 'copyAsync'),
  './actions/copy-tpl.js': absent('copyTpl', 'copyTpl'),
  './actions/copy-tpl-async.js': absent('copyTplAsync'),
  './actions/append-tpl.js': absent('appendTpl'),
  './actions/commit.js': absent('commit'),
  './actions/move.js': absent('move'),
  // Each brings a dozen modules of Node.js, for checks of arguments and for a command line of Yeoman's.
  'node:assert': 'const ok = (value, message) => { if (!value) throw new Error(message); }; export default { ok };',
  'node:fs/promises': absent('fs/promises', 'stat'),
  // Methods of Yeoman's for generators that look for files in the destination, print help, install packages or ask git who
  // somebody is; and copies of files within mem-fs.
  './actions/fs.js': mixin('FsMixin'),
  './actions/help.js': mixin('HelpMixin'),
  './actions/package-json.js': mixin('PackageJsonMixin'),
  './actions/spawn-command.js': mixin('SpawnCommandMixin'),
  './actions/user.js': mixin('GitMixin'),
  clone: absent('clone'),
  // Storage, which keeps answers in a way of its own: ours is core/state (app/standalone.ts).
  './util/storage.js': absent('storage'),
  'lodash-es': absent('lodash-es', 'cloneDeep', 'get', 'merge', 'set', 'defaults', 'template'),
  // Traces for authors of generators, and colours in their error messages.
  debug: 'export default () => () => undefined;',
  chalk: 'const plain = (text) => text; export default { bold: plain, cyan: plain, red: plain, yellow: plain };',
  ...Object.fromEntries(
    OTHER_PROMPTS.map((prompt) => [
      `@inquirer/${prompt}`,
      `${absent(`the ${prompt} prompt`)} export const Separator = undefined;`,
    ]),
  ),
};

const PREFIX = '\0unused:';

/** The plugin that puts the modules above in the place of what the sources import. */
export const leaveOut = {
  name: 'leave-out',
  resolveId: (source) => (source in UNUSED ? PREFIX + source : null),
  load: (id) => (id.startsWith(PREFIX) ? UNUSED[id.slice(PREFIX.length)] : null),
};
