import { createTwoFilesPatch } from 'diff';
import { entriesOf, parseEnv, withValue } from '../merge/env-lines.ts';
import { joinLines, type Line } from '../merge/lines.ts';
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

const COMMENTED = /^(\s*#\s*(?:\[[^\]]*\]\s*)?([A-Za-z_]\w*)=).+$/;

// A key that an update or an adoption commented out still holds its value.
function maskedComment(line: Line): Line {
  const [, head, key = ''] = COMMENTED.exec(line.text) ?? [];
  return head !== undefined && isSecretKey(key) ? { ...line, text: `${head}${STARS}` } : line;
}

function masked(text: string, stars: (key: string) => string): string {
  const { items, like } = parseEnv(text);
  const lines = items.flatMap((item) => {
    if (item.kind === 'rest') return item.lines.map(maskedComment);
    if (!item.value || !isSecretKey(item.key)) return item.lines;
    return withValue(item, stars(item.key));
  });
  return joinLines(lines, like);
}
