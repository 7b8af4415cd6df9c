import { SECRETS } from '../plan/secrets.ts';

/** What stands in the place of a secret. */
export const STARS = '********';

// Anything shorter would turn up inside ordinary words.
const SHORTEST = 4;
const OWNERS: ReadonlySet<string> = new Set(SECRETS.map(({ owner }) => owner));
const TELLING = /PASS|SECRET|TOKEN|CREDENTIAL|(?:^|_)KEY(?:_|$)|APIKEY|_URL$/i;
// By their names they look like secrets, and they hold a path or an address that people have to read.
const OPEN = /_(?:FILE|PATH|URL|URI)$/i;
const CREDENTIALS = /:\/\/[^/@\s:]*:([^/@\s]+)@/;

/** Whether a key of `.env` holds a secret, or may: people add keys of their own. */
export const isSecretKey = (key: string): boolean => OWNERS.has(key) || TELLING.test(key);

/**
 * The values of `.env` that no log may show. A password that is also an open value (a role called like its password)
 * cannot be hidden, and hiding it would make every log unreadable.
 */
export function secretValues(env: Readonly<Record<string, string>>): readonly string[] {
  const isSecret = ([key]: readonly [string, string]): boolean => isSecretKey(key) && !OPEN.test(key);
  const entries = Object.entries(env);
  const open = new Set(entries.filter((entry) => !isSecret(entry)).map(([, value]) => value));
  const inUrls = entries.map(([, value]) => CREDENTIALS.exec(value)?.[1] ?? '');
  const values = [...entries.filter(isSecret).map(([, value]) => value), ...inUrls];
  return [...new Set(values)].filter((value) => value.length >= SHORTEST && !open.has(value) && !isSwitch(value));
}

const isSwitch = (value: string): boolean => /^(?:true|false|none)$/i.test(value);

/** The text with every secret in it hidden, also where it is written as a URL, JSON, Compose or base64 would. */
export function mask(text: string, secrets: readonly string[]): string {
  const forms = [...new Set(secrets.filter(({ length }) => length >= SHORTEST).flatMap(formsOf))];
  if (forms.length === 0) return text;
  // The longest first: one secret may begin with another.
  const longestFirst = forms.sort((one, other) => other.length - one.length).map(literally);
  return text.replace(new RegExp(longestFirst.join('|'), 'g'), STARS);
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // From the bytes: half a character cannot be encoded.
  const url = encodeURIComponent(bytes.toString());
  return [
    secret,
    url,
    // Python's quote() leaves less as it is.
    url.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('$', '$$$$'),
    bytes.toString('base64'),
  ];
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
