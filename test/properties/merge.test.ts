import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergeCompose } from '../../generators/core/merge/compose.ts';
import { decide } from '../../generators/core/merge/decide.ts';
import type { DecideOptions, Decision, FileCase, Generated } from '../../generators/core/merge/decision.ts';
import { diff3 } from '../../generators/core/merge/diff3.ts';
import { mergeEnv, newEnv } from '../../generators/core/merge/env.ts';
import { type Entry, entriesOf, parseEnv, rawOf } from '../../generators/core/merge/env-lines.ts';
import { joinLines, sameButEnds, splitLines, texts } from '../../generators/core/merge/lines.ts';
import { findMarkers } from '../../generators/core/merge/markers.ts';
import { type Segment, segmentsOf } from '../../generators/core/merge/segments.ts';
import { labelsFor, mergeText, type Sides } from '../../generators/core/merge/text.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { ENV_BASE_FILE } from '../../generators/core/state/baseline.ts';
import { projectFor, SCENARIOS } from '../support/projects.ts';
import { MERGE_RUNS } from '../support/runs.ts';

const labels = labelsFor('1.3.0', '1.4.0');
const projects = await Promise.all(Object.values(SCENARIOS).map((given) => projectFor(given)));
const paths = [...new Set(projects.flatMap((project) => [...project.keys()]))].filter(
  (path) => !path.endsWith('.json'),
);

/** A file in all scenarios that have it. */
const versionsOf = (path: string): readonly string[] => [
  ...new Set(projects.flatMap((project) => project.get(path)?.text ?? [])),
];

