// How fast and how small the package is: against create-vite, sv, a plain unbundled build of itself and `node -e 0`, in turn
// within one run, because an absolute time says nothing on another machine or another day. npm run bench -- [--runs N] [--only TEXT]
// [--json] [--write]. It never fails over a slow number, only when it cannot measure.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { betweenMarks } from '../build/marks.mjs';
import { prepared } from './contestants.mjs';
import { MEASURES } from './measures.mjs';

import { asTable } from './report.mjs';

const PAGE = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs/speed.md');

const HELP = `npm run bench -- [options]
  --runs N     rounds of each timed measure (default 20; a cold npm create takes a quarter of them)
  --only TEXT  the measures whose name contains TEXT
  --json       one JSON object on standard output
  --write      keep the table in docs/speed.md`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function prepare(work) {
  const programs = await prepared(work);
  let made = 0;
  // A new folder each time: no program is meant to meet another's files.
  const folder = () => mkdtempSync(join(work, `run-${made++}-`));
  return { programs, folder, runs: Math.max(1, Number.parseInt(values.runs, 10) || 1) };
}

async function rowsOf(measures, context) {
  const rows = [];
  for (const { name, rows: take } of measures) {
    process.stderr.write(`measuring: ${name}\n`);
    rows.push(...(await take(context)));
  }
  return rows;
}

async function bench() {
  const work = mkdtempSync(join(tmpdir(), 'cgp-bench-'));
  try {
    const context = await prepare(work);
    const rows = await rowsOf(
      MEASURES.filter(({ name }) => name.includes(values.only)),
      context,
    );
    const contestants = Object.values(context.programs).map(({ name, version }) => `${name} ${version}`);
    const facts = { node: process.version, platform: process.platform, contestants, runs: context.runs };
    if (values.write) keep(asTable(facts, rows));
    return values.json ? JSON.stringify({ ...facts, rows }, null, 2) : asTable(facts, rows);
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

function keep(table) {
  const today = new Date().toISOString().slice(0, 10);
  const text = `${today}\n\n\`\`\`\n${table}\n\`\`\``;
  writeFileSync(PAGE, betweenMarks(readFileSync(PAGE, 'utf8'), 'bench', text));
}

if (values.help) console.log(HELP);
else console.log(await bench());
