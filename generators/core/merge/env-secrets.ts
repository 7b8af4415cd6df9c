import type { SecretRow } from '../plan/secrets.ts';
import { type Entry, entriesOf, type Item, parseEnv, withValue } from './env-lines.ts';
import { joinLines, type Line, withoutEnds } from './lines.ts';

/**
 * An earlier `.env` with the present values of those secrets that are filled now and were empty or missing in it. Where
 * there are none it is returned as it is.
 */
export function keepFilledSecrets(earlier: string, now: string, secrets: readonly Pick<SecretRow, 'owner'>[]): string {
  const { items, like } = parseEnv(earlier);
  const [then, present] = [entriesOf(items), entriesOf(parseEnv(now).items)];
  const filled = secrets
    .flatMap(({ owner }) => present.get(owner) ?? [])
    .filter(({ key, value }) => value && !then.get(key)?.value);
  if (filled.length === 0) return earlier;
  const refill = new Map<Item | undefined, Entry>(filled.map((entry) => [then.get(entry.key), entry]));
  const missing = filled.filter(({ key }) => !then.has(key)).flatMap(({ lines }) => withoutEnds(lines));
  return joinLines([...items.flatMap((item) => refilled(item, refill.get(item))), ...missing], like);
}

function refilled(item: Item, present: Entry | undefined): readonly Line[] {
  return item.kind === 'entry' && present?.value ? withValue(item, present.value) : item.lines;
}