const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void => {
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
const edits = (line: fc.Arbitrary<string>): fc.Arbitrary<readonly Edit[]> =>
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

function edited(text: string, all: readonly Edit[]): string {
  const lines = text.split('\n');
  const end = lines.pop() ?? '';
  const after = all.reduce((before, edit) => EDITS[edit.kind](before, place(edit.at, before), edit), lines);
  return [...after, end].join('\n');
}

const numbered = (tag: string): fc.Arbitrary<string> => fc.nat(99).map((number) => `${tag} ${number}`);
const few = fc.constantFrom('a', 'b', 'c', '', '  d', '}', '# e');
const small = fc.array(few, { maxLength: 12 }).map((lines) => lines.map((line) => `${line}\n`).join(''));

const smallSides: fc.Arbitrary<Sides> = fc
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

const sides = fc.oneof(smallSides, realSides(fc.constantFrom(...paths)));
/** Files that take long are there once in so many cases. */
const SELDOM = 19;
const windows = (text: string): string => text.replaceAll('\n', '\r\n');

/** Texts with line ends, marks and missing ends of all kinds. */
const wild = fc
  .tuple(
    fc.array(fc.tuple(few, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 }),
    fc.constantFrom('', '\uFEFF'),
    few,
  )
  .map(([lines, bom, last]) => bom + lines.map((parts) => parts.join('')).join('') + last);

const linesOf = (text: string): readonly string[] => texts(splitLines(text).lines);
const ownLines = ({ base, yours }: Sides): readonly string[] => {
  const known = new Set(linesOf(base));
  return linesOf(yours).filter((line) => !known.has(line));
};
const lost = (wanted: readonly string[], text: string): readonly string[] => {
  const there = new Set(linesOf(text));
  return wanted.filter((line) => !there.has(line));
};

describe('a text merge', () => {
  it('reads and writes any file byte for byte', () =>
    holds(wild, (text) => expect(joinLines(splitLines(text).lines, splitLines(text))).toBe(text)));

  it('its chunks join to each of the versions', () =>
    holds(sides, ({ base, yours, theirs }) => {
      const versions = { base: linesOf(base), yours: linesOf(yours), theirs: linesOf(theirs) };
      const chunks = diff3(versions.base, versions.yours, versions.theirs);
      for (const name of ['base', 'yours', 'theirs'] as const) {
        expect(chunks.flatMap((chunk) => versions[name].slice(chunk[name].from, chunk[name].to))).toEqual(
          versions[name],
        );
      }
    }));

  it('loses no line of the user', () =>
    holds(sides, (given) => {
      const result = mergeText({ ...given, labels });
      const kept = result.kind === 'clean' ? [result.text] : [result.markers, result.yours];
      for (const text of kept) expect(lost(ownLines(given), text)).toEqual([]);
    }));

  it('is the user’s file where the template did not change, and the template’s where the user did not', () =>
    holds(fc.tuple(wild, wild), ([one, other]) => {
      expect(mergeText({ base: one, yours: other, theirs: one, labels })).toEqual({ kind: 'clean', text: other });
      // The same lines with other ends are the user's.
      const text = sameButEnds(one, other) ? one : other;
      expect(mergeText({ base: one, yours: one, theirs: other, labels })).toEqual({ kind: 'clean', text });
    }));

  it('changes nothing when it is done again', () =>
    holds(sides, (given) => {
      const result = mergeText({ ...given, labels });
      const text = result.kind === 'clean' ? result.text : result.yours;
      const again = mergeText({ base: given.theirs, yours: text, theirs: given.theirs, labels });
      expect(again).toEqual({ kind: 'clean', text });
    }));

  it('is the same from either side', () =>
    holds(sides, ({ base, yours, theirs }) => {
      const one = mergeText({ base, yours, theirs, labels });
      const other = mergeText({ base, yours: theirs, theirs: yours, labels });
      expect(other.kind).toBe(one.kind);
      if (one.kind === 'clean') expect(other).toEqual(one);
    }));

  it('has no conflict with a copy that has other line ends', () =>
    holds(sides, ({ base, theirs }) =>
      expect(mergeText({ base, yours: windows(base), theirs, labels })).toEqual({
        kind: 'clean',
        text: base === '' ? theirs : windows(theirs),
      }),
    ));

  it('gives the same with either line ends', () =>
    holds(sides, ({ base, yours, theirs }) => {
      const one = mergeText({ base, yours, theirs, labels });
      const other = mergeText({ base, yours: windows(yours), theirs, labels });
      const changed = (text: string): string => (yours === '' ? text : windows(text));
      if (one.kind === 'clean') expect(other).toEqual({ kind: 'clean', text: changed(one.text) });
      else expect(other).toEqual({ ...one, ...pick(changed, one) });
    }));

  it('its markers can be found, and taken out they leave either answer', () =>
    holds(sides, (given) => {
      const result = mergeText({ ...given, labels });
      if (result.kind === 'clean') return;
      expect(findMarkers(result.markers).length).toBe(4 * result.conflicts.length);
      const block = /^<{7} .*\n([^]*?)^\|{7} .*\n[^]*?^={7}\n([^]*?)^>{7} .*\n/gm;
      expect(result.markers.replace(block, '$1')).toBe(result.yours);
      expect(result.markers.replace(block, '$2')).toBe(result.theirs);
      const marked = linesOf(result.markers);
      const mine = linesOf(given.yours);
      for (const { line, lines, marker } of result.conflicts) {
        expect(marked.slice(marker, marker + lines)).toEqual(mine.slice(line - 1, line - 1 + lines));
      }
    }));
});

function pick(change: (text: string) => string, merge: Record<'markers' | 'yours' | 'theirs', string>): object {
  return { markers: change(merge.markers), yours: change(merge.yours), theirs: change(merge.theirs) };
}

// --- .env --------------------------------------------------------------------------------------------------------

interface EnvCase {
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
}

const withPlaceholders = (project: (typeof projects)[number]): string => {
  const { files } = JSON.parse(project.get(ENV_BASE_FILE)?.text ?? '') as {
    files: Record<string, { lines: readonly string[] }>;
  };
  return files['.env']?.lines.join('\n') ?? '';
};
const templates = projects.map(withPlaceholders);
const filledIn = Object.fromEntries(SECRETS.map(({ name }) => [name, `${name}-$#'value`]));
const filled = (template: string): string => newEnv({ theirs: template, secrets: SECRETS, values: filledIn }).text;

const KEYS = ['A', 'B', 'C', 'D', 'COMPOSE_PROFILES', 'ADMIN_PASSWORD', 'SECRET_KEY', 'URL'];
const value = fc.constantFrom('', '1', '2', "'a b'", '"x\\"y"', 'a#b', 'a # c', 'p,q', 'q,r,p', "'one\ntwo'");
const entry = fc.tuple(fc.constantFrom(...KEYS), value).map(([key, text]) => `${key}=${text}`);
const templateEntry = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom('1', '2', "'a b'", 'p', 'p,q'))
  .map(([key, text]) => {
    if (key === 'ADMIN_PASSWORD') return `${key}={{secret:adminPassword}}`;
    if (key === 'SECRET_KEY') return `${key}={{secret:secretKey}}`;
    return key === 'URL' ? `${key}=db://{{secret:adminPassword}}@${text}` : `${key}=${text}`;
  });
