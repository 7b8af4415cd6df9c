import { dirname } from 'node:path';
import { expect } from 'vitest';
import type { PreflightFacts } from '../../../generators/core/up/preflight/facts.ts';
import { judge } from '../../../generators/core/up/preflight/preflight.ts';
import { gatherFacts } from '../../../generators/io/preflight/gather.ts';
import { filesBelow } from '../../support/temporary.ts';
import { fakeDocker, type Replies } from './fake-docker.ts';
import { generated } from './project.ts';

export const NOWHERE = { PATH: '/nowhere' };

/** What is found out about a generated project with a fake docker, and how docker was asked. */
export async function gathered(replies: Replies | ((root: string) => Replies), given: Record<string, unknown> = {}) {
  const { root, answers } = await generated(given);
  const { environment, commands } = fakeDocker(dirname(root), typeof replies === 'function' ? replies(root) : replies);
  const before = filesBelow(root);
  const facts = await gatherFacts(root, { answers, environment, useExistingVolumes: false });
  expect(filesBelow(root)).toEqual(before);
  return { root, facts, commands: commands() };
}

export const statuses = (facts: PreflightFacts): Readonly<Record<string, string>> =>
  Object.fromEntries(judge(facts, new Set()).map(({ id, status }) => [id, status]));

/** Milliseconds that this takes. */
export async function duration(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
