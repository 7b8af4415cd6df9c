import { type IBufferCell, Terminal } from '@xterm/headless';

/** Characters beside each other that look the same. */
export interface Run {
  readonly column: number;
  readonly text: string;
  /** The number of a colour of the sixteen; undefined for the usual one. */
  readonly colour: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
}

/** A line of a screen; one without text has no runs. */
export type Row = readonly Run[];

export const COLUMNS = 80;
// More than a recording has, so that nothing scrolls out of it.
const ROWS = 100;

/** What stands on a terminal after it has drawn this, without the empty lines at its end. */
export async function screenOf(raw: string): Promise<readonly Row[]> {
  const terminal = new Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(raw, resolve));
  const rows = Array.from({ length: ROWS }, (_, index) => rowOf(terminal, index));
  return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
}

function rowOf(terminal: Terminal, index: number): Row {
  const line = terminal.buffer.active.getLine(index);
  const runs: Run[] = [];
  for (let column = 0; column < COLUMNS; column++) {
    const cell = line?.getCell(column);
    if (cell === undefined) continue;
    const one = { column, text: cell.getChars() || ' ', ...styleOf(cell) };
    const last = runs.at(-1);
    if (last && sameStyle(last, one)) runs[runs.length - 1] = { ...last, text: last.text + one.text };
    else runs.push(one);
  }
  return runs.map((run) => ({ ...run, text: run.text.trimEnd() })).filter(({ text }) => text !== '');
}

const styleOf = (cell: IBufferCell) => ({
  colour: cell.isFgPalette() ? cell.getFgColor() : undefined,
  bold: cell.isBold() !== 0,
  dim: cell.isDim() !== 0,
});

const sameStyle = (one: Run, other: Run): boolean =>
  one.colour === other.colour && one.bold === other.bold && one.dim === other.dim;
