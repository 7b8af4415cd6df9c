/** Next to what something new goes. */
interface Neighbour {
  readonly name: string;
  readonly side: 'before' | 'behind';
}

/** Where a name goes among those that are here: behind the nearest that comes before it in `order`, else before the next. */
export function neighbourOf(name: string, order: readonly string[], here: ReadonlySet<string>): Neighbour | undefined {
  const at = order.indexOf(name);
  const above = order.slice(0, at).findLast((other) => here.has(other));
  if (above !== undefined) return { name: above, side: 'behind' };
  const below = order.slice(at + 1).find((other) => here.has(other));
  return below === undefined ? undefined : { name: below, side: 'before' };
}

/** The user's order, with each name that only the template has next to its neighbour there; at the end without one. */
export function mergedOrder(yours: readonly string[], theirs: readonly string[]): readonly string[] {
  return theirs.reduce((names, name) => {
    if (names.includes(name)) return names;
    const neighbour = neighbourOf(name, theirs, new Set(names));
    const at = neighbour ? names.indexOf(neighbour.name) + (neighbour.side === 'behind' ? 1 : 0) : names.length;
    return names.toSpliced(at, 0, name);
  }, yours);
}
