import { describe, expect, it } from 'vitest';
import { freshLike, laidDown } from '../support/laid-down.ts';
import { NEXT, THE_ONE_AFTER } from '../support/next-release.ts';
import { seenIn } from '../support/on-disk.ts';
import { comparable, expectNoLeak, untouched } from '../support/proofs.ts';
import { FROZEN } from '../support/releases.ts';
import { PRESENT, wholeRun, YES } from '../support/whole-run.ts';

describe.each(FROZEN.map((project) => [project.name, project] as const))('%s, which nobody touched', (_, project) => {
  it.each([
    ['this version', PRESENT],
    ['the next one', NEXT],
  ])('becomes what %s would generate, and is left alone after that', async (_, release) => {
    const { root } = laidDown(project);
    const ran = await wholeRun(root, { ...YES, json: true }, release);
    expect(ran.exitCode, ran.said).toBe(0);
    const after = seenIn(root);
    const fresh = await freshLike({ root }, release);
    expect(comparable(after)).toEqual(comparable(seenIn(fresh.root)));
    expectNoLeak(root, ran);

    for (const flags of [{ command: 'check' }, YES]) {
      const again = await wholeRun(root, flags, release);
      expect([again.exitCode, again.said]).toEqual([0, expect.stringContaining('Nothing to do')]);
    }
    expect(untouched(seenIn(root))).toEqual(untouched(after));
  });

  it('comes to the same in one step or in two', async () => {
    const [one, two] = [laidDown(project), laidDown(project)];
    for (const release of [NEXT, THE_ONE_AFTER]) expect((await wholeRun(two.root, YES, release)).exitCode).toBe(0);
    expect((await wholeRun(one.root, YES, THE_ONE_AFTER)).exitCode).toBe(0);
    expect(comparable(seenIn(one.root))).toEqual(comparable(seenIn(two.root)));
  });
});
