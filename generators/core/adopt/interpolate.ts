import { entriesOf, parseEnv } from '../merge/env-lines.ts';

/** Values by name, as in `.env`. */
export type Values = Readonly<Record<string, string>>;

const VARIABLE = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?)([-?+])([^{}]*))?\})/g;

/** A text with its variables filled in as Compose does; a variable without a value is empty. `$$` is a dollar sign. */
export function interpolated(text: string, values: Values): string {
  return text.replace(VARIABLE, (all: string, ...groups: readonly (string | undefined)[]) =>
    all === '$$' ? '$' : filled(groups, values),
  );
}

function filled([bare, braced, colon, sign, rest = '']: readonly (string | undefined)[], values: Values): string {
  const value = values[bare ?? braced ?? ''];
  const has = colon === ':' ? Boolean(value) : value !== undefined;
  // `-` is for a value that is missing, `+` for one that is there.
  if (sign !== undefined && '-+'.includes(sign) && has === (sign === '+')) return interpolated(rest, values);
  return sign === '+' ? '' : (value ?? '');
}

/** Every text in a parsed YAML file with its variables filled in; what it is not, stays. */
export function interpolatedIn(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return interpolated(value, values);
  if (Array.isArray(value)) return value.map((one) => interpolatedIn(one, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, interpolatedIn(one, values)]));
}

/** The values of a `.env`, variables filled in from the lines above; single quotes keep a text as it stands. */
export function envValues(text: string): Values {
  const values: Record<string, string> = {};
  for (const [key, { value, head, lines }] of entriesOf(parseEnv(text).items)) {
    const literal = lines[0]?.text.slice(head.length).startsWith("'");
    values[key] = literal ? (value ?? '') : interpolated(value ?? '', values);
  }
  return values;
}
