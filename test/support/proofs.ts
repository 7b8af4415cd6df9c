import { expect } from 'vitest';
import { withPlaceholders } from '../release/frozen.ts';
import { backedUp, type Seen, seenIn } from './on-disk.ts';
import { KEPT_SECRETS } from './releases.ts';
import type { Ran } from './whole-run.ts';

type Files = ReadonlyMap<string, Seen>;

/** A project as it can be compared with another one: without its secrets, its history and its times. */
export function comparable(files: Files): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...files].map(([path, { text, mode }]) => [path, `${mode.toString(8)}\n${(PLAIN[path] ?? String)(text)}`]),
  );
}

const PLAIN: Readonly<Record<string, (text: string) => string>> = {
  // A key that went stays in .env as a comment, where a new project has never had it.
  '.env': (text) =>
    withPlaceholders(text)
      .replace(/^# \[obsolete since .*\n/gm, '')
      // This one is never made: a project has it or not.
      .replace('{{secret:smtpPassword}}', ''),
  '.create-geonode-project/state.json': (text) => text.replace(/"createdWith": ".*"/, ''),
};

/** Bytes, permissions and times: what a run that has nothing to do leaves alone. */
export const untouched = (files: Files): unknown => [...files];

/** Values that stand in `.env` and nowhere else: those of laid-down projects, and those that a test's entropy makes. */
const SECRET = new RegExp(`${Object.values(KEPT_SECRETS).join('|')}|made\\d+x{8,}`);

/** No secret stands anywhere but in `.env` and its backups, and none was said. */
export function expectNoLeak(root: string, ran: Ran): void {
  const elsewhere = [...seenIn(root)].filter(([path]) => path !== '.env').map(([path, { text }]) => [path, text]);
  const backups = [...backedUp(root)].filter(([path]) => !path.endsWith('/files/.env'));
  const said = [
    ['what was said', ran.said],
    ['--json', JSON.stringify(ran.result ?? {})],
  ];
  const leaks = [...elsewhere, ...backups, ...said].filter(([, text]) => SECRET.test(text ?? ''));
  expect(leaks.map(([where]) => where)).toEqual([]);
}

/** Lines of the user's: those that the generated file does not have, line ends and a byte order mark aside. */
export function ownLines(before: Files, generated: Readonly<Record<string, { readonly text: string }>>): OwnLines {
  return [...before]
    .filter(([path]) => !path.endsWith('.json'))
    .flatMap(([path, { text }]) => {
      const known = new Set(linesOf(generated[path]?.text ?? ''));
      return linesOf(text).flatMap((line) => (known.has(line) ? [] : [[path, line] as const]));
    });
}

export type OwnLines = readonly (readonly [path: string, line: string])[];

const linesOf = (text: string): readonly string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

/** Those of these lines that the project does not hold any more at their path. */
export const lostFrom = (files: Files, lines: OwnLines): OwnLines =>
  lines.filter(([path, line]) => !linesOf(files.get(path)?.text ?? '').includes(line));

/** Those that no backup holds either. */
export function lostForGood(root: string, lines: OwnLines): OwnLines {
  const saved = [...backedUp(root)];
  const isSaved = ([path, line]: OwnLines[number]): boolean =>
    saved.some(([name, text]) => name.endsWith(`/files/${path}`) && linesOf(text).includes(line));
  return lostFrom(seenIn(root), lines).filter((line) => !isSaved(line));
}
