// npm run freeze: what the packed program generates in each scenario, kept as test/fixtures/releases/VERSION/SCENARIO.json.
// Every later version has to upgrade from it. A version that was published is never frozen again; 0.x may be.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { execa } from 'execa';
import { installed, ourTarball } from '../bench/packages.mjs';
import { importTypeScript } from '../build/typescript.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const { freeze, thaw, withPlaceholders, FROZEN_SCENARIOS } = await importTypeScript(join(here, 'frozen.ts'));

/** A project of the packed program, by path, without its secrets. */
async function generated(bin, answers, folder) {
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  // Where there is a mail server, there is a password for it.
  const env = { PATH: join(folder, 'no-programs'), GEONODE_SMTP_PASSWORD: 'DvNu8mPeGxxd1ebrTq3KD5YRUDg21U7W' };
  const args = [bin, 'my_site', '--yes', '--quiet', '--answers', file];
  await execa(process.execPath, args, { cwd: folder, env, extendEnv: false });
  return projectIn(join(folder, 'my_site'));
}

function projectIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((file) => {
      const text = readFileSync(file, 'utf8');
      const path = relative(folder, file).replaceAll('\\', '/');
      const mode = (statSync(file).mode & 0o777).toString(8);
      return [path, { mode, text: path === '.env' ? withPlaceholders(text) : text }];
    }),
  );
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const target = join(root, 'test/fixtures/releases', version);
const work = mkdtempSync(join(tmpdir(), 'cgp-freeze-'));

async function freezeAll() {
  const { bin } = await installed(await ourTarball(work), join(work, 'package'));
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  let first;
  for (const [name, answers] of Object.entries(FROZEN_SCENARIOS)) {
    const project = await generated(bin, answers, mkdtempSync(join(work, 'run-')));
    const [like, theirs] = first ?? [];
    const files = freeze(project, theirs);
    if (!isDeepStrictEqual(thaw({ files }, theirs), project)) throw new Error(`${name} does not come back as it was.`);
    const text = `${JSON.stringify({ version, answers, like, files }, null, 1)}\n`;
    writeFileSync(join(target, `${name}.json`), text);
    console.log(`${name}: ${Object.keys(project).length} files, ${Math.ceil(text.length / 1000)} kB`);
    first ??= [name, project];
  }
}

try {
  const published = !version.startsWith('0.') && statSync(target, { throwIfNoEntry: false }) !== undefined;
  if (published) throw new Error(`${relative(root, target)} is there already, and a release is frozen once.`);
  await freezeAll();
} finally {
  rmSync(work, { recursive: true, force: true });
}
