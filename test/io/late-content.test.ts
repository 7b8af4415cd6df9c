import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../generators/core/errors.ts';
import { STATE_FOLDER } from '../../generators/core/state/paths.ts';
import type { PlannedChange } from '../../generators/io/disk-change.ts';
import { recover } from '../../generators/io/recovery.ts';
import { commit, commitWhenReady } from '../../generators/io/transaction.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';
import { snapshot } from './disk.ts';
import { ABOUT, NEW_FILES, put } from './scenarios.ts';

describe('a content that is still being made', () => {
  const planned = (content: Promise<string>): readonly PlannedChange[] =>
    NEW_FILES.map((change) => (change.path === '.env' ? { ...change, after: { content, mode: 0o600 } } : change));
  function later() {
    let resolve: (content: string) => void = () => undefined;
    const promise = new Promise<string>((done) => {
      resolve = done;
    });
    return { promise, resolve };
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('is waited for while all the rest is ready, and nothing is in its place', async () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()];
    const { promise, resolve } = later();
    const run = commitWhenReady(root, planned(promise), ABOUT);
    await turn();
    expect([...filesBelow(root).keys()].filter((path) => !path.startsWith(STATE_FOLDER))).toEqual([]);
    expect([...filesBelow(root).keys()]).toContain(`${STATE_FOLDER}/staging/new/README.md`);
    resolve('A=1\n');
    await run;
    commit(other, NEW_FILES, ABOUT);
    expect(snapshot(root)).toEqual(snapshot(other));
  });

  it('that comes to nothing takes all back', async () => {
    const root = join(temporaryFolder(), 'site');
    const run = commitWhenReady(root, planned(Promise.reject(new Error('no key'))), ABOUT);
    await expect(run).rejects.toThrow('no key');
    expect(existsSync(root)).toBe(false);
  });

  it('replaces nothing that appears meanwhile', async () => {
    const root = temporaryFolder();
    const { promise, resolve } = later();
    const run = commitWhenReady(root, planned(promise), ABOUT);
    put(root, 'README.md', 'mine');
    resolve('A=1\n');
    await expect(run).rejects.toThrow(GuardError);
    expect([...filesBelow(root)]).toEqual([['README.md', 'mine']]);
  });

  it('can be taken back after a kill, like everything else', async () => {
    const root = temporaryFolder();
    const before = snapshot(root);
    void commitWhenReady(root, planned(new Promise(() => undefined)), ABOUT);
    await turn();
    recover(root, { breakLock: true });
    expect(snapshot(root)).toEqual(before);
  });

  it('touches nothing of a run that broke its lock meanwhile', async () => {
    const root = temporaryFolder();
    const { promise, resolve } = later();
    const run = commitWhenReady(root, planned(promise), ABOUT);
    await turn();
    recover(root, { breakLock: true });
    const second = later();
    const other = commitWhenReady(root, planned(second.promise), ABOUT);
    await turn();
    resolve('A=first\n');
    await expect(run).rejects.toThrow(/Another run/);
    second.resolve('A=1\n');
    await other;
    const whole = temporaryFolder();
    commit(whole, NEW_FILES, ABOUT);
    expect(snapshot(root)).toEqual(snapshot(whole));
  });
});
