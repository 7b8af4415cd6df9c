import type { Source } from './source.ts';

/** The files that import a name from a file. */
export const importers = (path: string, name: string, all: readonly Source[]): readonly Source[] =>
  all.filter(({ imports }) =>
    imports.some(({ target, names }) => target === path && (names.includes(name) || names.includes('*'))),
  );

/** The files that a file leads to and that import it. */
export function circle({ path }: Source, all: readonly Source[]): readonly string[] {
  const targets = new Map(all.map((one) => [one.path, one.imports.map(({ target }) => target)]));
  const reached = new Set<string>();
  const open = [path];
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const target of targets.get(one) ?? []) if (reached.size < reached.add(target).size) open.push(target);
  return [...reached].filter((one) => targets.get(one)?.includes(path));
}
