import { ask, type ProgramAnswer, type ProgramQuestion } from './program.ts';

/** Milliseconds: an engine that is busy or far away must not hold up a run. */
const PATIENCE = 5000;

/** Asks Docker something; waits five seconds for the answer unless the question says otherwise. */
export const docker = (args: readonly string[], question: ProgramQuestion = {}): Promise<ProgramAnswer> =>
  ask('docker', args, { patience: PATIENCE, ...question });
