import { CAUSES } from './causes.ts';
import { CHECKS } from './preflight/checks.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** The checks as a Markdown table. */
export const checkTable = (): string =>
  ['| id | looks at |', '|---|---|', ...CHECKS.map(({ id, title }) => `| \`${id}\` | ${title} |`)].join('\n');

/** Every cause with what is to be done, as Markdown sections; `…` stands for what is filled in. */
export const causeSections = (): string =>
  Object.entries(CAUSES)
    .map(([id, { words, fix }]) => [`### ${id}`, '', blanks(words), '', ...fix.map((step) => `- ${blanks(step)}`)])
    .map((lines) => lines.join('\n'))
    .join('\n\n');

const blanks = (text: string): string => cell(text.replace(/\{up\}/g, '`up` again').replace(/\{\w+\}/g, '…'));
