import { createTwoFilesPatch } from 'diff';
import { entriesOf, parseEnv, withValue } from '../merge/env-lines.ts';
import { joinLines } from '../merge/lines.ts';
import { isSecretKey, STARS } from '../up/mask.ts';

/**
 * What changes from one text of a file to the next, as a unified diff; in `.env` every value that is or may be secret
 * shows as asterisks.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const [old, now] = path === '.env' ? maskedPair(before, after) : [before, after];
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, old, now, undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, '').trimEnd();
}

// A changed secret still shows as changed: the two values get different asterisks.
function maskedPair(before: string, after: string): readonly [string, string] {
  const [old, now] = [before, after].map((text) => entriesOf(parseEnv(text).items));
  const changed = (key: string): boolean => old?.get(key)?.value !== now?.get(key)?.value;
  return [masked(before, () => STARS), masked(after, (key) => (changed(key) ? `${STARS} (new)` : STARS))];
}

function masked(text: string, stars: (key: string) => string): string {
  const { items, like } = parseEnv(text);
  const lines = items.flatMap((item) => {
    if (item.kind !== 'entry' || !item.value || !isSecretKey(item.key)) return item.lines;
    return withValue(item, stars(item.key));
  });
  return joinLines(lines, like);
}
