import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../generators/core/merge/decide.ts';
import type { DecideOptions, Decision, FileCase, Generated } from '../../generators/core/merge/decision.ts';
import { sameButEnds } from '../../generators/core/merge/lines.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { composeSides, yaml } from './compose-cases.ts';
import { envCases, filledIn } from './env-cases.ts';
import { holds, labels, smallSides, windows } from './text-cases.ts';

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
