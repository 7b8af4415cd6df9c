import { COLUMNS, type Row, type Run } from './screen.ts';

const SIZE = 14;
/** How wide a character is; fonts that differ are stretched to it, so that columns stay columns. */
const WIDTH = 8.4;
const HEIGHT = 20;
const MARGIN = 16;
const FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

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
  const lines = rows.flatMap((row, index) => row.flatMap((run) => textsOf(run, MARGIN + (index + 0.7) * HEIGHT)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${GROUND}"/>
<g font-family="${FONTS}" font-size="${SIZE}" fill="${TEXT}">
${lines.join('\n')}
</g>
</svg>
`;
}

// Each part between spaces has a place of its own: not every viewer keeps several spaces.
function textsOf({ column, text, colour, bold, dim }: Run, y: number): readonly string[] {
  const fill = dim ? QUIET : colour === undefined ? undefined : (COLOURS[colour] ?? TEXT);
  const style = `${fill ? ` fill="${fill}"` : ''}${bold ? ' font-weight="bold"' : ''}`;
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: part, index }) => {
    const place = `x="${rounded(MARGIN + (column + index) * WIDTH)}" y="${y}" textLength="${rounded(part.length * WIDTH)}"`;
    return `<text ${place}${style}>${escaped(part)}</text>`;
  });
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
