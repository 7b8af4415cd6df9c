import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What belongs to a checkout, but for what git and npm put there. */
const PARTS = [
  'generators',
  'templates',
  'test',
  'docs',
  'dist',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'package.json',
];
const TOOLS = ['package-lock.json', 'tsconfig.json', 'biome.json', '.npmrc'];

/** This repository once more, so that a command that writes into it does no harm; the packages are shared. */
export function checkout(): string {
  const folder = join(temporaryFolder(), 'checkout');
  for (const part of [...PARTS, ...TOOLS]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}
