import { ACTION_ROWS } from './rows/actions.ts';
import { LISTEN_ROWS, URL_ROWS } from './rows/address.ts';
import { CERTIFICATE_ROWS, EMAIL_ROWS } from './rows/certificates.ts';
import { MACHINE_ROWS, SERVICE_ROWS } from './rows/machine.ts';
import { PROJECT_ROWS, RELEASE_ROWS } from './rows/project.ts';
import { NETWORK_ROWS, SITE_ROWS } from './rows/site.ts';
import type { AnswerKey, AnswerRow } from './types.ts';

/**
 * THE answers table: each answer once. Prompts, flags, help, the answers file, its JSON Schema and the README's
 * table are derived from it. The order is that of the questions, and a default may look at every row above it.
 */
export const ANSWERS: readonly AnswerRow[] = [
  ...PROJECT_ROWS,
  ...URL_ROWS,
  ...EMAIL_ROWS,
  ...RELEASE_ROWS,
  ...MACHINE_ROWS,
  ...LISTEN_ROWS,
  ...CERTIFICATE_ROWS,
  ...SERVICE_ROWS,
  ...SITE_ROWS,
  ...NETWORK_ROWS,
  ...ACTION_ROWS,
];

/** The answers that a person can give. */
export const GIVEN_ANSWERS: readonly AnswerRow[] = ANSWERS.filter(({ step }) => step !== 'never');

const BY_KEY = new Map(ANSWERS.map((row) => [row.key, row]));

/** The row of a key; undefined for a name that is no answer. */
export function answerRow(key: string): AnswerRow | undefined {
  return BY_KEY.get(key as AnswerKey);
}
