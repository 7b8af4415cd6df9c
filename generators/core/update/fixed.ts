import { keepsOldValue } from '../consequences/fixed-values.ts';
import { entriesOf, parseEnv, withValue } from '../merge/env-lines.ts';
import { joinLines } from '../merge/lines.ts';
import { holdsPlaceholder } from '../plan/placeholders.ts';

/**
 * A generated `.env` with the project's own values of keys that a volume holds too: the data would not follow a new value,
 * so none is proposed, whatever the template says.
 */
export function keepFixedValues(generated: string, yours: string): string {
  const mine = entriesOf(parseEnv(yours).items);
  const { items, like } = parseEnv(generated);
  const lines = items.flatMap((item) => {
    const value = item.kind === 'entry' && keepsOldValue(item.key) ? mine.get(item.key)?.value : undefined;
    return item.kind === 'entry' && value && !holdsPlaceholder(item.value ?? '') ? withValue(item, value) : item.lines;
  });
  return joinLines(lines, like);
}
