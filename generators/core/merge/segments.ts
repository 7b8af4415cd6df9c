import type { Line } from './lines.ts';

/** A key of a Compose file: the lines that are its own, comments above it included, and the keys below it. */
export interface Segment {
  /** The key; empty for what stands above the first one. */
  readonly name: string;
  readonly lines: readonly Line[];
  /** The number of its first line in the file, from 0. */
  readonly at: number;
  /** Services, volumes and the like one by one; of other keys all lines are their own. */
  readonly children: readonly Segment[];
}

/** The top-level keys that are lists of named things. */
const LISTS: ReadonlySet<string> = new Set(['services', 'volumes', 'networks', 'secrets', 'configs']);

// A key in quotes or plain, then its value; a list item or anything in brackets is none.
const KEY = /^ *(?:"([^"]*)"|'([^']*)'|([^\s"'#&*!|>%@`{}[\],?:-](?:(?!\s#).)*?))\s*:(?:\s+(.*))?$/;
// Behind a key whose children follow below: nothing but an anchor, a tag or a comment.
const OPENS = /^(?:[&!]\S*\s*)*(?:#.*)?$/;

/** Takes a Compose file apart by its indentation. The lines of all segments, in this order, are the file. */
export function segmentsOf(lines: readonly Line[]): readonly Segment[] {
  const [head, ...keys] = cut({ name: '', lines, at: 0, children: [] }, 0);
  return [...(head ? [head] : []), ...keys.map(withChildren)];
}

/** Whether a level of the file has a key twice: then its segments cannot be told apart. */
export function hasTwins(segments: readonly Segment[]): boolean {
  const names = segments.map(({ name }) => name);
  return new Set(names).size < names.length || segments.some(({ children }) => hasTwins(children));
}

function withChildren(segment: Segment): Segment {
  const indent = LISTS.has(segment.name) ? indentBelow(segment.lines) : undefined;
  if (indent === undefined) return segment;
  const [own, ...children] = cut(segment, indent);
  return { ...segment, lines: own?.lines ?? [], children };
}

// The indentation of the first child, if the children are keys.
function indentBelow(lines: readonly Line[]): number | undefined {
  const content = lines.map(({ text }) => text).filter((text) => !isGap(text, Number.POSITIVE_INFINITY));
  const [header, child] = content.slice(0, 2).map((text) => KEY.exec(text));
  const indent = child ? indentOf(child[0]) : 0;
  return indent > 0 && OPENS.test(header?.[4] ?? '') ? indent : undefined;
}

// What stands above the first key of that indentation, then each of these keys.
function cut({ name, lines, at }: Segment, indent: number): readonly Segment[] {
  const keys = lines.flatMap(({ text }, index) => (indentOf(text) === indent && KEY.test(text) ? index : []));
  const starts = [0, ...keys.map((key, index) => leadOf(lines, key, indent, index === 0 && indent === 0))];
  return starts.map((from, index) => ({
    name: index === 0 ? name : nameIn(lines[keys[index - 1] ?? 0]),
    lines: lines.slice(from, starts[index + 1] ?? lines.length),
    at: at + from,
    children: [],
  }));
}

// Where the comments above a key begin. What is indented further belongs to the key above; the comment at the top of the
// file, down to a blank line, to the file.
function leadOf(lines: readonly Line[], key: number, indent: number, atTop: boolean): number {
  const isLead = ({ text }: Line): boolean => isGap(text, indent) && !(atTop && text.trim() === '');
  return lines.slice(0, key).findLastIndex((line) => !isLead(line)) + 1;
}

// A blank line, or a comment that is indented no further.
function isGap(text: string, indent: number): boolean {
  const content = text.trimStart();
  return content === '' || (content.startsWith('#') && indentOf(text) <= indent);
}

const indentOf = (text: string): number => text.length - text.trimStart().length;

function nameIn(line: Line | undefined): string {
  const [, double, single, plain] = KEY.exec(line?.text ?? '') ?? [];
  return double ?? single ?? plain ?? '';
}
