import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { findMarkers } from '../../generators/core/merge/markers.ts';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { RESOLUTIONS } from '../../generators/core/update/resolve.ts';
import { parseCompose } from '../support/checks.ts';
import { NEXT } from '../support/next-release.ts';
import { Editor, seenIn } from '../support/on-disk.ts';
import { expectNoLeak, lostForGood, lostFrom, type OwnLines, ownLines, untouched } from '../support/proofs.ts';
import {
  changedAnswers,
  envEdits,
  fileEdits,
  lineEdits,
  makeEnvEdits,
  makeFileEdits,
  makeLineEdits,
} from '../support/random-edits.ts';
import { FROZEN, type FrozenProject, layDown } from '../support/releases.ts';
import { WHOLE_RUNS } from '../support/runs.ts';
import { type Flags, PRESENT, wholeRun, YES } from '../support/whole-run.ts';

const cases = fc.record({
  // By name, because a counterexample shows the whole value.
  name: fc.constantFrom(...FROZEN.map(({ name }) => name)),
  lines: lineEdits,
  whole: fileEdits,
  env: envEdits,
  answers: changedAnswers,
  next: fc.boolean(),
  choice: fc.constantFrom('abort', ...RESOLUTIONS),
});

let runs = 0;
const run = (...args: Parameters<typeof wholeRun>) => {
  runs++;
  return wholeRun(...args);
};
afterAll(() => process.stderr.write(`${runs} whole runs of random edits, answers and releases\n`));

// onTestFinished would keep a thousand projects until the end.
async function onDisk(project: FrozenProject, work: (editor: Editor) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-random-'));
  const root = join(folder, 'my_site');
  mkdirSync(root);
  layDown(project, root);
  try {
    await work(new Editor(root));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('whatever people and releases change, nothing is lost, told or done by halves', async () => {
  const check = ({ name, lines, whole, env, answers, next, choice }: FromArbitrary<typeof cases>) => {
    const project = FROZEN.find((one) => one.name === name) ?? raise(name);
    const release = next ? NEXT : PRESENT;
    return onDisk(project, async (editor) => {
      makeLineEdits(editor, project, lines);
      makeFileEdits(editor, project, whole);
      makeEnvEdits(editor, env);
      const before = seenIn(editor.root);
      const mine = ownLines(before, project.files).filter(stays);
      const flags = { ...YES, ...answers, json: true, 'on-conflict': choice };

      // I7: a preview says what the run does, and I2: it writes nothing.
      const preview = await run(editor.root, { ...flags, 'dry-run': true }, release);
      expect(untouched(seenIn(editor.root))).toEqual(untouched(before));
      const done = await run(editor.root, flags, release);
      expect(done.exitCode, done.said).toBe(preview.exitCode);
      expectNoLeak(editor.root, preview);
      expectNoLeak(editor.root, done);
      if (choice === 'abort' && done.exitCode === 3)
        return expect(untouched(seenIn(editor.root))).toEqual(untouched(before));
      expect(done.result?.changes).toEqual(preview.result?.changes);

      expectNothingLost(editor, mine, choice);
      expectReadable(editor, before);
      return expectSettled(editor, flags, release);
    });
  };
  await fc.assert(fc.asyncProperty(cases, check), WHOLE_RUNS);
});

const raise = (name: string): never => {
  throw new Error(`no frozen project is called ${name}`);
};

type FromArbitrary<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

// An empty password is filled, and of a set the members are merged.
const EMPTY_SECRET = new RegExp(`^(${SECRETS.map(({ owner }) => owner).join('|')})=$`);
const stays = ([path, line]: OwnLines[number]): boolean =>
  path !== '.env' || !(EMPTY_SECRET.test(line) || line.startsWith('COMPOSE_PROFILES='));

/** I1: a line of the user's is in its file, unless the template's side was chosen; then it is in the backup. */
function expectNothingLost({ root }: Editor, mine: OwnLines, choice: string): void {
  expect(lostForGood(root, mine)).toEqual([]);
  if (choice !== 'theirs') expect(lostFrom(seenIn(root), mine)).toEqual([]);
}

/** I6: a Compose file that could be read before can be read after it, but for markers that were asked for. */
function expectReadable({ root }: Editor, before: ReturnType<typeof seenIn>): void {
  const [old, now] = [before, seenIn(root)].map((files) => files.get('docker-compose.yml')?.text ?? '');
  if (reads(old ?? '') && findMarkers(now ?? '').length === 0) expect(reads(now ?? '')).toBe(true);
}

function reads(text: string): boolean {
  try {
    parseCompose(text);
    return true;
  } catch {
    return false;
  }
}

/** I4: the second run has nothing to do; with markers left it says where. */
async function expectSettled({ root }: Editor, flags: Flags, release: typeof PRESENT): Promise<void> {
  const after = seenIn(root);
  const again = await run(root, flags, release);
  const marked = [...after.values()].some(({ text }) => findMarkers(text).length > 0);
  expect([again.exitCode, again.said]).toEqual(
    marked ? [4, expect.stringContaining('Conflict markers')] : [0, expect.stringContaining('Nothing to do')],
  );
  expect(untouched(seenIn(root))).toEqual(untouched(after));
}
