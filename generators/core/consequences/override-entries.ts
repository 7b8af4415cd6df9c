import type { Node, Scalar } from 'yaml';

/** The library `yaml`, handed in: it is slow to load, and only an edited override needs it. */
export type Yaml = Pick<typeof import('yaml'), 'parseDocument' | 'LineCounter' | 'isMap' | 'isSeq' | 'isScalar'>;

/** A place of a YAML file: where it is, what stands there, and in which line. */
export interface Entry {
  /** Keys and positions, with slashes: `services/db/ports/0`. */
  readonly path: string;
  /** The text of a scalar; undefined for a list, a map or nothing at all. */
  readonly value: string | undefined;
  /** From 1. */
  readonly line: number;
}

/** Every key and every item of a YAML text, in its order; nothing of a text that is no YAML. Aliases are not followed. */
export function entriesIn(text: string, yaml: Yaml): readonly Entry[] {
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, merge: true });
  if (document.errors.length > 0) return [];
  const lineOf = (node: Node | null | undefined, otherwise: number): number =>
    node?.range ? lines.linePos(node.range[0]).line : otherwise;

  const below = (node: unknown, path: string): readonly Entry[] => {
    if (yaml.isMap<Scalar, Node | null>(node)) {
      return node.items.flatMap(({ key, value }) => {
        const inner = path === '' ? String(key.value) : `${path}/${String(key.value)}`;
        return [entry(value, inner, lineOf(key, 1)), ...below(value, inner)];
      });
    }
    if (!yaml.isSeq<Node>(node)) return [];
    return node.items.flatMap((item, index) => {
      const inner = `${path}/${index}`;
      return [entry(item, inner, lineOf(item, 1)), ...below(item, inner)];
    });
  };
  const entry = (node: Node | null, path: string, line: number): Entry => ({
    path,
    value: yaml.isScalar(node) && node.value !== null ? String(node.value) : undefined,
    line,
  });
  return below(document.contents, '');
}
