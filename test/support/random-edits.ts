import fc from 'fast-check';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { HOT_SPOTS } from './next-release.ts';
import type { Editor } from './on-disk.ts';
import type { FrozenProject } from './releases.ts';
import type { Flags } from './whole-run.ts';

/** What somebody does to one line of a file; both places are shares of the whole. */
interface LineEdit {
  readonly kind: 'insert' | 'replace' | 'delete' | 'append to';
  /** Whether it is where the next release changes something, or beside it. */
  readonly hot: boolean;
  readonly file: number;
  readonly at: number;
  readonly line: string;
}

/** What somebody does to `.env`. */
interface EnvEdit {
  readonly kind: 'value' | 'empty' | 'delete' | 'comment out' | 'twice' | 'add';
  readonly at: number;
  readonly value: string;
}

/** What somebody or some tool does to a whole file. */
interface FileEdit {
  readonly kind: 'delete' | 'Windows line ends' | 'byte order mark' | 'no final newline' | 'executable' | 'own file';
  readonly file: number;
}

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const number = fc.nat(9999);

/** Edits that leave a mark by which each line can be found again. */
export const lineEdits: fc.Arbitrary<readonly LineEdit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('insert', 'insert', 'replace', 'delete', 'append to'),
    hot: fc.boolean(),
    file: share,
    at: share,
    line: fc.tuple(fc.constantFrom('', '  ', '    '), number).map(([indent, count]) => `${indent}# mine ${count}`),
  }),
  { maxLength: 8 },
);

export const fileEdits: fc.Arbitrary<readonly FileEdit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'delete',
      'Windows line ends',
      'byte order mark',
      'no final newline',
      'executable',
      'own file',
    ),
    file: share,
  }),
  { maxLength: 3 },
);

export const envEdits: fc.Arbitrary<readonly EnvEdit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('value', 'value', 'empty', 'delete', 'comment out', 'twice', 'add'),
    at: share,
    value: fc.tuple(fc.constantFrom('', "'a b'", 'a#b', '"x y"'), number).map(([text, count]) => text || `${count}`),
  }),
  { maxLength: 5 },
);

/** Answers that change, as flags; each goes with every frozen project. */
export const changedAnswers: fc.Arbitrary<Flags> = fc
  .record(
    {
      memory: fc.constantFrom('4', '8', '64'),
      cpus: fc.constantFrom('1', '2', '16'),
      title: fc.constantFrom('Atlas', "L'atlas $1"),
      signup: fc.constantFrom('open', 'approval', 'closed'),
      language: fc.constantFrom('de', 'pt-br'),
      broker: fc.constantFrom('redis', 'rabbitmq'),
      profile: fc.constantFrom('development', 'production'),
      'max-upload': fc.constantFrom('100M', '20G'),
      cache: fc.constant(true),
      geonode: fc.constant('5.1'),
    },
    { requiredKeys: [] },
  )
  // A run changes an answer or two, not all of them.
  .map((all) => Object.fromEntries(Object.entries(all).slice(0, 3)));

// The program's own files, and the one that has edits of its own kind.
const NOT_BY_LINES = /^\.create-geonode-project\/|^\.yo-rc\.json$|^\.env$/;
const OWNERS = new Set(SECRETS.map(({ owner }) => owner));

/** Makes the edits; files without lines stay as they are. */
export function makeLineEdits(project: Editor, frozen: FrozenProject, edits: readonly LineEdit[]): void {
  for (const edit of edits) {
    const { path, index } = placeOf(edit, project, frozen);
    const lines = project.read(path).split('\n');
    const [old = '', { kind, line }] = [lines[index], edit];
    const now = { insert: [line, old], replace: [line], delete: [], 'append to': [`${old} ${line}`] }[kind];
    project.write(path, lines.toSpliced(index, 1, ...now).join('\n'));
  }
}

const pathsIn = ({ files }: FrozenProject): readonly string[] =>
  Object.keys(files).filter((path) => !NOT_BY_LINES.test(path) && files[path]?.text !== '');

/** To be made last: a file that is gone cannot be edited. */
export function makeFileEdits(project: Editor, frozen: FrozenProject, edits: readonly FileEdit[]): void {
  const paths = new Set(edits.map(({ file }) => pick(pathsIn(frozen), file) ?? 'README.md'));
  for (const [index, path] of [...paths].entries()) FILE_EDITS[edits[index]?.kind ?? 'delete'](project, path);
}

const FILE_EDITS: Readonly<Record<FileEdit['kind'], (project: Editor, path: string) => void>> = {
  delete: (project, path) => project.delete(path),
  'Windows line ends': (project, path) => project.write(path, project.read(path).replaceAll('\n', '\r\n')),
  'byte order mark': (project, path) => project.write(path, `\uFEFF${project.read(path)}`),
  'no final newline': (project, path) => project.write(path, project.read(path).replace(/\n$/, '')),
  executable: (project, path) => project.mode(path, 0o755),
  'own file': (project, path) => project.write(`${path}.mine`, '# mine\n'),
};

function placeOf({ hot, file, at }: LineEdit, project: Editor, frozen: FrozenProject): { path: string; index: number } {
  const paths = pathsIn(frozen);
  const [path = 'README.md', line] = (hot ? pick(HOT_SPOTS, file) : undefined) ?? [pick(paths, file)];
  const lines = project.read(path).split('\n');
  const found = line === undefined ? -1 : lines.findIndex((text) => text.includes(line));
  const index = found < 0 ? Math.floor(at * lines.length) : found - 2 + Math.floor(at * 5);
  return { path, index: Math.max(0, index) };
}

const pick = <T>(all: readonly T[], at: number): T | undefined => all[Math.floor(at * all.length)];

export function makeEnvEdits(project: Editor, edits: readonly EnvEdit[]): void {
  for (const { kind, at, value } of edits) {
    const lines = project.read('.env').split('\n');
    const entries = lines.flatMap((text, index) => (/^\w+=/.test(text) ? [index] : []));
    const index = entries[Math.floor(at * entries.length)] ?? 0;
    const old = lines[index] ?? '';
    const key = old.replace(/=.*/, '');
    // A password that somebody takes out is no edit that a run could carry on with.
    if (kind === 'delete' && OWNERS.has(key)) continue;
    const now = {
      value: [`${key}=${value}`],
      empty: [`${key}=`],
      delete: [],
      'comment out': [`#${old}`],
      twice: [old, `${key}=${value}`],
      add: [old, `MINE_${value.replace(/\W/g, '_')}=${value}`],
    }[kind];
    project.write('.env', lines.toSpliced(index, 1, ...now).join('\n'));
  }
}
