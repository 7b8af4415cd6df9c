import { GuardError } from '../errors.ts';

/** What a project says to an adoption that cannot be: exit code 4, and nothing was written. */
export const refusal = (problem: string, hint: string): GuardError =>
  new GuardError(`${problem} Nothing was written.`, hint);
