// The rows of a run as a table for people.

const UNITS = {
  count: (value) => String(value),
  ms: (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`,
  kB: (value) => `${(value / 1000).toFixed(0)} kB`,
  MiB: (value) => `${(value / 2 ** 20).toFixed(1)} MiB`,
};

const NAMES = { node: 'node -e 0', alone: 'without them' };

const HEADER = ['measure', 'ours', 'peer', 'ratio (quartiles)', 'goal', 'ok?'];

/** One line a row, columns aligned. */
export function asTable({ node, platform, peer, runs }, rows) {
  const lines = [HEADER, ...rows.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return [`${peer}, Node.js ${node} on ${platform}, ${runs} rounds`, '', ...table].join('\n');
}

function cells({ measure, unit, ours, against, peer, ratio, low, high, goal, ok }) {
  const show = UNITS[unit];
  const paired = low !== undefined;
  const name = NAMES[against] ?? against;
  const spread = paired ? ` (${low.toFixed(2)} to ${high.toFixed(2)})` : '';
  const limit = `<= ${paired ? `x${goal}` : show(goal)}`;
  return [measure, show(ours), `${name} ${show(peer)}`, `x${ratio.toFixed(2)}${spread}`, limit, ok ? 'yes' : 'NO'];
}
