import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnv, rawOf } from '../../generators/core/merge/env-lines.ts';
import { joinLines, texts } from '../../generators/core/merge/lines.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import {
  type Entries,
  entriesIn,
  envCases,
  filled,
  keysIn,
  merged,
  owners,
  twice,
  withSecretsOf,
} from './env-cases.ts';
import { holds, linesOf, lost, wild, windows } from './text-cases.ts';

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
