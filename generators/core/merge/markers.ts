const MARKER = /^(<{7}|\|{7}|={7}|>{7})( .*)?$/;

interface Marker {
  /** From 1. */
  readonly line: number;
  readonly sign: string;
  /** Whether a side is named behind it, as git and this program always do. */
  readonly named: boolean;
}

/**
 * The lines, from 1, of conflict markers that were left in a text. One that names a side counts wherever it stands, a bare
 * one only between a beginning and an end: `=======` also underlines headings, and `>>>>>>>` may be a quotation.
 */
export function findMarkers(text: string): readonly number[] {
  const markers = text.split(/\r?\n/).flatMap(markerOf);
  const signs = markers.map(({ sign }) => sign).join('');
  const enclosed = [...signs.matchAll(/<[|=]+>/g)].flatMap(({ index, 0: { length } }) =>
    markers.slice(index, index + length),
  );
  return markers.filter((marker) => marker.named || enclosed.includes(marker)).map(({ line }) => line);
}

/** The same, but of the markers of one place only the first. */
export function findPlaces(text: string): readonly number[] {
  const lines = text.split(/\r?\n/);
  const signs = findMarkers(text).map((line) => ({ line, sign: lines[line - 1]?.[0] }));
  // A marker goes on where the one before it has begun a place and not ended it.
  let open = false;
  return signs.flatMap(({ line, sign }) => {
    const begins = sign === '<' || !open;
    open = sign === '<' || (open && sign !== '>');
    return begins ? [line] : [];
  });
}

function markerOf(text: string, index: number): readonly Marker[] {
  const [, signs, name = ''] = MARKER.exec(text) ?? [];
  const sign = signs?.[0];
  if (sign === undefined || (sign === '=' && name !== '')) return [];
  return [{ line: index + 1, sign, named: name.trim() !== '' }];
}