const remark = fc.constantFrom('# one', '# two', '', '#A=1', '# --- Part ---');
const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const unique = (lines: readonly string[]): readonly string[] => {
  const keyOf = (line: string): string => /^(\w+)=/.exec(line)?.[1] ?? line;
  return lines.filter(
    (line, index) => !/^\w+=/.test(line) || lines.findIndex((other) => keyOf(other) === keyOf(line)) === index,
  );
};
// What is made of a secret stands with the key that owns it.
const smallTemplate = fc
  .array(fc.oneof(templateEntry, remark), { maxLength: 12 })
  .map((lines) => joined(unique(['ADMIN_PASSWORD={{secret:adminPassword}}', ...lines])));
const userLine = fc.oneof(
  entry,
  remark,
  fc.constantFrom(
    '# mine',
    'export MINE=1',
    'ADMIN_PASSWORD=other-secret',
    'no key',
    'EMAIL_ENABLE=True',
    'DEBUG=True',
    'HTTP_PORT=8080',
  ),
);

const envCases: fc.Arbitrary<EnvCase> = fc
  .oneof(
    { weight: SELDOM, arbitrary: fc.tuple(smallTemplate, smallTemplate) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...templates), fc.constantFrom(...templates)) },
  )
  .chain(([base, theirs]) =>
    fc.record({
      base: fc.constant(base),
      theirs: fc.constant(theirs),
      yours: edits(userLine).map((all) => edited(filled(base), all)),
    }),
  );

const merged = (
  given: Omit<EnvCase, 'base'> & { readonly base: string | undefined },
  values?: Record<string, string>,
) => mergeEnv({ ...given, secrets: SECRETS, version: '1.4.0', values });
const entriesIn = (text: string): ReadonlyMap<string, Entry> => entriesOf(parseEnv(text).items);
type Entries = ReadonlyMap<string, Entry>;
const owners = new Set(SECRETS.map(({ owner }) => owner));
const keysIn = (text: string): readonly string[] =>
  parseEnv(text).items.flatMap((item) => (item.kind === 'entry' ? item.key : []));
const twice = (keys: readonly string[]): readonly string[] => keys.filter((key, index) => keys.indexOf(key) !== index);

/** The template with the secrets of that file. */
function withSecretsOf(yours: string, template: string): string {
  const mine = entriesIn(yours);
  const values = Object.fromEntries(SECRETS.map(({ name, owner }) => [name, mine.get(owner)?.value ?? '']));
  return newEnv({ theirs: template, secrets: SECRETS, values }).text;
}

