/**
 * What a merge of `.env` did with a key, or left to the user.
 * `added`: the template brought it. `updated`: its default changed and was taken over. `kept`: the user's value stays
 * although the default changed. `unverified`: the value stays, and nothing tells whether the user or an earlier template
 * chose it. `merged`: both sides changed a set. `obsolete`: the template dropped it; it was commented out. `unused`: the
 * template dropped it; the user's value stays. `still-read`: the template dropped it, but lines of the user's in `readBy` need it. `deleted`: the user took it out, and it stays out. `duplicate`: it stands in
 * the file more than once; its lines were left alone.
 */
export interface EnvNote {
  readonly id:
    | 'added'
    | 'updated'
    | 'kept'
    | 'unverified'
    | 'merged'
    | 'obsolete'
    | 'unused'
    | 'still-read'
    | 'deleted'
    | 'duplicate';
  readonly key: string;
  /** The default before and now, and the user's value; each left out where it is, or might hold, a secret. */
  readonly was?: string;
  readonly now?: string;
  readonly yours?: string;
  /** Of `still-read`: the file. */
  readonly readBy?: string;
}

/** What must not be shown: keys that hold secrets, and the secrets themselves. */
export interface Hidden {
  readonly keys: ReadonlySet<string>;
  readonly values: readonly string[];
}

// Keys that a user may have made, and addresses with a password in them.
const TELLING_KEY = /PASS|SECRET|TOKEN|CREDENTIAL|(?:^|_)KEY(?:_|$)|APIKEY/i;
const TELLING_VALUE = /:\/\/[^/]*@/;

/** A note with the values that may be shown, and with the file that needs the key. */
export function noteOf(
  { id, key, ...values }: { readonly [Name in keyof EnvNote]: EnvNote[Name] | undefined } & Pick<EnvNote, 'id' | 'key'>,
  hidden: Hidden,
  readBy?: string,
): EnvNote {
  const secret = hidden.keys.has(key) || TELLING_KEY.test(key);
  const open = Object.entries(values).filter(
    ([, value]) =>
      value !== undefined &&
      !secret &&
      !TELLING_VALUE.test(value) &&
      !hidden.values.some((hiddenValue) => value.includes(hiddenValue)),
  );
  return { id, key, ...Object.fromEntries(open), ...(readBy === undefined ? {} : { readBy }) };
}
