import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { recover } from '../../generators/io/recovery.ts';
import { LONG } from '../support/runs.ts';
import { CHANGING, hooked } from './disk.ts';
import { quickFolder, type Trial, trialOf } from './trial.ts';

/** Compiles the run that kills itself. */
async function killedRun(): Promise<string> {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'killed-run.ts'), platform: 'node' });
  const file = join(quickFolder(), 'killed-run.mjs');
  await bundle.write({ file });
  await bundle.close();
  return file;
}

/** Whether the run was killed before it came to its end. */
async function isKilled(program: string, ...args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal !== 'SIGKILL') expect(code, args.join(' ')).toBe(0);
  return signal === 'SIGKILL';
}

/** Tries n = first, first + step … two at a time, until a run comes to its end; returns how many did not. */
async function untilUnhurt(step: number, attempt: (n: number) => Promise<boolean>): Promise<number> {
  for (let n = 1, killed = 0; n < 500; n += 2 * step) {
    const both = await Promise.all([attempt(n), attempt(n + step)]);
    killed += both.filter(Boolean).length;
    if (both.includes(false)) return killed;
  }
  throw new Error('no end');
}

/** How many changes a whole run makes. */
function changesOf(trial: Trial): number {
  let calls = 0;
  const counting = hooked(CHANGING, (_, call) => {
    calls++;
    return call();
  });
  trial.commit(counting);
  return calls;
}

function expectWhole(trial: Trial, root: string, when: string): 'old' | 'new' {
  const { outcome = 'none' } = recover(root, { breakLock: false }) ?? {};
  const state = trial.state(when, root);
  if (outcome === 'old' || outcome === 'new') expect(state, when).toBe(outcome);
  expect(recover(root, { breakLock: false }), when).toBeUndefined();
  return state;
}

// The long lane kills before every change.
const every = (step: number): number => (LONG ? 1 : step);

describe('a process killed with SIGKILL', { timeout: LONG ? 1_200_000 : 120_000 }, () => {
  it.each([
    ['create', 4, 6],
    ['mixed', 2, 30],
    ['undo', 9, 6],
  ] as const)(
    '%s, before one in %d changes (in the long lane before each): all old or all new after recovery',
    async (name, step, least) => {
      const [trial, program] = [trialOf(name), await killedRun()];
      const states = new Set<string>();
      const killed = await untilUnhurt(every(step), async (n) => {
        const root = join(trial.folder, `${n}`);
        trial.reset(root);
        const dead = await isKilled(program, 'commit', name, root, `${n}`);
        states.add(expectWhole(trial, root, `${name}, killed at ${n}`));
        return dead;
      });
      expect(killed).toBeGreaterThan(least);
      expect([...states].sort()).toEqual(['new', 'old']);
    },
  );

  it.each([
    ['while it put files in place', 20],
    ['while it cleared up', 6],
  ])('recovery killed as well, after a run killed %s: all old or all new', async (_, fromTheEnd) => {
    const [trial, program] = [trialOf('mixed'), await killedRun()];
    const at = changesOf(trial) - fromTheEnd;
    await untilUnhurt(every(4), async (n) => {
      const root = join(trial.folder, `${n}`);
      trial.reset(root);
      expect(await isKilled(program, 'commit', 'mixed', root, `${at}`)).toBe(true);
      const dead = await isKilled(program, 'recover', 'mixed', root, `${n}`);
      const state = expectWhole(trial, root, `recovery killed at ${n}`);
      expect(state, `${n}`).toBe(fromTheEnd > 10 ? 'old' : 'new');
      return dead;
    });
  });
});
