/** A line of a file: its text, and the end that it had there. */
export interface Line {
  readonly text: string;
  /** Empty where the file ended without one, and for lines that come from elsewhere. */
  readonly eol: Eol | '';
}

type Eol = '\n' | '\r\n';

/** A file as lines, with what is needed to write it back byte for byte. */
export interface Lines {
  readonly lines: readonly Line[];
  /** The end that most lines have; `\n` when there is a tie or none. */
  readonly eol: Eol;
  /** Whether a byte order mark stands before the first line. */
  readonly bom: boolean;
  /** Whether the last line has an end; true for an empty file, so that what is added to it gets one. */
  readonly finalNewline: boolean;
}

const BOM = '\uFEFF';

/** Takes a text apart at `\n` and `\r\n`; a lone `\r` is part of its line. */
export function splitLines(text: string): Lines {
  const bom = text.startsWith(BOM);
  const parts = (bom ? text.slice(1) : text).split('\n');
  const last = parts.pop() ?? '';
  const ended = parts.map(lineOf);
  const crlf = ended.filter(({ eol }) => eol === '\r\n').length;
  return {
    lines: last === '' ? ended : [...ended, { text: last, eol: '' }],
    eol: crlf * 2 > ended.length ? '\r\n' : '\n',
    bom,
    finalNewline: last === '',
  };
}

function lineOf(text: string): Line {
  return text.endsWith('\r') ? { text: text.slice(0, -1), eol: '\r\n' } : { text, eol: '\n' };
}

/**
 * Writes lines as a file like that other one: with its byte order mark and its final newline, and its usual end behind
 * every line that has none of its own.
 */
export function joinLines(lines: readonly Line[], like: Omit<Lines, 'lines'>): string {
  const text = lines.map((line) => line.text + (line.eol || like.eol)).join('');
  const end = lines.at(-1)?.eol || like.eol;
  return (like.bom ? BOM : '') + (like.finalNewline ? text : text.slice(0, Math.max(0, text.length - end.length)));
}

/** The same lines without their ends: they get those of the file that they are put into. */
export function withoutEnds(lines: readonly Line[]): readonly Line[] {
  return lines.map(({ text }) => ({ text, eol: '' }));
}

/** The text of each line. */
export function texts(lines: readonly Line[]): readonly string[] {
  return lines.map(({ text }) => text);
}

/** Whether two texts differ in their line ends at the most, as after a checkout on another system. */
export function sameButEnds(one: string, other: string): boolean {
  return one === other || one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n');
}
