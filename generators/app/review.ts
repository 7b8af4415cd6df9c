import { withDefaults } from '../core/answers/resolve.ts';
import { brokenRules } from '../core/answers/rules.ts';
import type { AnswerKey, Answers, Known } from '../core/answers/types.ts';
import { UsageError } from '../core/errors.ts';
import { checkSecret, SECRETS, type SecretRow } from '../core/plan/secrets.ts';
import { contextOf, type State, type Tools } from './interview-tools.ts';
import { askRow, reviewChoices, rowOf } from './questions.ts';

/** What there is to choose from at the end, and when: `settled` where an answer of before says whether to build or start. */
const NEXT: readonly {
  readonly value: string;
  readonly name: string;
  readonly when: (settled: boolean, exists: boolean) => boolean;
}[] = [
  { value: 'write', name: 'write the project', when: () => true },
  { value: 'build', name: 'write it and build the images', when: (settled) => !settled },
  { value: 'up', name: 'write it, build and start the site', when: (settled) => !settled },
  { value: 'look', name: 'show every change first, then ask', when: (_, exists) => exists },
  { value: 'review', name: 'review and edit the answers first', when: () => true },
];

/** Ends an interview: write, build or start, or look at every change or answer first. */
export async function decide(state: State, tools: Tools): Promise<void> {
  for (;;) {
    const problems = brokenRules(withDefaults(state.known as Known, await tools.facts()) as Answers);
    for (const { problem, hint } of problems) tools.say(`${problem}\n${hint}`);
    const settled = 'build' in state.known || 'up' in state.known;
    const exists = Object.keys(tools.stored(String(state.known.directory))).length > 0;
    const choices = NEXT.filter(({ value, when }) =>
      problems.length > 0 ? value === 'review' : when(settled, exists),
    );
    const next = await tools.ask({ type: 'select', name: 'answer', message: 'What next?', choices });
    if (next === 'review') await review(state, tools);
    else return void settle(state, String(next));
  }
}

function settle(state: State, next: string): void {
  const { known } = state;
  state.look = next === 'look';
  if (!('build' in known)) known.build = next === 'build' || next === 'up';
  if (!('up' in known)) known.up = next === 'up';
}

const DONE = 'done';

async function review(state: State, tools: Tools): Promise<void> {
  for (;;) {
    const facts = await tools.facts();
    const secrets = SECRETS.filter(({ variable }) => variable !== undefined).map(({ name, about, variable, kind }) => {
      const typed = variable !== undefined && variable in state.typedSecrets;
      return { value: `secret:${name}`, name: `${about}: ${typed ? 'as typed' : untyped(kind)}` };
    });
    const choices = [{ value: DONE, name: 'done' }, ...reviewChoices(state.known as Known, facts), ...secrets];
    const chosen = String(
      await tools.ask({ type: 'select', name: 'answer', message: 'Change which answer', choices, pageSize: 20 }),
    );
    if (chosen === DONE) return;
    await edit(chosen, state, tools);
  }
}

async function edit(chosen: string, state: State, tools: Tools): Promise<void> {
  if (chosen.startsWith('secret:')) return typeSecret(chosen.slice('secret:'.length), state, tools);
  const key = chosen as AnswerKey;
  const value = withDefaults(state.known as Known, await tools.facts())[key];
  const scheme = state.known.https === undefined || state.known.https === 'off' ? 'http' : 'https';
  state.known[key] = await askRow(rowOf(key), value, { ask: tools.ask, context: contextOf(tools, scheme) });
}

const untyped = (kind: SecretRow['kind']): string => (kind === 'none' ? 'none' : 'generated');

async function typeSecret(name: string, state: State, tools: Tools): Promise<void> {
  const row = SECRETS.find((one) => one.name === name);
  const variable = row?.variable;
  if (row === undefined || variable === undefined) return;
  const validate = (input: string): true | string => {
    try {
      return input === '' || (checkSecret(row, input) && true);
    } catch (error) {
      // The message names a variable, which nobody has used here.
      if (error instanceof UsageError) return error.hint;
      throw error;
    }
  };
  const typed = String(
    await tools.ask({
      type: 'password',
      name: 'answer',
      message: `New ${row.about} (empty: ${untyped(row.kind)})`,
      mask: '*',
      validate,
    }),
  );
  if (typed === '') delete state.typedSecrets[variable];
  else state.typedSecrets[variable] = typed;
}
