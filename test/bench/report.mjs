// The rows of a run as a table for people.

const UNITS = {
  count: (value) => String(value),
  ms: (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`,
  kB: (value) => `${(value / 1000).toFixed(0)} kB`,
  MiB: (value) => `${(value / 2 ** 20).toFixed(1)} MiB`,
};

const HEADER = ['measure', 'ours', 'theirs', 'ratio (quartiles)', 'goal', 'ok?'];

/** One line a row, columns aligned. */
export function asTable({ node, platform, contestants, runs }, rows) {
  const lines = [HEADER, ...rows.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return [`${contestants.join(', ')}; Node.js ${node} on ${platform}, ${runs} rounds`, '', ...table].join('\n');
}

function cells({ measure, unit, ours, against, theirs, ratio, low, high, goal, limit, ok }) {
  const show = UNITS[unit];
  const spread = low === undefined ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`;
  const goals = [goal === undefined ? [] : `x${goal}`, limit === undefined ? [] : show(limit)].flat();
  const limits = goals.length > 0 ? `<= ${goals.join(', ')}` : '-';
  return [
    measure,
    show(ours),
    `${against} ${show(theirs)}`,
    `x${ratio.toFixed(2)}${spread}`,
    limits,
    goals.length > 0 ? (ok ? 'yes' : 'NO') : '',
  ];
}
