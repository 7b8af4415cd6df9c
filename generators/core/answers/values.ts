import { isAbsolute, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { CLIENT_LANGUAGES } from './languages.ts';
import type { ParseContext } from './types.ts';

/** Quoted for a message: control characters escaped, cut at 80 characters. */
export function shown(input: unknown): string {
  const text = JSON.stringify(String(input));
  return text.length > 82 ? `${text.slice(0, 80)}…"` : text;
}

const refuse = (input: unknown, problem: string, hint: string): never => {
  throw new UsageError(`${shown(input)} ${problem}`, hint);
};

/** Printable text on one line, trimmed, of at most `max` characters. */
export function text(input: unknown, max = 200): string {
  if (typeof input !== 'string' && typeof input !== 'number')
    return refuse(input, 'is not a text.', 'Write one line of text.');
  const value = String(input).trim();
  if (value === '') return refuse(input, 'is empty.', 'Leave the option out to take its default.');
  if (/\p{Cc}|\p{Zl}|\p{Zp}|\p{Cs}/u.test(value))
    return refuse(input, 'holds a control character.', 'Write one line of text.');
  if (value.length > max) return refuse(input, `is longer than ${max} characters.`, 'Choose a shorter text.');
  return value;
}

/** One of a closed set of words, in any case. */
export function choice<T extends string>(input: unknown, choices: readonly T[]): T {
  const value = text(input).toLowerCase();
  return (
    choices.find((c) => c === value) ??
    refuse(input, 'is not one of the choices.', `Choose one of: ${choices.join(', ')}.`)
  );
}

const YES_NO: Readonly<Record<string, boolean>> = {
  true: true,
  on: true,
  yes: true,
  false: false,
  off: false,
  no: false,
};

/** A switch: true or false, also as the words on/off and yes/no. */
export function onOff(input: unknown): boolean {
  return YES_NO[String(input).trim().toLowerCase()] ?? refuse(input, 'is neither on nor off.', 'Write true or false.');
}

/** A list, given as such or as text with commas or spaces between the items; each item once, in the given order. */
export function list(input: unknown, item: (value: string) => string): readonly string[] {
  const items = Array.isArray(input) ? input : String(input ?? '').split(/[\s,]+/);
  return [...new Set(items.filter((one) => one !== '').map((one) => item(text(one))))];
}

/** A whole number between two limits. */
export function integer(input: unknown, min: number, max: number): number {
  const digits = String(input).trim();
  const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  return value >= min && value <= max
    ? value
    : refuse(input, `is not a whole number from ${min} to ${max}.`, 'Write digits only.');
}

/** Memory in decimal gigabytes, with one digit behind the point at most: `16`, `15.5`, `16GB`. */
export function gigabytes(input: unknown): number {
  const match = /^(\d{1,4}(?:\.\d+)?)\s*(?:g|gb)?$/i.exec(String(input).trim());
  const value = Math.floor(Number(match?.[1]) * 10) / 10;
  return value >= 1 && value <= 4096
    ? value
    : refuse(input, 'is not a size from 1 to 4096 GB.', 'Write the memory in GB, such as 16.');
}

const UNITS: Readonly<Record<string, number>> = { M: 1, G: 1024 };

/** An upload limit from 1M to 1024G, as `5G` or `500M`. */
export function size(input: unknown): string {
  const match = /^(\d{1,7})\s*(m|g)(?:i?b)?$/i.exec(String(input).trim());
  const unit = (match?.[2] ?? '').toUpperCase();
  const mebibytes = Number(match?.[1]) * (UNITS[unit] ?? Number.NaN);
  if (!(mebibytes >= 1 && mebibytes <= 1024 ** 2)) {
    return refuse(input, 'is not a size from 1M to 1024G.', 'Write a number with M or G, such as 5G.');
  }
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : `${mebibytes}M`;
}

/** The mebibytes of a canonical size. */
export function mebibytes(canonical: string): number {
  return Number.parseInt(canonical, 10) * (UNITS[canonical.slice(-1)] ?? 1);
}

// What stands in a mail header, a .env file and a certbot call alike: no quotes, no spaces, ASCII only.
const EMAIL = /^[A-Za-z0-9._+-]{1,64}@(?=.{4,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** An e-mail address; the part before the @ keeps its case. */
export function email(input: unknown): string {
  const value = text(input, 254);
  return EMAIL.test(value) ? value : refuse(input, 'is not an e-mail address.', 'Write it as name@example.org.');
}

/** A language code as Django writes it: `en`, `pt-br`; one that the map client speaks. */
export function language(input: unknown): string {
  const value = text(input).toLowerCase().replace('_', '-');
  return Object.hasOwn(CLIENT_LANGUAGES, value)
    ? value
    : refuse(
        input,
        'is not a language code that GeoNode can serve.',
        `Write one of ${Object.keys(CLIENT_LANGUAGES).join(', ')}.`,
      );
}

/** As the IANA database writes most names: Europe/Zurich, America/Port-au-Prince, Etc/GMT+5, UTC. */
export const ZONE_NAME =
  /^(?:UTC|GMT|(?:[A-Z][A-Za-z]*[a-z][A-Za-z]*|Etc|US)(?:\/[A-Z][\w+-]*[a-z0-9][\w+-]*|\/UTC|\/GMT)+)$/;

/** An IANA time zone that this Node.js knows. It keeps the name that it was written with: Node.js may know it by an older one. */
export function timezone(input: unknown): string {
  const value = text(input);
  if (value === 'UTC') return value; // most servers, and Intl takes 20 ms to load
  if (/^[+-]/.test(value)) return refuse(input, 'is an offset.', 'Write a zone such as Europe/Zurich.');
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
    return ZONE_NAME.test(value) && !sameButCase(known, value) ? value : known;
  } catch {
    return refuse(input, 'is not a time zone.', 'Write a zone of the IANA database, such as Europe/Zurich or UTC.');
  }
}

const sameButCase = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A path, made absolute; it must survive a Compose file and a shell. */
export function path(input: unknown, context: ParseContext): string {
  const value = text(input, 1000);
  if (/["'`$\\:]/.test(value))
    return refuse(input, 'holds a quote, a colon, a dollar sign or a backslash.', 'Move the file to a plainer path.');
  return isAbsolute(value) ? value : resolve(context.cwd, value);
}

/** A service URL with one of the schemes, without credentials' password, query or fragment; no trailing slash is added. */
export function serviceUrl(input: unknown, schemes: readonly string[], example: string): string {
  const value = text(input, 500);
  const url = URL.canParse(value) ? new URL(value) : refuse(input, 'is not a URL.', `Write it like ${example}.`);
  if (!schemes.includes(url.protocol.slice(0, -1)))
    return refuse(input, `does not start with ${schemes.join(':// or ')}://.`, `Write it like ${example}.`);
  if (url.password !== '')
    return refuse(
      'the URL',
      'holds a password.',
      'Passwords come from the environment only; they are never stored with the answers.',
    );
  if (!url.hostname || /["'`$\\#?\s]/.test(value))
    return refuse(input, 'is not a plain URL.', `Write it like ${example}.`);
  return value;
}