describe('a merge of .env', () => {
  it('reads and writes any file byte for byte', () =>
    holds(
      fc.oneof(
        wild,
        envCases.map(({ yours }) => yours),
      ),
      (text) => {
        const { items, like } = parseEnv(text);
        expect(
          joinLines(
            items.flatMap(({ lines }) => lines),
            like,
          ),
        ).toBe(text);
      },
    ));

  it('has no key twice that the user has once', () =>
    holds(envCases, (given) => {
      const before = new Set(twice(keysIn(given.yours)));
      expect(twice(keysIn(merged(given).text)).filter((key) => !before.has(key))).toEqual([]);
    }));

  it('keeps what the user set and wrote, to the letter', () =>
    holds(envCases, (given) => {
      const result = merged(given).text;
      const [base, after] = [entriesIn(withSecretsOf(given.yours, given.base)), entriesIn(result)];
      for (const [key, mine] of entriesIn(given.yours)) {
        const old = base.get(key);
        if (key === 'COMPOSE_PROFILES' || (old && rawOf(old) === rawOf(mine))) continue;
        expect(after.get(key)?.lines).toEqual(mine.lines);
      }
      const remarks = (text: string): readonly string[] =>
        parseEnv(text).items.flatMap((item) => (item.kind === 'rest' ? texts(item.lines) : []));
      const known = new Set(remarks(given.base));
      expect(
        lost(
          remarks(given.yours).filter((line) => !known.has(line)),
          result,
        ),
      ).toEqual([]);
    }));

  it('never changes a secret, nor takes another for one that is there', () =>
    holds(envCases, (given) => {
      const values = Object.fromEntries(SECRETS.map(({ name }) => [name, 'POISON']));
      const after = entriesIn(merged(given, values).text);
      for (const [key, mine] of entriesIn(given.yours)) {
        if (owners.has(key) && mine.value) expect(after.get(key)?.lines).toEqual(mine.lines);
      }
      const clean = (text: string): string =>
        [...entriesIn(text).values()]
          .filter(({ key }) => owners.has(key))
          .map(rawOf)
          .join('\n');
      if (merged(given).fill.length === 0) expect(clean(merged(given, values).text)).not.toContain('POISON');
    }));

  it('has every key that is new, and none that the user took out', () =>
    holds(envCases, (given) => {
      const [base, mine, after] = [given.base, given.yours, merged(given).text].map(entriesIn) as [
        Entries,
        Entries,
        Entries,
      ];
      for (const key of entriesIn(given.theirs).keys())
        expect([key, after.has(key)]).toEqual([key, mine.has(key) || !base.has(key)]);
    }));

  it('drops no key of the user’s: what the template dropped is a comment', () =>
    holds(envCases, (given) => {
      const { text } = merged(given);
      const after = entriesIn(text);
      const gone = [...entriesIn(given.yours).keys()].filter((key) => !after.has(key));
      const comments = linesOf(text).filter((line) => line.startsWith('# [obsolete since 1.4.0] '));
      expect(gone.filter((key) => !comments.some((line) => line.includes(`${key}=`)))).toEqual([]);
    }));

  it('is the user’s file where the template did not change', () =>
    holds(envCases, (given) => {
      const { text, notes } = merged({ ...given, theirs: given.base });
      expect(text).toBe(given.yours);
      expect(notes.filter(({ id }) => id !== 'duplicate')).toEqual([]);
    }));

  it('is the new template where the user changed nothing, but for comments about what it dropped', () =>
    holds(envCases, ({ base, theirs }) => {
      const { text } = merged({ base, yours: filled(base), theirs });
      const held = text.split('\n').filter((line) => !line.startsWith('# [obsolete since '));
      const secretsOnly = (line: string): boolean => owners.has(line.split('=')[0] ?? '');
      const wanted = withSecretsOf(filled(base), theirs).split('\n');
      expect(held.filter((line) => !secretsOnly(line))).toEqual(wanted.filter((line) => !secretsOnly(line)));
    }));

  it('changes nothing when it is done again', () =>
    holds(envCases, (given) => {
      const { text } = merged(given);
      expect(merged({ base: given.theirs, yours: text, theirs: given.theirs }).text).toBe(text);
      const added = merged({ ...given, base: undefined }).text;
      expect(merged({ ...given, base: undefined, yours: added }).text).toBe(added);
    }));

  it('without a base, only adds', () =>
    holds(envCases, (given) => {
      const { text } = merged({ ...given, base: undefined });
      const mine = linesOf(given.yours);
      // Each line of the user's is found behind the one before it.
      const found = linesOf(text).reduce((next, line) => (line === mine[next] ? next + 1 : next), 0);
      expect(found).toBe(mine.length);
      const after = entriesIn(text);
      expect([...entriesIn(given.theirs).keys()].filter((key) => !after.has(key))).toEqual([]);
    }));

  it('tells no secret', () =>
    holds(envCases, (given) => {
      const mine = entriesIn(given.yours);
      const told = JSON.stringify(merged(given).notes);
      for (const owner of owners) {
        const secret = mine.get(owner)?.value;
        if (secret && secret.length > 8) expect(told).not.toContain(JSON.stringify(secret).slice(1, -1));
      }
    }));

  it('does the same with Windows line ends', () =>
    holds(envCases, (given) => {
      const result = merged({ ...given, yours: windows(given.yours) });
      expect(result.text).toBe(given.yours === '' ? merged(given).text : windows(merged(given).text));
    }));
});

