import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { COMPOSE_NAMES, OVERRIDE_NAMES, READ_PATHS, type Sources } from '../core/adopt/sources.ts';
import { readTree } from './tree.ts';

/** Reads what an adoption looks at; links are not followed, and what is no text is left out. */
export function readSources(directory: string): Sources {
  const paths = [...COMPOSE_NAMES, ...OVERRIDE_NAMES, ...READ_PATHS];
  const tree = readTree(directory, paths);
  const texts = [...tree].flatMap(([path, found]) => (found.kind === 'file' ? [[path, found.text] as const] : []));
  return {
    directory,
    composeFiles: COMPOSE_NAMES.filter((name) => tree.has(name)),
    overrideFiles: OVERRIDE_NAMES.filter((name) => tree.has(name)),
    texts: Object.fromEntries(texts),
    packages: foldersIn(join(directory, 'src')).filter((name) => isFile(join(directory, 'src', name, 'settings.py'))),
  };
}

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    // No such folder: then there is no package either, and that is said.
    return [];
  }
}
