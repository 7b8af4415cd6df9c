// Packages as npm packs and installs them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './children.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Packs this checkout; npm builds dist/ on the way. */
export const ourTarball = async (work) => only(await pack([], { cwd: root, work }));

/** Fetches a package with the machine's own npm configuration. */
export const tarballOf = async (spec, work) => only(await pack([spec], { cwd: work, work }));

/** Packs a folder as it is. */
export const packedFolder = async (folder, work) => only(await packedFolders([folder], work));

/** Packs folders as they are, in their order. */
export const packedFolders = (folders, work) => pack([...folders, '--ignore-scripts'], { cwd: work, work });

const only = ([one]) => one;

async function pack(specs, { cwd, work }) {
  const stdout = await npm(['pack', ...specs, '--json', '--pack-destination', work], { cwd });
  // The build may print before npm does.
  return JSON.parse(stdout.slice(stdout.search(/^\[$/m))).map(({ filename, ...packed }) => {
    const { name, version, integrity, size, unpackedSize } = packed;
    return { name, version, integrity, size, unpackedSize, file: join(work, filename) };
  });
}

/** Installs a tarball and adds where its program is, how many packages came and how many bytes they take. */
export async function installed(packed, folder) {
  await npm(['install', '--no-audit', '--no-fund', '--prefix', folder, packed.file], { cwd: dirname(packed.file) });
  const modules = join(folder, 'node_modules');
  const manifest = readJson(join(modules, packed.name, 'package.json'));
  const program = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[packed.name];
  const { packages } = readJson(join(modules, '.package-lock.json'));
  return {
    ...packed,
    manifest,
    folder,
    bin: join(modules, packed.name, program),
    folders: Object.keys(packages).map((path) => join(folder, path)),
    packages: Object.keys(packages).length,
    installedSize: bytesIn(modules),
  };
}

function bytesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.reduce((sum, one) => sum + (one.isFile() ? statSync(join(one.parentPath, one.name)).size : 0), 0);
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
