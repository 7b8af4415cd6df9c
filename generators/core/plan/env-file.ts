import { entriesOf, parseEnv } from '../merge/env-lines.ts';

/** The values of a `.env` by key, as Compose reads them but for variables in them; the last of a repeated key counts. */
export function readEnv(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...entriesOf(parseEnv(text).items)].map(([key, { value }]) => [key, value ?? '']));
}
