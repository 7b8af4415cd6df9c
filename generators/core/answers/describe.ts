import { fold } from '../report/fold.ts';
import { GIVEN_ANSWERS } from './schema.ts';
import { type AnswerRow, GROUPS } from './types.ts';

/** What stands in front of the explanation: `--alias HOST`, `--[no-]cache`. */
function usageOf(row: AnswerRow): string {
  if (row.type === 'switch') return (row.flag ?? '').replace('--', '--[no-]');
  const value = row.choices ? row.choices.join('|') : row.placeholder;
  return [row.flag, value].filter(Boolean).join(' ');
}

/** The answers' part of `--help`, one section per group, folded for a terminal of usual width. */
export function helpSections(): string {
  return GROUPS.map((group) => {
    const rows = GIVEN_ANSWERS.filter((row) => row.group === group && row.flag !== undefined);
    return `${group}:\n${rows.map((row) => helpEntry(usageOf(row), `${row.about} (default: ${row.defaultText})`)).join('\n')}`;
  }).join('\n\n');
}

/** The entry of one answer in a list of what is missing. */
export const answerEntry = (row: AnswerRow): string => helpEntry(usageOf(row), row.about);

const COLUMN = 28;
const COLUMNS = 80;

/** One entry of the help: the usage, then the explanation in a column of its own. */
export function helpEntry(usage: string, about: string): string {
  const indent = ' '.repeat(COLUMN);
  const lines = fold(about.split(' '), COLUMNS - COLUMN);
  const head = `  ${usage}`;
  if (head.length > COLUMN - 2) return [head, ...lines.map((line) => indent + line)].join('\n');
  return [head.padEnd(COLUMN) + (lines[0] ?? ''), ...lines.slice(1).map((line) => indent + line)].join('\n');
}

/** The options table of the README. */
export function readmeTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = GIVEN_ANSWERS.map((row) => {
    const usage = row.flag === undefined ? row.placeholder : usageOf(row);
    return `| \`${cell(usage)}\` | \`${row.key}\` | ${cell(row.about)} | ${cell(row.defaultText)} |`;
  });
  return ['| option | key | what it is | default |', '|---|---|---|---|', ...rows].join('\n');
}

/** The JSON Schema (2020-12) of an answers file. */
export function answersSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers of create-geonode-project',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(GIVEN_ANSWERS.map((row) => [row.key, propertyOf(row)])),
  };
}

const JSON_TYPES: Readonly<Record<AnswerRow['type'], object>> = {
  text: { type: 'string' },
  choice: { type: 'string' },
  switch: { type: 'boolean' },
  number: { type: 'number' },
  list: { type: 'array', items: { type: 'string' }, uniqueItems: true },
  names: { type: 'object' },
};

function propertyOf(row: AnswerRow): object {
  const choices = row.choices ? { enum: row.choices } : {};
  return { description: `${row.about} (default: ${row.defaultText})`, ...JSON_TYPES[row.type], ...choices };
}
