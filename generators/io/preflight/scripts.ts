import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isHarmless } from '../../core/up/preflight/dockerfile.ts';
import type { ScriptFacts } from '../../core/up/preflight/facts.ts';

/** Where the scripts of a project stand: a folder, how deep, and which names. */
const PLACES = [
  { folder: 'docker', recursive: true, names: /\.sh$/ },
  { folder: 'src', recursive: false, names: /\.sh$|^manage\.py$/ },
] as const;

/** The scripts with Windows line ends; undefined where they cannot be read. `binds`: what containers see directly. */
export function scriptFacts(directory: string, binds: readonly string[]): readonly ScriptFacts[] | undefined {
  try {
    const scripts = PLACES.flatMap((place) => scriptsIn(directory, place)).filter(hasWindowsLines);
    return scripts.sort().map((script) => {
      const path = relative(directory, script).split(sep).join('/');
      const mounted = binds.some((bind) => script === bind || script.startsWith(`${bind}${sep}`));
      return { path, harmless: isHarmless({ path, dockerfile: dockerfileFor(directory, script), mounted }) };
    });
  } catch {
    return undefined;
  }
}

function scriptsIn(directory: string, { folder, recursive, names }: (typeof PLACES)[number]): readonly string[] {
  const root = join(directory, folder);
  if (!existsSync(root)) return [];
  const entries = readdirSync(root, { recursive, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const hasWindowsLines = (path: string): boolean => readFileSync(path, 'latin1').includes('\r\n');

// The nearest one above: docker/nginx has its own, and that of the project's root takes src/.
function dockerfileFor(directory: string, path: string): string | undefined {
  const folder = dirname(path);
  const file = join(folder, 'Dockerfile');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  return folder === directory || folder === dirname(folder) ? undefined : dockerfileFor(directory, folder);
}
