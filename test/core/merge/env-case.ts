import { type EnvMerge, type EnvSides, mergeEnv } from '../../../generators/core/merge/env.ts';

export const secrets = [
  { name: 'password', owner: 'PASSWORD' },
  { name: 'key', owner: 'SECRET_KEY' },
];
export const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
export const merge = (
  base: string | undefined,
  yours: string,
  theirs: string,
  rest: Partial<EnvSides> = {},
): EnvMerge => mergeEnv({ base, yours, theirs, secrets, version: '1.4.0', ...rest });
