import { describe, expect, it } from 'vitest';
import { AppError } from '../../generators/core/errors.ts';
import type { FileSystem } from '../../generators/io/file-system.ts';
import { type Recovered, recover } from '../../generators/io/recovery.ts';
import { dyingAt, failingAt } from './disk.ts';
import { NAMES } from './scenarios.ts';
import { type Trial, trialOf } from './trial.ts';

const recovered = ({ root }: Trial, fs?: FileSystem): Recovered | undefined => recover(root, { breakLock: false }, fs);

function errorOf(action: () => void): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Tries with n = 1, 2, 3 … until the fault is not met any more; returns how often it was. */
function whileFired(attempt: (n: number) => boolean): number {
  for (let n = 1; n < 1000; n++) if (!attempt(n)) return n - 1;
  throw new Error('no end');
}

/** Nothing is left to clear up, and the project is old or new, so that the next try makes it new; that takes time. */
function expectSound(trial: Trial, n: number): void {
  expect(recovered(trial), `${n}`).toBeUndefined();
  if (trial.state(`${n}`) === 'new' || n % 6 !== 0) return;
  trial.commit();
  trial.expectNew(`${n}, tried again`);
}

/** Old or new, and what recovery said it was. */
function expectWhole(trial: Trial, { outcome }: Pick<Recovered, 'outcome'>, when: string): void {
  const state = trial.state(when);
  if (outcome !== 'nothing') expect(state, when).toBe(outcome);
}

const LONG = { timeout: 60_000 };

describe('an error of the disk at any call', LONG, () => {
  it.each(NAMES)('%s: all is as it was, to the last bit, and the next try comes through', (name) => {
    const trial = trialOf(name);
    const calls = whileFired((n) => {
      trial.reset();
      const { fs, fired } = failingAt(n);
      const error = errorOf(() => trial.commit(fs));
      if (error === undefined) recovered(trial);
      else {
        expect(error, `call ${n}`).toBeInstanceOf(AppError);
        expect(error, `call ${n}`).toMatchObject({ exitCode: 1, message: expect.stringMatching(/EIO[^]*taken back/) });
        trial.expectOld(`call ${n}`);
      }
      expectSound(trial, n);
      return fired();
    });
    expect(calls).toBeGreaterThan(name === 'create' ? 40 : 100);
  });
});

describe('a run that dies at any change', LONG, () => {
  it.each(NAMES)('%s: the next one makes it all old, or all new when only clearing up was left', (name) => {
    const trial = trialOf(name);
    const outcomes: Record<string, number> = {};
    whileFired((n) => {
      trial.reset();
      const { fs, fired } = dyingAt(n);
      const error = errorOf(() => trial.commit(fs));
      const { outcome = 'none' } = recovered(trial) ?? {};
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      expect(trial.state(`death ${n}`), `death ${n}`).toBe(error === undefined ? 'new' : 'old');
      if (outcome !== 'none') expectWhole(trial, { outcome }, `death ${n}`);
      expectSound(trial, n);
      return fired();
    });
    // Each way to die was met: before, during and after the files were put in place.
    expect(outcomes).toMatchObject({ nothing: expect.any(Number), old: expect.any(Number), new: expect.any(Number) });
  });

  it.each([
    ['create', 4],
    ['mixed', 9],
  ] as const)('%s: recovery that dies itself, at any change, is done again', (name, step) => {
    const trial = trialOf(name);
    const dieAt = (n: number): boolean => {
      trial.reset();
      const { fs, fired } = dyingAt(n);
      errorOf(() => trial.commit(fs));
      return fired();
    };
    const dieTwice = (m: number, n: number): boolean => {
      dieAt(m);
      const { fs, fired } = dyingAt(n);
      errorOf(() => recovered(trial, fs));
      recovered(trial);
      trial.state(`death ${m}, then ${n}`);
      expect(recovered(trial)).toBeUndefined();
      return fired();
    };
    let deaths = 0;
    for (let m = 3; dieAt(m); m += step) deaths += whileFired((n) => dieTwice(m, n));
    expect(deaths).toBeGreaterThan(40);
  });
});
