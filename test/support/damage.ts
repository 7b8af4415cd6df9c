import fc from 'fast-check';

/** Something done to a JSON text; places are shares of the whole. */
interface Damage {
  readonly kind: 'cut off' | 'garble' | 'empty' | 'value' | 'remove' | 'rename' | 'copy';
  readonly at: number;
  readonly value: unknown;
}

/** Paths that lead out of a project; `EVIL` stands for one that is absolute. */
const WAYS_OUT = [
  '../evil',
  'a/../../evil',
  './../evil',
  '..\\evil',
  'EVIL',
  '/',
  '',
  '.',
  '..',
  'src/../../evil',
  'C:\\evil',
];
/** Paths that are the program's own business, or nobody's. */
const TRAPS = [
  '__proto__',
  'constructor',
  '.create-geonode-project/lock',
  '.create-geonode-project/journal.json',
  '.git/config',
  'a\0b',
  'src',
  '.env/x',
  'x'.repeat(300),
];

export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'cut off',
      'garble',
      'empty',
      'value',
      'value',
      'value',
      'remove',
      'remove',
      'rename',
      'rename',
      'rename',
      'copy',
    ),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    value: fc.oneof(
      fc.constantFrom(...WAYS_OUT, ...TRAPS),
      fc.constantFrom(null, 0, -1, 1e308, true, [], {}, [[]], ['x'], { x: 1 }, '644', 'text', '999.0.0', 'x'),
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

type Json = Record<string, unknown>;

/** The text with the damage done; `evil` is an absolute path. */
export function damaged(text: string, all: readonly Damage[], evil: string): string {
  return all.reduce((before, { kind, at, value }) => {
    const index = Math.floor(at * before.length);
    if (kind === 'empty') return '';
    if (kind === 'cut off') return before.slice(0, index);
    if (kind === 'garble') return `${before.slice(0, index)}\u0000,}${before.slice(index + 1)}`;
    return inJson(before, { kind, at, value: value === 'EVIL' ? evil : value });
  }, text);
}

function inJson(text: string, damage: Damage): string {
  try {
    const content: unknown = JSON.parse(text);
    const holders = holdersIn(content);
    const holder = holders[Math.floor(damage.at * holders.length)];
    if (holder !== undefined) change(holder, damage);
    return JSON.stringify(content, null, 2);
  } catch {
    return text;
  }
}

/** Every object and list in a content, with a place for the damage; long lists of lines count once. */
function holdersIn(content: unknown): readonly { readonly of: Json; readonly key: string }[] {
  if (typeof content !== 'object' || content === null) return [];
  const keys = Object.keys(content).slice(0, Array.isArray(content) ? 1 : undefined);
  return keys.flatMap((key) => [{ of: content as Json, key }, ...holdersIn((content as Json)[key])]);
}

function change({ of, key }: { of: Json; key: string }, { kind, value }: Damage): void {
  const old = of[key];
  if (kind === 'value') set(of, key, value);
  else if (kind === 'copy') set(of, String(value), old);
  else delete of[key];
  if (kind === 'rename') set(of, String(value), old);
}

// An assignment to __proto__ would set no key.
const set = (of: Json, key: string, value: unknown): void =>
  void Object.defineProperty(of, key, { value, enumerable: true, configurable: true, writable: true });
