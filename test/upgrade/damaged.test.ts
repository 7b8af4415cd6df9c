import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { damaged, damages } from '../support/damage.ts';
import { NEXT } from '../support/next-release.ts';
import { Editor, seenIn } from '../support/on-disk.ts';
import { lostForGood } from '../support/proofs.ts';
import { frozen, KEPT_SECRETS, layDown } from '../support/releases.ts';
import { DAMAGED_RUNS } from '../support/runs.ts';
import { wholeRun, YES } from '../support/whole-run.ts';

const STATE = '.create-geonode-project';
const MINE = [['Dockerfile', '# mine']] as const;

let work = '';
let pattern = '';
let manifest = '';

// A project with an edit and a backup, from which each case starts.
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'cgp-damaged-'));
  pattern = join(work, 'pattern');
  layDown(frozen('development'), pattern);
  const project = new Editor(pattern);
  project.change('Dockerfile', 'EXPOSE 8000', '# mine\nEXPOSE 8000');
  await wholeRun(pattern, { ...YES, memory: '32' });
  const [backup = ''] = readdirSync(join(pattern, STATE, 'backup'));
  manifest = `${STATE}/backup/${backup}/manifest.json`;
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const cases = fc.record({
  files: fc.subarray(['.yo-rc.json', 'state', 'env-base', 'manifest'], { minLength: 1, maxLength: 2 }),
  damage: damages,
  flags: fc.constantFrom<object>(
    {},
    { 'on-conflict': 'keep' },
    { 'on-conflict': 'theirs' },
    { 'no-prune': true },
    { command: 'check' },
    { command: 'undo' },
    { restore: ['README.md'] },
  ),
});

it('whatever stands in the files that the program keeps, it writes nowhere else, and it says what is wrong', async () => {
  const ends: Record<number, number> = {};
  let cased = 0;
  const check = async ({ files, damage, flags }: typeof cases extends fc.Arbitrary<infer Case> ? Case : never) => {
    const folder = join(work, `case-${cased++}`);
    const root = join(folder, 'my_site');
    mkdirSync(folder);
    writeFileSync(join(folder, 'beside.txt'), 'beside\n');
    cpSync(pattern, root, { recursive: true });
    for (const file of files) {
      const path = join(
        root,
        { state: `${STATE}/state.json`, 'env-base': `${STATE}/env-base.json`, manifest }[file] ?? file,
      );
      writeFileSync(path, damaged(readFileSync(path, 'utf8'), damage, join(folder, 'evil')));
    }
    try {
      const { exitCode, said } = await wholeRun(root, { ...YES, ...flags }, NEXT);
      expect([0, 2, 3, 4, 5], said).toContain(exitCode);
      ends[exitCode] = (ends[exitCode] ?? 0) + 1;
      expect(readdirSync(folder)).toEqual(['beside.txt', 'my_site']);
      expect(lostForGood(root, MINE)).toEqual([]);
      const env = readEnv(seenIn(root).get('.env')?.text ?? '');
      expect(env.POSTGRES_PASSWORD).toBe(KEPT_SECRETS.postgresPassword);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await fc.assert(fc.asyncProperty(cases, check), DAMAGED_RUNS);
  process.stderr.write(`${cased} runs on damaged files, by exit code: ${JSON.stringify(ends)}\n`);
});
