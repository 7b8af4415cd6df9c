// The two packages to compare, as npm would install them.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './children.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Another generator with prompts, bundled into one package as ours is. */
export const PEER = 'create-vite@9.3.0';

/** Packs this checkout; npm builds dist/ on the way. */
export const ourTarball = (work) => pack([], { cwd: root, work });

/** Fetches a package with the machine's own npm configuration. */
export const tarballOf = (spec, work) => pack([spec], { cwd: work, work });

async function pack(specs, { cwd, work }) {
  const stdout = await npm(['pack', ...specs, '--json', '--pack-destination', work], { cwd });
  // The build may print before npm does.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[$/m)));
  const { name, version, filename, integrity, size, unpackedSize } = packed;
  return { name, version, integrity, size, unpackedSize, file: join(work, filename) };
}

/** Installs a tarball and adds where its program is and how many packages came. */
export async function installed(packed, folder) {
  await npm(['install', '--no-audit', '--no-fund', '--prefix', folder, packed.file], { cwd: dirname(packed.file) });
  const modules = join(folder, 'node_modules');
  const manifest = readJson(join(modules, packed.name, 'package.json'));
  const program = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[packed.name];
  const { packages } = readJson(join(modules, '.package-lock.json'));
  return {
    ...packed,
    manifest,
    bin: join(modules, packed.name, program),
    packages: Object.keys(packages).length,
  };
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