// --- Compose -----------------------------------------------------------------------------------------------------

const yaml = (text: string): unknown => parse(text, { uniqueKeys: true, merge: true });
const reads = (text: string): boolean => {
  try {
    yaml(text);
    return true;
  } catch {
    return false;
  }
};
const COMPOSE = 'docker-compose.yml';
const yamlLine = fc.constantFrom(
  '  mine:',
  '    image: mine',
  '    <<: *service',
  '    # mine',
  '    restart: always',
  '  a:',
  '  # mine',
  '',
  'configs:',
  'x-mine: &mine {}',
  '      MINE: ${MINE:-}',
  '  mine-data:',
  '    networks: [app, mine]',
);
const service = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom('image: x', 'image: y', '<<: *s', '# only this', 'ports: [1]'),
  )
  .map(([name, line]) => `\n  # ${name}\n  ${name}:\n    ${line}\n    restart: no\n`);
const block = (name: string): fc.Arbitrary<string> =>
  fc
    .uniqueArray(service, { maxLength: 4, selector: (text) => text.slice(0, 7) })
    .map((all) => `${name}:\n${all.join('')}\n`);
const smallYaml = fc
  .tuple(
    fc.constantFrom('# top\n\nname: x\nx-s: &s { a: 1 }\n', 'x-s: &s { a: 2 }\n\n'),
    block('services'),
    block('volumes'),
  )
  .map((parts) => parts.join(''));
const composeSides: fc.Arbitrary<Sides> = fc
  .oneof(
    { weight: SELDOM, arbitrary: fc.tuple(smallYaml, smallYaml) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...versionsOf(COMPOSE)), fc.constantFrom(...versionsOf(COMPOSE))),
    },
  )
  .chain(([base, next]) =>
    fc.record({
      base: fc.constant(base),
      yours: edits(yamlLine).map((all) => edited(base, all)),
      theirs: fc.oneof(
        fc.constant(next),
        edits(yamlLine).map((all) => edited(base, all)),
      ),
    }),
  );
const composed = (given: Sides) => mergeCompose({ ...given, labels, parse: yaml });
const flat = (segments: readonly Segment[]): Segment['lines'] =>
  segments.flatMap(({ lines, children }) => [...lines, ...flat(children)]);

