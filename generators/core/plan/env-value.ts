// What Compose, its interpolation and a shell that sources the file all read as it stands.
const BARE = /^[A-Za-z0-9_.,:/@%+=~[\]-][A-Za-z0-9_.,:/@%+=~'[\]-]*$/;

/**
 * A value as it stands behind `KEY=` in a Compose `.env` file. Bare where that is safe, else in single quotes, which
 * keep `$` and `#`; only a text with a single quote of its own goes into double quotes, with its specials escaped.
 */
export function envValue(value: string): string {
  if (value === '' || BARE.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  return `"${value.replace(/[\\"$]/g, '\\$&')}"`;
}

/** A list of texts as the Python literal that Django's settings read, without spaces: `['a','b']`. */
export function pythonList(items: readonly string[]): string {
  return `[${items.map((item) => `'${item}'`).join(',')}]`;
}
