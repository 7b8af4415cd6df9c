import { actionFor } from '../apply/actions.ts';
import type { Consequences } from '../consequences/consequences.ts';
import type { OverrideNote } from '../consequences/override-case.ts';

/** What a run asks for on a site that runs, and what no longer fits in files that are the user's own. */
export interface Aftermath extends Consequences {
  readonly override: readonly (OverrideNote & { readonly path: string })[];
}

/** What is left to do on a running site, in order and ready to paste. */
export function stepLines({ steps }: Aftermath): readonly string[] {
  if (steps.length === 0) return [];
  return ['', heading(steps), ...steps.flatMap(lineOf)];
}

// What `apply` does itself, it also looks after; the numbers are those of the list.
function heading(steps: Aftermath['steps']): string {
  const own = steps.flatMap((step, index) => (actionFor(step, { env: {}, earlier: [] }) ? [index + 1] : []));
  if (own.length === 0) return 'On a site that runs, in this order:';
  return `On a site that runs, in this order; npx create-geonode-project apply starts it and does ${own.join(', ')}:`;
}

function lineOf({ text, command, irreversible }: Aftermath['steps'][number], index: number): readonly string[] {
  const mark = irreversible ? 'CANNOT BE UNDONE: ' : '';
  return [`  ${index + 1}. ${mark}${text}`, ...(command ? command.split('\n').map((line) => `       ${line}`) : [])];
}

/** The lines of the user's own files that no longer fit, each with what to put there. */
export function overrideLines({ override }: Aftermath): readonly string[] {
  return override.flatMap(({ path, line, text, put }) => [
    `${path}:${line}: ${text}`,
    ...(put ? put.split('\n').map((one) => `    ${one}`) : []),
  ]);
}

/** Whether something has to be done, or looked at, before the changed containers may take over. */
export const hasWorkBeforeStart = ({ steps }: Aftermath): boolean =>
  steps.some(({ phase }) => phase === 'check' || phase === 'before');