describe('a compose merge', () => {
  it('takes any file apart without losing a line', () =>
    holds(
      fc.oneof(
        wild,
        composeSides.map(({ yours }) => yours),
      ),
      (text) => {
        const file = splitLines(text);
        expect(joinLines(flat(segmentsOf(file.lines)), file)).toBe(text);
      },
    ));

  it('parses where both sides do, and so does each answer to its conflicts', () =>
    holds(composeSides, (given) => {
      if (!reads(given.yours) || !reads(given.theirs)) return;
      const result = composed(given);
      const answers = result.kind === 'clean' ? [result.text] : [result.yours, result.theirs];
      for (const text of answers) yaml(text);
    }));

  it('loses no line of the user', () =>
    holds(composeSides, (given) => {
      const result = composed(given);
      const kept = result.kind === 'clean' ? [result.text] : [result.markers, result.yours];
      for (const text of kept) expect(lost(ownLines(given), text)).toEqual([]);
    }));

  it('is the user’s file where the template did not change, and the template’s where the user did not', () =>
    holds(composeSides, ({ base, yours, theirs }) => {
      expect(composed({ base, yours, theirs: base })).toEqual({ kind: 'clean', text: yours, notes: [] });
      expect(composed({ base, yours: base, theirs })).toEqual({ kind: 'clean', text: theirs, notes: [] });
      expect(composed({ base, yours: windows(base), theirs }).kind).toBe('clean');
    }));

  it('changes nothing when it is done again', () =>
    holds(composeSides, (given) => {
      const result = composed(given);
      const text = result.kind === 'clean' ? result.text : result.yours;
      expect(composed({ base: given.theirs, yours: text, theirs: given.theirs })).toEqual({
        kind: 'clean',
        text,
        notes: [],
      });
    }));
});

// --- Whole files -------------------------------------------------------------------------------------------------

const options: DecideOptions = {
  labels,
  version: '1.4.0',
  restore: new Set(),
  prune: true,
  parseYaml: yaml,
  secrets: SECRETS,
  values: filledIn,
};
const generated = (text: fc.Arbitrary<string>): fc.Arbitrary<Generated> =>
  fc.record({ text, mode: fc.constantFrom(0o644, 0o755) });

const fileCases: fc.Arbitrary<FileCase> = fc
  .tuple(
    fc.oneof(smallSides, composeSides, envCases),
    fc.constantFrom('text', 'compose', 'env', 'until-edited', 'owned'),
  )
  .chain(([{ base, yours, theirs }, policy]) =>
    fc.record({
      path: fc.constant('f'),
      policy: fc.constant(policy),
      base: fc.option(fc.oneof(generated(fc.constant(base)), fc.constant('deleted' as const)), { nil: undefined }),
      yours: fc.option(
        fc.oneof(
          fc.record({
            kind: fc.constant('file' as const),
            text: fc.constantFrom(yours, base, theirs, windows(base)),
            mode: fc.constantFrom(0o644, 0o755, 0o600, undefined),
          }),
          fc.constant({ kind: 'other' as const, what: 'is a directory' }),
        ),
        { nil: undefined },
      ),
      theirs: fc.option(generated(fc.constantFrom(theirs, base)), { nil: undefined }),
    }),
  );

/** The project after the run, and what the next one finds. */
function after({ path, policy, yours, theirs, base }: FileCase, decision: Decision): FileCase {
  const text = 'text' in decision ? { kind: 'file' as const, text: decision.text, mode: decision.mode } : undefined;
  const kept = decision.kind === 'delete' ? undefined : yours;
  const next = { theirs, deleted: 'deleted' as const, none: undefined }[decision.baseline];
  return { path, policy, base: next ?? (decision.baseline === 'none' ? undefined : base), yours: text ?? kept, theirs };
}

/** Whether what stands there is what was generated, or would be. */
function isGenerated({ base, yours, theirs }: FileCase): boolean {
  const known = [base === 'deleted' ? undefined : base?.text, theirs?.text];
  return yours?.kind === 'file' && known.some((text) => text !== undefined && sameButEnds(text, yours.text));
}

describe('a decision', () => {
  it('replaces or deletes nothing that the user changed', () =>
    holds(fileCases, (given) => {
      const { kind } = decide(given, options);
      if (kind === 'create') expect(given.yours).toBeUndefined();
      if (given.policy !== 'owned' && (kind === 'update' || kind === 'delete')) expect(isGenerated(given)).toBe(true);
    }));

  it('is followed by none: a second run has nothing to write', () =>
    holds(fileCases, (given) => {
      const first = decide(given, options);
      if (first.kind === 'conflict' || first.kind === 'type-conflict') return;
      const second = decide(after(given, first), options);
      expect(['adopt', 'same', 'keep', 'left-out', 'none']).toContain(second.kind);
    }));
});
