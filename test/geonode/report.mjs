// What the last run with the real GeoNode was, found and measured, as a page for docs/.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function rows(folder, table) {
  const file = join(folder, `${table}.jsonl`);
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
}

/** A table in Markdown; its columns are the keys of the first row. */
function table(all) {
  const [first] = all;
  if (first === undefined) return 'Not measured in this run.\n';
  const columns = Object.keys(first);
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns),
    `|${columns.map(() => '---|').join('')}\n`,
    ...all.map((row) => line(columns.map((column) => row[column]))),
  ].join('');
}

/** The page: versions, measurements, every check. */
export function geonodeReport(folder, versions) {
  const file = join(folder, 'results.json');
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
  const checks = results.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status, duration = 0 }) => ({
      where: ancestorTitles.join(', '),
      check: title.replaceAll('|', '\\|'),
      result: status,
      took: `${(duration / 1000).toFixed(1)} s`,
    })),
  );
  return `# The last run with the real GeoNode

Written by \`npm run test:geonode\`; do not edit. ${new Date().toISOString().slice(0, 10)}, with ${versions.join(', ')}
from the package index, on the stand-in for geonode-base (Debian, Python 3.11, GDAL 3.10 with the binding 3.8.4), real nginx, PostgreSQL with
PostGIS, Redis, RabbitMQ and memcached. GeoServer is a stub: nothing here proves GeoServer.

${results.numPassedTests ?? 0} of ${results.numTotalTests ?? 0} checks passed, ${results.numFailedTests ?? 0} failed.

## Seconds

${table(rows(folder, 'times'))}
## Memory in MB

${table(rows(folder, 'memory'))}
### By process

${table(rows(folder, 'processes'))}
## Facts

${table(rows(folder, 'facts'))}
## Checks

${table(checks)}`;
}
