const PLACEHOLDER = /\{\{secret:(\w+)\}\}/g;

/** How a secret stands in a rendered `.env` before its value is filled in; the baseline keeps it like that. */
export const placeholder = (name: string): string => `{{secret:${name}}}`;

/** Whether a secret belongs into this text, and is not there yet. */
export const holdsPlaceholder = (text: string): boolean => text.search(PLACEHOLDER) >= 0;

/** The same text with every secret left empty, as `.env.example` shows it. */
export const withoutSecrets = (text: string): string => text.replace(PLACEHOLDER, '');

/** The same text with its secrets. Only the merge of `.env` may call this: it is where secrets become text. */
export const withSecrets = (text: string, value: (name: string) => string): string =>
  text.replace(PLACEHOLDER, (_, name: string) => value(name));
