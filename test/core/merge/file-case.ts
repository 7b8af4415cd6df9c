import { parse } from 'yaml';
import { decide } from '../../../generators/core/merge/decide.ts';
import type { DecideOptions, Decision, FileCase, Standing } from '../../../generators/core/merge/decision.ts';
import { labelsFor } from '../../../generators/core/merge/text.ts';
import type { FileMode, Policy } from '../../../generators/core/types.ts';

const options: DecideOptions = {
  labels: labelsFor('1.3.0', '1.4.0'),
  version: '1.4.0',
  restore: new Set(),
  prune: true,
  parseYaml: (text) => parse(text),
  secrets: [{ name: 'password', owner: 'PASSWORD' }],
};
export const generated = (text: string, mode: FileMode = 0o644) => ({ text, mode });
export const file = (text: string, mode: Mode = 0o644): Standing => ({
  kind: 'file',
  text,
  mode: mode === 'none' ? undefined : mode,
});
export type Mode = number | 'none';
export const link: Standing = { kind: 'other', what: 'is a symbolic link' };

export interface Versions {
  readonly base?: FileCase['base'];
  readonly yours?: Standing;
  readonly theirs?: FileCase['theirs'];
}
export const run = (
  { base, yours, theirs }: Versions,
  policy: Policy = 'text',
  more: Partial<DecideOptions> = {},
): Decision => decide({ path: 'f', policy, base, yours, theirs }, { ...options, ...more });

export const [A, B] = ['a\nb\nc\n', 'a\nb\nC\n'];
export const MINE = 'A\nb\nc\n';
export const MERGED = 'A\nb\nC\n';
export const OTHER = 'a\nb\nX\n';
