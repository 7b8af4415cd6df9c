// What every part of regenerating keeps, and which module sees to it:
//
// I1  No byte that the user wrote leaves the project without the user's say: it is in the result, beside it, or in the
//     backup. Here: nothing that differs from the baseline is overwritten or deleted (the table below, text.ts, env-keys.ts,
//     compose.ts). Backups are io's.
// I2  Nothing changes on disk before every question is answered; then all or nothing. Here: a decision is data, and a
//     conflict is a decision of its own. The transaction is io's.
// I3  A secret stands in `.env` alone and never changes by itself (env-keys.ts). No note repeats one (env-notes.ts); the
//     baseline holds placeholders, which are filled in for the comparison only (env.ts).
// I4  The same answers, version and files give no change: `same`, `adopt` and `keep` have nothing to write.
// I5  A project that nobody touched becomes what a new one would be: `update`. A key that `.env` no longer needs is the
//     exception: it stays, as a comment.
// I6  What parsed before a clean merge parses after it: compose.ts has a parser as judge. Other formats have none.
// I7  What a preview says is what a run does: both call `decide` with the same options.

import type { DecideOptions, Decision, FileCase } from './decision.ts';
import { sameButEnds } from './lines.ts';
import { type Action, create, follow, keepOther, merge, prune, quiet, typeConflict } from './outcomes.ts';

type Base = 'none' | 'deleted' | 'there';
/** `untouched`: as it was generated. `equal`: as it would be written now. Both but for line ends. */
type Yours = 'none' | 'other' | 'untouched' | 'equal' | 'edited';
/** Compared with the baseline; without one, all is a change. */
type Theirs = 'none' | 'unchanged' | 'changed';
type Row = readonly [base: Base | '*', yours: Yours | '*', theirs: Theirs | '*', action: Action];

/** THE table of regenerating: the first row that fits decides. */
const TABLE: readonly Row[] = [
  ['*', 'none', 'none', quiet('none', 'none')],
  ['none', 'none', '*', create],
  ['deleted', 'none', '*', quiet('left-out', 'deleted')],
  ['there', 'none', '*', quiet('left-out', 'deleted', { id: 'file-left-out' })],

  ['there', 'untouched', 'none', prune],
  ['there', '*', 'none', quiet('unmanaged', 'none', { id: 'no-longer-managed' })],
  ['*', '*', 'none', quiet('none', 'none')],

  ['*', 'other', 'unchanged', keepOther],
  ['*', 'other', 'changed', typeConflict],

  ['*', 'untouched', '*', follow],
  ['*', 'equal', '*', follow],
  ['*', 'edited', 'unchanged', quiet('keep', 'theirs')],
  ['*', 'edited', 'changed', merge],
];

/** What a run does with one path, and a preview says. Pure; expects `parseYaml` to throw, and lets nothing through. */
export function decide(file: FileCase, options: DecideOptions): Decision {
  const restored = options.restore.has(file.path) && file.yours === undefined ? { ...file, base: undefined } : file;
  const state = [baseOf(restored), yoursOf(restored), theirsOf(restored)];
  const row = TABLE.find((cells) => state.every((cell, index) => cells[index] === '*' || cells[index] === cell));
  return (row?.[3] ?? merge)(restored, options);
}

function baseOf({ base }: FileCase): Base {
  if (base === undefined) return 'none';
  return base === 'deleted' ? 'deleted' : 'there';
}

// Of `.env` the generated versions have no secrets, so that it never equals one: its merge finds out.
function yoursOf({ base, yours, theirs, policy }: FileCase): Yours {
  if (yours === undefined) return 'none';
  if (yours.kind === 'other') return 'other';
  if (policy === 'env') return 'edited';
  if (base !== undefined && base !== 'deleted' && sameButEnds(base.text, yours.text)) return 'untouched';
  return theirs !== undefined && sameButEnds(theirs.text, yours.text) ? 'equal' : 'edited';
}

function theirsOf({ base, yours, theirs, policy }: FileCase): Theirs {
  if (theirs === undefined) return 'none';
  // Empty keys of `.env` are filled even when the template is the same.
  if (base === undefined || base === 'deleted' || (policy === 'env' && yours?.kind === 'file')) return 'changed';
  return base.text === theirs.text && base.mode === theirs.mode ? 'unchanged' : 'changed';
}
