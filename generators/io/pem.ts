import { readFileSync, statSync } from 'node:fs';
import type { Answers } from '../core/answers/types.ts';
import { UsageError } from '../core/errors.ts';
import { judgePair } from './certificate.ts';
import { type PemKind, pemProblem } from './pem-kind.ts';

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

function problemOf(path: string, kind: PemKind): string | undefined {
  const read = bytesOf(path);
  return typeof read === 'string' ? read : pemProblem(read, kind);
}

function bytesOf(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') return 'is a directory; name the file in it.';
    if (code === 'ENOENT') return 'does not exist.';
    if (code === 'EACCES') return `cannot be read: this user may not (${message}).`;
    return `cannot be read: ${message}`;
  }
}

/** Reading by the group or by everybody. */
const READ_BY_OTHERS = 0o044;

/**
 * Judges the certificate of mode `certificate`, whose files were checked before.
 * @returns what browsers would complain about
 * @throws UsageError when nginx could not serve it
 */
export function checkPair(answers: Answers): readonly string[] {
  const { certificate, certificateKey } = answers;
  if (answers.https !== 'certificate' || certificate === undefined || certificateKey === undefined) return [];
  const hosts = [answers.url, ...answers.aliases.map((alias) => `https://${alias}`)].map(hostOf);
  const [chain, key] = [readFileSync(certificate, 'latin1'), readFileSync(certificateKey, 'latin1')];
  const { problems, warnings } = judgePair(chain, key, { hosts, now: new Date() });
  if (problems.length > 0) throw new UsageError(problems.join('\n'), `The files: ${certificate} and ${certificateKey}`);
  const open = process.platform !== 'win32' && (statSync(certificateKey).mode & READ_BY_OTHERS) !== 0;
  return open ? [...warnings, `Others may read the private key: chmod 600 ${certificateKey}`] : warnings;
}

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');
