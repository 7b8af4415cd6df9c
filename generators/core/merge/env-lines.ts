import { envValue } from '../plan/env-value.ts';
import { type Line, type Lines, splitLines, texts } from './lines.ts';

/** A key of a `.env` file with the lines that it takes up: several when a quoted value spans them. */
export interface Entry {
  readonly kind: 'entry';
  readonly key: string;
  /** As Compose reads it, without interpolation; undefined for a key alone, whose value comes from the shell. */
  readonly value: string | undefined;
  readonly lines: readonly Line[];
  /** What stands before the value, and behind it: `export KEY=` and a comment. */
  readonly head: string;
  readonly tail: string;
}

/** A line that sets nothing: a comment, a blank one, or one that Compose would refuse. */
interface Rest {
  readonly kind: 'rest';
  readonly lines: readonly [Line];
}

/** A part of a `.env` file: an entry, or what stands between entries. */
export type Item = Entry | Rest;

/** A `.env` file without losing a byte: the lines of its items, joined, are the file. */
interface EnvFile {
  readonly items: readonly Item[];
  readonly like: Omit<Lines, 'lines'>;
}

// As in compose-go's dotenv parser. It also takes `KEY: value`.
const ENTRY = /^(\s*(?:export\s+)?)([\p{L}\p{N}_.\-[\]]+)(?:(\s*[=:]\s*)(.*)|\s*)$/u;
const QUOTED = { "'": /^'((?:\\[\s\S]|[^'\\])*)'/, '"': /^"((?:\\[\s\S]|[^"\\])*)"/ };

/** Reads a `.env` file by Compose's rules: ` #` begins a comment, but not in quotes; quoted values may span lines. */
export function parseEnv(text: string): EnvFile {
  const { lines, ...like } = splitLines(text);
  const items: Item[] = [];
  for (let at = 0; at < lines.length; ) {
    const item = itemAt(lines, at);
    items.push(item);
    at += item.lines.length;
  }
  return { items, like };
}

function itemAt(lines: readonly Line[], at: number): Item {
  const line = lines[at] ?? { text: '', eol: '' };
  const [, indent, key, sign, rest = ''] = ENTRY.exec(line.text) ?? [];
  if (key === undefined) return { kind: 'rest', lines: [line] };
  const head = `${indent}${key}${sign ?? ''}`;
  if (sign === undefined) return { kind: 'entry', key, value: undefined, lines: [line], head, tail: '' };
  const quoted = quotedValue(rest, lines, at);
  if (quoted) return { kind: 'entry', key, head, ...quoted };
  const bare = (rest.split(' #')[0] ?? '').trimEnd();
  return { kind: 'entry', key, head, value: bare, lines: [line], tail: rest.slice(bare.length) };
}

// Compose refuses a file with an open quotation. Here it is the value of one line, so that the keys below stay keys.
function quotedValue(
  rest: string,
  lines: readonly Line[],
  at: number,
): Pick<Entry, 'value' | 'lines' | 'tail'> | undefined {
  const quote = rest[0];
  if (quote !== "'" && quote !== '"') return undefined;
  const text = [rest, ...texts(lines.slice(at + 1))].join('\n');
  const [all, body] = QUOTED[quote].exec(text) ?? [];
  if (all === undefined || body === undefined) return undefined;
  const end = at + all.split('\n').length;
  const tail = text.slice(all.length).split('\n')[0] ?? '';
  return { value: unescaped(body, quote), lines: lines.slice(at, end), tail };
}

// As in Go, but for octal numbers, which nobody writes into a setting.
const ESCAPES = new Map(Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }));

function unescaped(body: string, quote: '"' | "'"): string {
  return body.replace(/\\([\s\S])/g, (all, char: string) => {
    if (char === quote || (quote === '"' && '\\$'.includes(char))) return char;
    return quote === '"' ? (ESCAPES.get(char) ?? all) : all;
  });
}

/** What an entry says, without line ends and blanks behind it. */
export function rawOf({ lines }: Entry): string {
  return texts(lines).join('\n').trimEnd();
}

/** The lines of an entry with another value; what stands around the value stays. */
export function withValue(entry: Entry, value: string): readonly Line[] {
  const sign = entry.value === undefined ? '=' : '';
  return [{ text: `${entry.head}${sign}${envValue(value)}${entry.tail}`, eol: entry.lines[0]?.eol ?? '' }];
}

/** The entries that count, by key, in the order of the file: the last of a repeated key, as for Compose. */
export function entriesOf(items: readonly Item[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const item of items) {
    if (item.kind !== 'entry') continue;
    entries.delete(item.key);
    entries.set(item.key, item);
  }
  return entries;
}
