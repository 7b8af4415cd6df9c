import fc from 'fast-check';
import { splitLines, texts } from '../../generators/core/merge/lines.ts';
import { labelsFor, type Sides } from '../../generators/core/merge/text.ts';
import { projectFor, SCENARIOS } from '../support/projects.ts';
import { MERGE_RUNS } from '../support/runs.ts';

export const labels = labelsFor('1.3.0', '1.4.0');
export const projects = await Promise.all(Object.values(SCENARIOS).map((given) => projectFor(given)));
const paths = [...new Set(projects.flatMap((project) => [...project.keys()]))].filter(
  (path) => !path.endsWith('.json'),
);

/** A file in all scenarios that have it. */
export const versionsOf = (path: string): readonly string[] => [
  ...new Set(projects.flatMap((project) => project.get(path)?.text ?? [])),
];

export const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void => {
  fc.assert(
    fc.property(arbitrary, (value) => {
      check(value);
    }),
    MERGE_RUNS,
  );
};

// --- Texts: what people and templates do to a file ---------------------------------------------------------------

interface Edit {
  readonly kind: 'replace' | 'append to' | 'remove' | 'insert' | 'copy' | 'move';
  /** Where, as a share of the file. */
  readonly at: number;
  readonly to: number;
  readonly count: number;
  readonly line: string;
}

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
export const edits = (line: fc.Arbitrary<string>): fc.Arbitrary<readonly Edit[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom('replace', 'append to', 'remove', 'insert', 'copy', 'move'),
      at: share,
      to: share,
      count: fc.integer({ min: 1, max: 4 }),
      line,
    }),
    { maxLength: 6 },
  );

const EDITS: Readonly<Record<Edit['kind'], (lines: readonly string[], at: number, edit: Edit) => string[]>> = {
  replace: (lines, at, { line }) => lines.toSpliced(at, 1, line),
  'append to': (lines, at, { line }) => lines.toSpliced(at, 1, `${lines[at] ?? ''} ${line}`),
  remove: (lines, at, { count }) => lines.toSpliced(at, count),
  insert: (lines, at, { line }) => lines.toSpliced(at, 0, line),
  copy: (lines, at, { to, count }) => lines.toSpliced(place(to, lines), 0, ...lines.slice(at, at + count)),
  move: (lines, at, { to, count }) => {
    const rest = lines.toSpliced(at, count);
    return rest.toSpliced(place(to, rest), 0, ...lines.slice(at, at + count));
  },
};

const place = (at: number, lines: readonly string[]): number => Math.floor(at * (lines.length + 1));

export function edited(text: string, all: readonly Edit[]): string {
  const lines = text.split('\n');
  const end = lines.pop() ?? '';
  const after = all.reduce((before, edit) => EDITS[edit.kind](before, place(edit.at, before), edit), lines);
  return [...after, end].join('\n');
}

const numbered = (tag: string): fc.Arbitrary<string> => fc.nat(99).map((number) => `${tag} ${number}`);
const few = fc.constantFrom('a', 'b', 'c', '', '  d', '}', '# e');
const small = fc.array(few, { maxLength: 12 }).map((lines) => lines.map((line) => `${line}\n`).join(''));

export const smallSides: fc.Arbitrary<Sides> = fc
  .tuple(small, edits(few), edits(few))
  .map(([base, mine, theirs]) => ({ base, yours: edited(base, mine), theirs: edited(base, theirs) }));

/** A rendered file with a user's edits; the template's next version is that of another project, or edited too. */
const realSides = (path: fc.Arbitrary<string>): fc.Arbitrary<Sides> =>
  path
    .chain((name) => fc.tuple(fc.constantFrom(...versionsOf(name)), fc.constantFrom(...versionsOf(name))))
    .chain(([base, next]) =>
      fc.record({
        base: fc.constant(base),
        yours: edits(numbered('mine')).map((all) => edited(base, all)),
        theirs: edits(numbered('theirs')).map((all) => edited(next, all)),
      }),
    );

export const sides = fc.oneof(smallSides, realSides(fc.constantFrom(...paths)));
/** Files that take long are there once in so many cases. */
export const SELDOM = 19;
export const windows = (text: string): string => text.replaceAll('\n', '\r\n');

/** Texts with line ends, marks and missing ends of all kinds. */
export const wild = fc
  .tuple(
    fc.array(fc.tuple(few, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 }),
    fc.constantFrom('', '\uFEFF'),
    few,
  )
  .map(([lines, bom, last]) => bom + lines.map((parts) => parts.join('')).join('') + last);

export const linesOf = (text: string): readonly string[] => texts(splitLines(text).lines);
export const ownLines = ({ base, yours }: Sides): readonly string[] => {
  const known = new Set(linesOf(base));
  return linesOf(yours).filter((line) => !known.has(line));
};
export const lost = (wanted: readonly string[], text: string): readonly string[] => {
  const there = new Set(linesOf(text));
  return wanted.filter((line) => !there.has(line));
};
