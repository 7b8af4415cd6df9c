import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS, SCRIPTS } from './app/commands.ts';
import { ANSWERS_FILE } from './core/state/paths.ts';
import { startEntropy } from './io/entropy.ts';

/** Milliseconds: where somebody is asked, the key is made while they read, not while the question is being put together. */
const AFTER_FIRST_QUESTION = 300;

const WITHOUT_KEY: ReadonlySet<string> = new Set([...COMMANDS, ...SCRIPTS, '--help', '-h', '--version', '--check']);

/**
 * Milliseconds until a key is made in advance, judged by the bare arguments: what reads them as options is loaded while the
 * key is being made. A wrong guess costs time and nothing else. Infinity: whatever looks at a project that is there needs no
 * key, or can wait for it.
 */
export function entropyDelay(argv: readonly string[]): number {
  if (argv.some((arg) => WITHOUT_KEY.has(arg) || existsSync(join(arg, ANSWERS_FILE)))) return Number.POSITIVE_INFINITY;
  return argv.includes('--yes') || argv.includes('-y') ? 0 : AFTER_FIRST_QUESTION;
}

/** Where the secrets of this run come from. */
export const entropy = startEntropy(entropyDelay(process.argv.slice(2)));
