import { ConflictError } from '../core/errors.ts';
import { changeOf, conflictLines } from '../core/report/changes.ts';
import type { Open, Resolution } from '../core/update/resolve.ts';
import { type Ask, type Question, yesOrNo } from './questions.ts';
import type { Run } from './run.ts';

/** What settling conflicts needs from outside. */
export interface Settling {
  readonly run: Run;
  /** Undefined without a terminal. */
  readonly ask: Ask | undefined;
  say(line: string): void;
}

type Choice = Resolution | 'diff' | 'abort';

const CHOICES: readonly { readonly value: Choice; readonly name: string }[] = [
  { value: 'abort', name: 'abort: write nothing at all' },
  { value: 'markers', name: 'markers: write both versions into the file, and edit it afterwards' },
  { value: 'keep', name: 'keep: my lines where they conflict, the rest merged' },
  { value: 'theirs', name: "theirs: the template's lines where they conflict, the rest merged" },
  { value: 'sidecar', name: 'sidecar: like keep, and the new version beside it as .new' },
  { value: 'diff', name: 'show the places first' },
];

/**
 * How each file with conflicts is settled: by --on-conflict, or by the person at the terminal, where the answer that Enter
 * gives is to write nothing.
 * @throws ConflictError when nobody can or wants to choose; nothing was written
 */
export async function settle(open: readonly Open[], settling: Settling): Promise<readonly Resolution[]> {
  const { run, ask, say } = settling;
  const { onConflict } = run;
  if (open.length === 0) return [];
  if (onConflict !== undefined && onConflict !== 'abort') return open.map(() => onConflict);
  if (onConflict === 'abort' || ask === undefined) throw unsettled(open, NOBODY_CHOSE);
  say('The template and you changed the same places:');
  for (const line of open.flatMap(conflictLines)) say(line);
  const choices: Resolution[] = [];
  while (choices.length < open.length) choices.push(...(await askAbout(open, choices.length, { ...settling, ask })));
  return choices;
}

async function askAbout(
  open: readonly Open[],
  index: number,
  settling: Settling & { readonly ask: Ask },
): Promise<readonly Resolution[]> {
  const rest = open.slice(index);
  const choice = await askOne(rest[0] as Open, settling);
  const all = rest.length > 1 && (await settling.ask(sameForTheRest(rest.length - 1))) === true;
  return all ? rest.map(() => choice) : [choice];
}

const sameForTheRest = (count: number): Question =>
  yesOrNo(`The same for the other ${count === 1 ? 'one' : count}`, 'no');

async function askOne(open: Open, settling: Settling & { readonly ask: Ask }): Promise<Resolution> {
  const choices =
    open.kind === 'conflict' ? CHOICES : CHOICES.filter(({ value }) => ['abort', 'keep', 'sidecar'].includes(value));
  const choice = (await settling.ask({
    type: 'select',
    name: 'answer',
    message: open.path,
    choices,
    default: 'abort',
  })) as Choice;
  if (choice === 'abort')
    throw unsettled([open], 'Run it again and choose for each file. See both sides first: add --diff');
  if (choice !== 'diff') return choice;
  if (open.kind === 'conflict') settling.say(open.merge.markers);
  return askOne(open, settling);
}

const NOBODY_CHOSE =
  'Choose with --on-conflict=markers|keep|theirs|sidecar, or run it at a terminal and choose for each file. See both sides: add --diff';

/** Nobody has chosen: the end of a run that writes nothing. */
function unsettled(open: readonly Open[], hint: string): ConflictError {
  return new ConflictError(
    ['The template and you changed the same places:', ...open.flatMap(conflictLines), 'Nothing was written.'].join(
      '\n',
    ),
    hint,
  ).with({ changes: open.map((one) => changeOf(one)) });
}
