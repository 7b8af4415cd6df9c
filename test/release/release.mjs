// npm run release -- X.Y.Z [--dry-run]: checks, freezes what this version generates, dates the changelog, commits, tags and packs.
// It pushes nothing. A pushed tag is published by .github/workflows/release.yml.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { importTypeScript } from '../build/typescript.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const { notesOf, withRelease } = await importTypeScript(join(here, 'changelog.ts'));
const { BRANCH, objectionsTo, tagOf, withVersion } = await importTypeScript(join(here, 'objections.ts'));

const { values, positionals } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [version] = positionals;
const fixtures = `test/fixtures/releases/${version}`;
const WRITTEN = ['package.json', 'package-lock.json', 'CHANGELOG.md'];

const read = (file) => readFileSync(join(root, file), 'utf8');
const run = (program, ...args) => execa(program, args, { cwd: root, stdio: 'inherit' });
const git = async (...args) => (await execa('git', args, { cwd: root })).stdout;
const lines = (text) => text.split('\n').filter(Boolean);

async function originOf() {
  const remotes = lines(await git('remote'));
  if (!remotes.includes('origin')) return { tags: [], isBehind: false };
  const refs = lines(await git('ls-remote', 'origin', `refs/heads/${BRANCH}`, 'refs/tags/*')).map((line) =>
    line.split('\t'),
  );
  const head = refs.find(([, ref]) => ref === `refs/heads/${BRANCH}`)?.[0];
  const known =
    head && (await execa('git', ['merge-base', '--is-ancestor', head, 'HEAD'], { cwd: root, reject: false }));
  const tags = refs.flatMap(([, ref]) =>
    ref.startsWith('refs/tags/') ? ref.replace(/^refs\/tags\/|\^\{\}$/g, '') : [],
  );
  return { tags, isBehind: known !== undefined && known.exitCode !== 0 };
}

async function factsNow() {
  const origin = await originOf();
  return {
    version,
    branch: await git('rev-parse', '--abbrev-ref', 'HEAD'),
    status: await git('status', '--porcelain'),
    tags: [...lines(await git('tag', '--list')), ...origin.tags],
    isBehind: origin.isBehind,
    current: JSON.parse(read('package.json')).version,
    changelog: read('CHANGELOG.md'),
  };
}

/** What the release consists of; each part is in the commit or nothing is. */
async function prepare() {
  const date = new Date().toISOString().slice(0, 10);
  for (const file of ['package.json', 'package-lock.json'])
    writeFileSync(join(root, file), withVersion(read(file), version));
  writeFileSync(join(root, 'CHANGELOG.md'), withRelease(read('CHANGELOG.md'), version, date));
  for (const script of ['freeze', 'lint', 'test']) await run('npm', 'run', script);
  await git('add', '--', ...WRITTEN, fixtures);
  await git('commit', '--quiet', `--message=Release ${version}`);
}

/** The tree was clean, so that these paths go back to the last commit. */
async function takeBack() {
  await git('reset', '--quiet');
  await git('checkout', '--', ...WRITTEN);
  await git('clean', '--quiet', '--force', '-d', '--', fixtures);
  await execa('git', ['checkout', '--quiet', '--', fixtures], { cwd: root, reject: false });
}

/** Whether the commit was made; if not, nothing is left of it. */
async function isPrepared() {
  // Ctrl-C ends the script that runs, and then this one clears up.
  process.on('SIGINT', () => undefined);
  try {
    await prepare();
    return true;
  } catch (error) {
    await takeBack();
    console.error(`\nNothing was released, and the files are as they were: ${error.shortMessage ?? error.message}`);
    return false;
  }
}

async function finish() {
  await git('tag', '--annotate', `--message=create-geonode-project ${version}`, tagOf(version));
  await run('npm', 'pack');
  console.log(`\nReleased ${version} here. To publish it: git push --atomic origin ${BRANCH} ${tagOf(version)}`);
}

const facts = await factsNow();
const objections = objectionsTo(facts);
if (objections.length > 0) {
  console.error(objections.join('\n'));
  process.exitCode = 1;
} else if (values['dry-run']) {
  console.log(`Would freeze ${fixtures}, run lint and tests, commit, tag ${tagOf(version)} and pack. The notes:\n`);
  console.log(notesOf(facts.changelog));
} else if (await isPrepared()) {
  await finish();
} else {
  process.exitCode = 1;
}
