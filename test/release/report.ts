import type { PinnedImage } from './images.ts';
import { claimHolds } from './manifest.ts';
import type { Answer } from './registry.ts';

/** One image, and what its registry said. */
export interface Checked {
  readonly image: PinnedImage;
  readonly answer: Answer;
}

const VERDICTS = { exists: 'exists', missing: 'MISSING', unasked: 'could not ask' } as const;

function claimOf({ image, answer }: Checked): string {
  if (answer.kind !== 'exists') return '';
  const claim = image.platform === undefined ? 'several' : `${image.platform} only`;
  return claimHolds(image.platform, answer.platforms) ? `${claim}: true` : `${claim}: WRONG`;
}

function cellsOf(checked: Checked): readonly string[] {
  const { image, answer } = checked;
  const found = answer.kind === 'exists' ? answer : { digest: '', platforms: [] };
  const platforms = found.platforms.join(' ');
  return [image.name, image.lines.join(' '), VERDICTS[answer.kind], found.digest, platforms, claimOf(checked)];
}

const COLUMNS = ['image', 'lines', 'registry', 'digest', 'platforms', 'claim'];

/** The table at the terminal, with short digests; the page has them whole. */
export function textTable(checks: readonly Checked[]): string {
  const short = (cell: string): string => cell.replace(/^(sha256:.{12}).*/, '$1');
  const rows = [COLUMNS, ...checks.map((checked) => cellsOf(checked).map(short))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same for docs/images.md. */
export function markdownTable(checks: readonly Checked[], date: string): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `Asked on ${date}.`,
    '',
    line(COLUMNS),
    line(COLUMNS.map(() => '---')),
    ...checks.map((checked) => line(cellsOf(checked))),
  ].join('\n');
}

/** How the run ends: what is wrong, what could not be asked and why, and the exit code. */
export function outcome(checks: readonly Checked[], required: boolean): { lines: readonly string[]; exitCode: number } {
  const missing = checks.flatMap(({ image, answer }) =>
    answer.kind === 'missing' ? [`MISSING: ${image.name} (${answer.why})`] : [],
  );
  const wrong = checks
    .filter((checked) => claimOf(checked).endsWith('WRONG'))
    .map((checked) => `WRONG PLATFORM: ${checked.image.name} says ${claimOf(checked).replace(': WRONG', '')}`);
  const reasons = new Set(checks.flatMap(({ answer }) => (answer.kind === 'unasked' ? [answer.why] : [])));
  const unasked = checks.filter(({ answer }) => answer.kind === 'unasked').length;
  const skipped = unasked === 0 ? [] : [`SKIPPED: could not ask for ${unasked} of ${checks.length} images:`];
  const lines = [...missing, ...wrong, ...skipped, ...[...reasons].map((reason) => `  ${reason}`)];
  const failed = missing.length + wrong.length > 0 || (required && unasked > 0);
  return {
    lines: lines.length > 0 ? lines : [`All ${checks.length} images exist, as the table says.`],
    exitCode: failed ? 1 : 0,
  };
}
