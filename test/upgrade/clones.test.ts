import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../generators/core/plan/env-file.ts';
import { laidDown } from '../support/laid-down.ts';
import { NEXT } from '../support/next-release.ts';
import { type Editor, seenIn } from '../support/on-disk.ts';
import { expectNoLeak, untouched } from '../support/proofs.ts';
import { frozen, KEPT_SECRETS } from '../support/releases.ts';
import { type Flags, type Release, wholeRun, YES } from '../support/whole-run.ts';

/** What git does not carry from one machine to another. */
const UNTRACKED = ['.env', '.create-geonode-project/env-base.json', '.create-geonode-project/backup'];

/** The values that I have in my clone. */
const MINE = { HTTP_PORT: '8099', CELERY__MAX_TASKS_PER_CHILD: '70', MY_KEY: 'mine' };

function myChoices(project: Editor): void {
  for (const [key, value] of Object.entries(MINE)) {
    const line = new RegExp(`^${key}=.*|$(?![^])`, 'm');
    project.write('.env', project.read('.env').replace(line, `${key}=${value}`));
  }
}

/** A colleague runs the program, commits and pushes; I pull. */
async function pulled(flags: Flags, release: Release): Promise<Editor> {
  const theirs = laidDown(frozen('development'));
  const mine = laidDown(frozen('development'), myChoices);
  expect((await wholeRun(theirs.root, { ...YES, ...flags }, release)).exitCode).toBe(0);
  for (const path of UNTRACKED) rmSync(join(theirs.root, path), { recursive: true, force: true });
  const kept = UNTRACKED.slice(0, 2).map((path) => [path, mine.read(path)] as const);
  rmSync(mine.root, { recursive: true });
  cpSync(theirs.root, mine.root, { recursive: true });
  for (const [path, text] of kept) mine.write(path, text);
  return mine;
}

const changed = (before: ReturnType<typeof seenIn>, after: ReturnType<typeof seenIn>): readonly string[] =>
  [...after].filter(([path, seen]) => JSON.stringify(before.get(path)) !== JSON.stringify(seen)).map(([path]) => path);

describe('my clone, whose .env is older than what my colleague has committed', () => {
  it('gets the new keys and defaults, keeps my values, and changes nothing else', async () => {
    const mine = await pulled({}, NEXT);
    const before = seenIn(mine.root);
    const ran = await wholeRun(mine.root, { ...YES, json: true }, NEXT);
    expect(ran.exitCode, ran.said).toBe(0);
    const env = readEnv(mine.read('.env'));
    expect(env).toMatchObject({ ...MINE, TASK_RETRIES: '3', POSTGRES_PASSWORD: KEPT_SECRETS.postgresPassword });
    expect(env).not.toHaveProperty('SECURE_HSTS_INCLUDE_SUBDOMAINS');
    expect(changed(before, seenIn(mine.root))).toEqual(['.create-geonode-project/env-base.json', '.env']);
    expectNoLeak(mine.root, ran);
  });

  it('follows an answer that my colleague has changed', async () => {
    const mine = await pulled({ url: 'http://maps.example.org:8080' }, NEXT);
    expect((await wholeRun(mine.root, YES, NEXT)).exitCode).toBe(0);
    expect(readEnv(mine.read('.env'))).toMatchObject({ ...MINE, SITEURL: 'http://maps.example.org:8080/' });
  });

  it('is told by check', async () => {
    const mine = await pulled({}, NEXT);
    expect((await wholeRun(mine.root, { command: 'check' }, NEXT)).exitCode).toBe(5);
  });
});

describe('a clone with an .env and without env-base.json', () => {
  it('gets the new keys; every value stays and is named where it differs', async () => {
    const mine = await pulled({}, NEXT);
    rmSync(join(mine.root, '.create-geonode-project/env-base.json'));
    const before = readEnv(mine.read('.env'));
    const ran = await wholeRun(mine.root, { ...YES, json: true }, NEXT);
    expect(ran.exitCode, ran.said).toBe(0);
    expect(readEnv(mine.read('.env'))).toEqual({ ...before, TASK_RETRIES: '3' });
    const notes = ran.result?.changes.find(({ path }) => path === '.env')?.notes ?? [];
    expect(notes.filter(({ id }) => id === 'unverified').map((note) => ('key' in note ? note.key : ''))).toEqual(
      expect.arrayContaining(['HTTP_PORT', 'CELERY__MAX_TASKS_PER_CHILD']),
    );
    expectNoLeak(mine.root, ran);
    const after = seenIn(mine.root);
    expect((await wholeRun(mine.root, YES, NEXT)).said).toContain('Nothing to do');
    expect(untouched(seenIn(mine.root))).toEqual(untouched(after));
  });
});

it('a clone without an .env is refused: new passwords would fit no data', async () => {
  const mine = await pulled({}, NEXT);
  rmSync(join(mine.root, '.env'));
  const before = seenIn(mine.root);
  const ran = await wholeRun(mine.root, YES, NEXT);
  expect([ran.exitCode, ran.said]).toEqual([4, expect.stringMatching(/without its \.env[^]*Copy \.env/)]);
  expect(untouched(seenIn(mine.root))).toEqual(untouched(before));
});
