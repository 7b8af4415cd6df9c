// The same program as its dependencies come: our modules translated one by one, Yeoman and all else in node_modules.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { packedFolder } from './packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

// What the sources expect of a module in the bundle.
const COMMONJS_NAMES = `const __filename = process.getBuiltinModule('node:url').fileURLToPath(import.meta.url);
const __dirname = process.getBuiltinModule('node:path').dirname(__filename);`;

/** Builds and packs it. */
export async function unbundledTarball(work) {
  const folder = join(work, 'unbundled');
  mkdirSync(folder);
  const imported = await translated(join(folder, 'dist'));
  cpSync(join(root, 'templates'), join(folder, 'templates'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { version, engines, devDependencies } = manifest;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'create-geonode-unbundled',
      version,
      engines,
      bin: { 'create-geonode-unbundled': 'dist/cli.mjs' },
      dependencies: Object.fromEntries(imported.map((name) => [name, devDependencies[name]])),
    }),
  );
  return packedFolder(folder, work);
}

/** Translates generators/; gives the packages that it imports. */
async function translated(dir) {
  const bundle = await rolldown({
    input: join(root, 'generators/cli.ts'),
    platform: 'node',
    external: (id) => !/^[./]/.test(id),
  });
  const { output } = await bundle.write({
    dir,
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: join(root, 'generators'),
    entryFileNames: '[name].mjs',
    intro: COMMONJS_NAMES,
    banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
  });
  await bundle.close();
  const names = output.flatMap(({ imports = [], dynamicImports = [] }) => [...imports, ...dynamicImports]);
  return [
    ...new Set(names.filter((name) => /^[@a-z]/.test(name) && !name.startsWith('node:') && !name.endsWith('.mjs'))),
  ];
}
