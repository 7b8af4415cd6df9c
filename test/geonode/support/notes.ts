import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Notes a measurement for the report: one JSON object a line in TABLE.jsonl of the run's folder. */
export function note(
  table: 'times' | 'memory' | 'processes' | 'facts',
  row: Readonly<Record<string, string | number>>,
): void {
  const { E2E_FOLDER } = process.env;
  if (E2E_FOLDER) appendFileSync(join(E2E_FOLDER, `${table}.jsonl`), `${JSON.stringify(row)}\n`);
}
