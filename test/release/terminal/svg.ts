import { COLUMNS, type Row, type Run } from './screen.ts';

const SIZE = 14;
const WIDTH = 8.43;
const HEIGHT = 20;
const MARGIN = 16;

// A picture is shown on light and on dark pages, and cannot know which: it brings its own ground.
const GROUND = '#1b1f24';
const TEXT = '#e6e6e6';
const QUIET = '#9aa4b0';
const COLOURS: Readonly<Record<number, string>> = {
  1: '#ff8b8b',
  2: '#7ee08f',
  3: '#f0d278',
  4: '#8ab8ff',
  5: '#e0a2f5',
  6: '#70d6e0',
  8: QUIET,
};

/** A screen as a picture, which any browser can draw without fonts of ours. */
export function svgOf(rows: readonly Row[], title: string): string {
  const [width, height] = [Math.ceil(COLUMNS * WIDTH + 2 * MARGIN), rows.length * HEIGHT + 2 * MARGIN];
  const lines = rows.flatMap((row, index) => row.map((run) => textOf(run, MARGIN + (index + 0.75) * HEIGHT)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>
text { font: ${SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: ${TEXT}; white-space: pre; }
</style>
<rect width="${width}" height="${height}" rx="8" fill="${GROUND}"/>
${lines.join('\n')}
</svg>
`;
}

function textOf({ column, text, colour, bold, dim }: Run, y: number): string {
  const start = text.length - text.trimStart().length;
  const x = Math.round((MARGIN + (column + start) * WIDTH) * 10) / 10;
  const fill = dim ? QUIET : colour === undefined ? undefined : (COLOURS[colour] ?? TEXT);
  const style = `${fill ? ` style="fill:${fill}"` : ''}${bold ? ' font-weight="bold"' : ''}`;
  return `<text x="${x}" y="${y}"${style}>${escaped(text.trimStart())}</text>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
