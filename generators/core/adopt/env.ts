import type { Answers } from '../answers/types.ts';
import { entriesOf, type Item, parseEnv, withValue } from '../merge/env-lines.ts';
import { joinLines, type Line } from '../merge/lines.ts';
import { holdsPlaceholder } from '../plan/placeholders.ts';
import { changeOf } from './env-keys.ts';
import { envValues, type Values } from './interpolate.ts';

/** A `.env` of upstream's kind as it goes into the merge with ours, and what was done to it. */
interface AdoptedEnv {
  readonly text: string;
  /** Sentences without values. */
  readonly notes: readonly string[];
}

/** What a `.env` is made to fit: ours as it is generated, and the ports that are published now. */
interface Given {
  readonly generated: string;
  readonly answers: Answers;
  readonly ports: Values;
}

/**
 * Makes a `.env` of upstream's kind fit: what our services compose from other keys is commented out, never deleted, and what
 * only repeats a default of upstream's takes ours. Every other line stays byte for byte.
 */
export function adoptedEnv(text: string, { generated, answers, ports }: Given): AdoptedEnv {
  const values = envValues(text);
  const context = { answers, values, ours: openValues(generated), ports };
  const { items, like } = parseEnv(text);
  const last = entriesOf(items);
  const notes: string[] = [];
  const lines = items.flatMap((item): readonly Line[] => {
    if (item.kind === 'rest') return item.lines;
    const change = changeOf(item.key, values[item.key] ?? '', context);
    if (change === undefined) return item.lines;
    if (change.kind === 'out') {
      notes.push(`.env: ${item.key} is commented out: ${change.reason}.`);
      return commented(item, change.reason);
    }
    if (last.get(item.key) !== item || item.value === change.value) return item.lines;
    if (plainly(values[item.key]) !== plainly(change.value)) notes.push(noteOn(item.key, values, change.value));
    return withValue(item, change.value);
  });
  return { text: joinLines(lines, like), notes };
}

const plainly = (value = ''): string => value.replace(/["'\s]/g, '').replace(/\/$/, '');

const noteOn = (key: string, values: Values, now: string): string =>
  `.env: ${key} ${values[key] || 'empty'} → ${now}${key === 'DJANGO_SETTINGS_MODULE' ? ', which reads your settings.py first' : ''}.`;

function commented(item: Extract<Item, { kind: 'entry' }>, reason: string): readonly Line[] {
  const eol = item.lines[0]?.eol ?? '';
  return [
    { text: `# [adopted] ${reason}:`, eol },
    ...item.lines.map(({ text, eol: own }) => ({ text: `# ${text}`, eol: own })),
  ];
}

// Placeholders of secrets are no values.
function openValues(generated: string): Values {
  const entries = [...entriesOf(parseEnv(generated).items)];
  return Object.fromEntries(
    entries.flatMap(([key, { value = '' }]) => (holdsPlaceholder(value) ? [] : [[key, value]])),
  );
}
