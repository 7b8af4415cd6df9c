import { UsageError } from '../errors.ts';

const SHOWN = 80;

/** One kind of mistake: how it looks, what is wrong with it (after "what was typed"), and what to write instead. */
export interface Mistake {
  readonly pattern: RegExp;
  readonly problem: string;
  readonly hint: string;
}

/** `raw` is what was typed and stands in messages; `text` is what it is read as. */
export interface Typed {
  readonly raw: string;
  readonly text: string;
}

/** Throws the UsageError `"<what was typed>" <problem>.` with its hint. */
export function refuse(raw: string, problem: string, hint: string): never {
  throw new UsageError(`${quoted(raw)} ${problem}.`, hint);
}

/** Refuses a text that makes one of the mistakes; the first row that fits gives the message. */
export function refuseMistakes(mistakes: readonly Mistake[], text: string, raw: string): void {
  const mistake = mistakes.find(({ pattern }) => pattern.test(text));
  if (mistake) refuse(raw, mistake.problem, mistake.hint);
}

// A password must not reach the terminal or a log, so everything before the last @ is masked.
const CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/)?.*[@\uFE6B\uFF20]/is;

function quoted(raw: string): string {
  const masked = raw.trim().replace(CREDENTIALS, '$1***@');
  let text = '';
  for (const char of masked.slice(0, SHOWN + 1)) {
    const next = text + visible(char);
    if (next.length > SHOWN) return `"${text}…"`;
    text = next;
  }
  return `"${text}"`;
}

// Unprintable, unassigned and right-to-left-override characters must not act on the terminal that shows the message.
function visible(char: string): string {
  return char !== ' ' && /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(char)
    ? `\\u{${char.codePointAt(0)?.toString(16)}}`
    : char;
}

const EXAMPLE = 'Write it like maps.example.org or https://maps.example.org:8443.';
const TYPE_IT = 'It may have come along when the text was copied: type it by hand.';

// What no address, name or network can hold. Credentials come first: their password may hold any of the others.
const TEXT_MISTAKES: readonly Mistake[] = [
  { pattern: /^$/, problem: 'is empty', hint: EXAMPLE },
  {
    pattern: /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i,
    problem: 'has credentials',
    hint: `Leave out everything up to the @. ${EXAMPLE}`,
  },
  { pattern: /\p{Cc}/u, problem: 'has a control character', hint: TYPE_IT },
  { pattern: /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u, problem: 'has an invisible character', hint: TYPE_IT },
  { pattern: /["'‘’“”«»]/, problem: 'has a quotation mark', hint: `Leave out the quotes. ${EXAMPLE}` },
  { pattern: /`/, problem: 'has a backtick', hint: EXAMPLE },
  { pattern: /\$/, problem: 'has a dollar sign', hint: `Variables are not replaced here. ${EXAMPLE}` },
  { pattern: /\\/, problem: 'has a backslash', hint: `Slashes lean forward in addresses. ${EXAMPLE}` },
  { pattern: /,/, problem: 'has a comma', hint: 'Give one at a time, such as maps.example.org.' },
  { pattern: /\s/, problem: 'has a space inside', hint: EXAMPLE },
];

/**
 * The text without surrounding spaces, with full-width and other compatibility characters as the plain ones that they
 * look like, so that every later check sees what domainToASCII would make of them.
 * @throws UsageError when it holds what no kind of address can hold
 */
export function readTyped(raw: string): Typed {
  const text = raw.normalize('NFKC').replaceAll('。', '.').replaceAll('\u{FE0F}', '').trim();
  refuseMistakes(TEXT_MISTAKES, text, raw);
  return { raw, text };
}
