// What the last runs with the real GeoNode were, found and measured, as a page for docs/.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const today = () => new Date().toISOString().slice(0, 10);
const kept = (dir) => join(dir, 'geonode', 'results');

function rows(folder, table) {
  const file = join(folder, `${table}.jsonl`);
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
}

/** Keeps what a suite left in the folder of its run: its checks and measurements. */
export function keepResults(folder, dir, suite) {
  const file = join(folder, 'results.json');
  const { testResults } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
  const checks = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status, duration = 0 }) => ({
      where: ancestorTitles.join(', '),
      check: title.replaceAll('|', '\\|'),
      result: status,
      took: `${(duration / 1000).toFixed(1)} s`,
    })),
  );
  const measured = Object.fromEntries(
    ['times', 'memory', 'processes', 'facts'].map((name) => [name, rows(folder, name)]),
  );
  mkdirSync(kept(dir), { recursive: true });
  writeFileSync(join(kept(dir), `${suite}.json`), JSON.stringify({ suite, date: today(), checks, ...measured }));
}

/** A table in Markdown; its columns are the keys of the first row. */
function table(all) {
  const [first] = all;
  if (first === undefined) return 'Not measured.\n';
  const columns = Object.keys(first);
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns),
    `|${columns.map(() => '---|').join('')}\n`,
    ...all.map((row) => line(columns.map((column) => row[column]))),
  ].join('');
}

/** The page: dates, measurements, every check, from what `keepResults` kept. */
export function geonodeReport(dir, versions) {
  const runs = readdirSync(kept(dir)).map((file) => JSON.parse(readFileSync(join(kept(dir), file), 'utf8')));
  const all = (name) => runs.flatMap((run) => run[name]);
  const suites = runs.map(({ suite, date, checks }) => ({
    suite,
    'last run': date,
    passed: checks.filter(({ result }) => result === 'passed').length,
    failed: checks.filter(({ result }) => result === 'failed').length,
  }));
  return `# The last runs with the real GeoNode

Written by \`npm run test:geonode\`; do not edit. ${versions.join(', ')} from the package index, on a stand-in for geonode-base (Debian,
Python 3.11, GDAL 3.10 with the binding 3.8.4), real nginx, PostgreSQL with PostGIS, Redis, RabbitMQ and memcached. GeoServer is a stub: nothing
here proves GeoServer. The machine has two CPUs, and other work on it.

${table(suites)}
## Seconds

\`build\` finds all wheels beside it: it downloads nothing from afar and compiles nothing.

${table(all('times'))}
## Memory in MB, beside the limits for a machine of 8 GB

${table(all('memory'))}
### By process

\`pss\` shares out what processes have in common; \`unshared\` is what one more process costs.

${table(all('processes'))}
## Facts

${table(all('facts'))}
## Checks

${table(all('checks'))}`;
}
