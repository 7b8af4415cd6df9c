import { readUpstream } from '../../../generators/core/adopt/read.ts';
import type { Upstream } from '../../support/upstream.ts';
import { parseYaml, sourcesOf } from './sources.ts';

export const read = (given: Partial<Upstream> = {}, edit: Readonly<Record<string, string | undefined>> = {}) =>
  readUpstream(sourcesOf(given, edit), parseYaml, {});

export const envOf = (env: Upstream['env']) => ({ env: env ?? {} });
