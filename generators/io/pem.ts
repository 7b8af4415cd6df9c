import { readFileSync } from 'node:fs';
import type { Answers } from '../core/answers/types.ts';
import { UsageError } from '../core/errors.ts';

/** The files that answers name, and what must stand in each. */
const FILES = [
  ['certificate', '--certificate', 'CERTIFICATE'],
  ['certificateKey', '--certificate-key', 'PRIVATE KEY'],
  ['acmeCa', '--acme-ca', 'CERTIFICATE'],
  ['caBundle', '--ca-bundle', 'CERTIFICATE'],
] as const;

/**
 * Checks that every file that the answers name can be read and is a PEM file of its kind.
 * @throws UsageError that lists every file that is not
 */
export function checkFiles(answers: Answers): void {
  const problems = FILES.flatMap(([key, flag, kind]) => {
    const path = answers[key];
    const problem = path === undefined ? undefined : problemOf(path, kind);
    return problem === undefined ? [] : [`${flag}: ${path} ${problem}`];
  });
  if (problems.length > 0)
    throw new UsageError(problems.join('\n'), 'Name PEM files, the ones that begin with -----BEGIN.');
}

function problemOf(path: string, kind: string): string | undefined {
  try {
    return new RegExp(`-----BEGIN (?:[A-Z]+ )*${kind}-----`).test(readFileSync(path, 'latin1'))
      ? undefined
      : `holds no PEM ${kind.toLowerCase()}.`;
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
}
