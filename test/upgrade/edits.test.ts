import { describe, expect, it } from 'vitest';
import { findMarkers } from '../../generators/core/merge/markers.ts';
import { writes } from '../../generators/core/report/changes.ts';
import { RESOLUTIONS } from '../../generators/core/update/resolve.ts';
import { parses } from '../support/checks.ts';
import { CLEAN, CONFLICTING } from '../support/edit-scripts.ts';
import { pairs } from '../support/edited-projects.ts';
import { laidDown } from '../support/laid-down.ts';
import { NEXT } from '../support/next-release.ts';
import { type Editor, seenIn } from '../support/on-disk.ts';
import { expectNoLeak, lostForGood, lostFrom, ownLines, untouched } from '../support/proofs.ts';
import { LONG } from '../support/runs.ts';
import { type Ran, wholeRun, YES } from '../support/whole-run.ts';

/** Nothing is left to do, and nothing is touched any more. */
async function expectSettled({ root }: Editor): Promise<void> {
  const before = seenIn(root);
  const again = await wholeRun(root, YES, NEXT);
  expect([again.exitCode, again.said]).toEqual([0, expect.stringContaining('Nothing to do')]);
  expect(untouched(seenIn(root))).toEqual(untouched(before));
}

/** Every file that the run wrote parses, where there is a parser for it. */
async function expectReadable({ root }: Editor, { result }: Ran): Promise<void> {
  const files = seenIn(root);
  for (const { path } of (result?.changes ?? []).filter(writes)) {
    const text = files.get(path)?.text.replace(/^\uFEFF/, '');
    if (text !== undefined) expect(await parses({ path, text, policy: 'text', mode: 0o644 }), path).toBe(true);
  }
}

describe.each(pairs(CLEAN))('%s (%s)', (_, __, script, project) => {
  it('goes into the next release', async () => {
    const editor = laidDown(project, script.edit);
    const mine = ownLines(seenIn(editor.root), project.files);
    const ran = await wholeRun(editor.root, { ...YES, json: true }, NEXT);
    expect(ran.exitCode, ran.said).toBe(0);
    expect(lostFrom(seenIn(editor.root), mine)).toEqual([]);
    script.expects?.(editor);
    await expectReadable(editor, ran);
    expectNoLeak(editor.root, ran);
    await expectSettled(editor);
  });
});

describe.each(pairs(CONFLICTING))('%s (%s)', (_, __, script, project) => {
  it('is asked about, and until then nothing is written', async () => {
    const { conflict: path } = script;
    const { root } = laidDown(project, script.edit);
    const before = seenIn(root);
    for (const flags of [{}, { 'on-conflict': 'abort' }]) {
      const ran = await wholeRun(root, { ...YES, ...flags }, NEXT);
      expect([ran.exitCode, ran.said]).toEqual([3, expect.stringMatching(new RegExp(`  ${path}:\\d+\n`))]);
    }
    const check = await wholeRun(root, { command: 'check', json: true }, NEXT);
    expect([check.exitCode, check.result?.changes]).toEqual([
      5,
      expect.arrayContaining([expect.objectContaining({ path, kind: 'conflict' })]),
    ]);
    expect(untouched(seenIn(root))).toEqual(untouched(before));
  });
});

const choices = (LONG ? pairs(CONFLICTING) : pairs(CONFLICTING).filter((_, index) => index % 2 === 0)).flatMap((row) =>
  RESOLUTIONS.map((choice) => [choice, ...row] as const),
);

describe.each(choices)('--on-conflict=%s: %s (%s)', (choice, _, __, script, project) => {
  it('does what it says', async () => {
    const path = script.conflict ?? '';
    const editor = laidDown(project, script.edit);
    const mine = ownLines(seenIn(editor.root), project.files);
    const ran = await wholeRun(editor.root, { ...YES, json: true, 'on-conflict': choice }, NEXT);
    expect(ran.exitCode, ran.said).toBe(choice === 'markers' ? 3 : 0);
    expect(ran.result?.changes).toContainEqual(expect.objectContaining({ path, resolution: choice }));
    expect(lostForGood(editor.root, mine)).toEqual([]);
    const lostAt = new Set(lostFrom(seenIn(editor.root), mine).map(([file]) => file));
    expect([...lostAt]).toEqual(choice === 'theirs' ? [path] : []);
    expect(seenIn(editor.root).has(`${path}.new`)).toBe(choice === 'sidecar');
    expectNoLeak(editor.root, ran);
    if (choice === 'markers') return expectMarkersInTheWay(editor, path);
    await expectReadable(editor, ran);
    return expectSettled(editor);
  });
});

async function expectMarkersInTheWay(editor: Editor, path: string): Promise<void> {
  const [line] = findMarkers(editor.read(path));
  const refused = await wholeRun(editor.root, YES, NEXT);
  expect([refused.exitCode, refused.said]).toEqual([4, expect.stringContaining(`${path}:${line}`)]);
}
