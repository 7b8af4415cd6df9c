import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS, SCRIPTS } from './app/commands.ts';
import { ANSWERS_FILE } from './core/state/paths.ts';
import { startEntropy } from './io/entropy.ts';

/** Milliseconds: where somebody is asked, the key is made while they read, not while the question is being put together. */
const AFTER_FIRST_QUESTION = 300;

const WITHOUT_KEY: ReadonlySet<string> = new Set([...COMMANDS, ...SCRIPTS, '--help', '-h', '--version', '--check']);

/** How a key is made in advance. */
interface KeyPlan {
  /** Milliseconds until it is begun; Infinity is not before it is asked for. */
  readonly delay: number;
  /** Whether one of Node.js's threads is enough for the whole run. */
  readonly sparing: boolean;
}

/** What looks up names of hosts, for which it wants threads, or may be told to. */
const LOOKING_UP = /^--(?:up|build|answers)(?:=|$)/;

/**
 * How the key of a new project is made, judged by the bare arguments: what reads them as options is loaded while the key is
 * being made. A wrong guess costs time and nothing else. Whatever looks at a project that is there needs no key, or can wait
 * for it.
 */
export function keyPlan(argv: readonly string[]): KeyPlan {
  const never = argv.some((arg) => WITHOUT_KEY.has(arg) || existsSync(join(arg, ANSWERS_FILE)));
  const asking = !argv.includes('--yes') && !argv.includes('-y');
  const delay = asking ? AFTER_FIRST_QUESTION : 0;
  return {
    delay: never ? Number.POSITIVE_INFINITY : delay,
    sparing: !never && !asking && !argv.some((arg) => LOOKING_UP.test(arg)),
  };
}

/** Where the secrets of this run come from. */
export const entropy = startEntropy(keyPlan(process.argv.slice(2)));
