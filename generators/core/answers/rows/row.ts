import type { AnswerKey, AnswerRow, Answers, Facts, Known } from '../types.ts';

/** Checks one row of the table against its own key, and lets the rows stand in one list. */
export function row<K extends AnswerKey>(spec: AnswerRow<K>): AnswerRow {
  return spec as unknown as AnswerRow;
}

/** What a row inherits when it says nothing: asked in the review only, stored, and without a default. */
export const REVIEWED = { step: 'review', stored: true } as const;

/** A row that may stay empty. */
export const OPTIONAL = { ...REVIEWED, optional: true, defaultText: 'none', fallback: () => undefined } as const;

/** A default that does not depend on anything. */
export function always<T>(value: T): (known: Known, facts: Facts) => T {
  return () => value;
}

/** Whether the mode gets its certificate from Let's Encrypt or another ACME server. */
export function usesAcme(https: Answers['https'] | undefined): boolean {
  return https === 'letsencrypt' || https === 'letsencrypt-staging';
}
