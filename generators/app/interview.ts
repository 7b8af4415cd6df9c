import { parseAddress } from '../core/answers/address.ts';
import { nameFromDirectory } from '../core/answers/name.ts';
import { withDefaults } from '../core/answers/resolve.ts';
import { brokenRules } from '../core/answers/rules.ts';
import type { AnswerKey, Answers, Facts, HttpsMode, Known } from '../core/answers/types.ts';
import { UsageError } from '../core/errors.ts';
import { checkSecret, SECRETS } from '../core/plan/secrets.ts';
import { type Ask, askRow, modesFor, questionFor, reviewChoices, rowOf } from './questions.ts';

/** What an interview needs from outside. */
export interface Tools {
  readonly ask: Ask;
  readonly cwd: string;
  /** What is known at once; memory and cpus are those of this machine. */
  readonly quick: Facts;
  /** The same with what Docker reports, which can take two seconds. */
  facts(): Promise<Facts>;
  say(line: string): void;
  portTaken(port: number): Promise<boolean>;
  freePort(from: number): Promise<number>;
}

/** What an interview leaves: the answers, and the passwords that somebody chose to type, by environment variable. */
export interface Outcome {
  readonly known: Known;
  readonly typedSecrets: Readonly<Record<string, string>>;
}

interface State {
  known: Record<string, unknown>;
  typedSecrets: Record<string, string>;
  /** The address as it was typed: without a scheme the https answer decides it. */
  typedUrl: string | undefined;
}

type Step = (state: State, tools: Tools) => Promise<void>;

/** The default path: ten questions at the most, each only if nobody has answered it. */
const STEPS: readonly (readonly [AnswerKey, Step])[] = [
  ['directory', askPlain('directory')],
  ['name', askNameIfNeeded],
  ['url', askUrl],
  ['aliases', askPlain('aliases')],
  ['https', askHttps],
  ['certificate', askCertificate('certificate')],
  ['certificateKey', askCertificate('certificateKey')],
  ['email', askPlain('email')],
  ['geonode', askChoice('geonode')],
  ['profile', askPlain('profile')],
  ['memory', askMachine],
  ['git', askPlain('git')],
];

/** Asks what is open, then lets everything be reviewed before anything is written. */
export async function interview(known: Known, tools: Tools): Promise<Outcome> {
  const state: State = { known: { ...known }, typedSecrets: {}, typedUrl: undefined };
  for (const [key, step] of STEPS) if (!(key in state.known)) await step(state, tools);
  await decide(state, tools);
  return { known: state.known as Known, typedSecrets: state.typedSecrets };
}

const contextOf = (tools: Tools, scheme: 'http' | 'https' = 'http') => ({ cwd: tools.cwd, scheme });

function askPlain(key: AnswerKey): Step {
  return async (state, tools) => {
    const value = rowOf(key).fallback(withDefaults(state.known as Known, tools.quick), tools.quick);
    const shown = key === 'directory' ? 'my_site' : value;
    state.known[key] = await askRow(rowOf(key), shown, { ask: tools.ask, context: contextOf(tools) });
  };
}

// A line with one release is no question.
function askChoice(key: AnswerKey): Step {
  return async (state, tools) => {
    const only = rowOf(key).choices?.length === 1 ? rowOf(key).choices?.[0] : undefined;
    if (only === undefined) return askPlain(key)(state, tools);
    state.known[key] = only;
  };
}

async function askNameIfNeeded(state: State, tools: Tools): Promise<void> {
  if (nameFromDirectory(String(state.known.directory)) === undefined) await askPlain('name')(state, tools);
}

const OTHER = 'other';

async function askUrl(state: State, tools: Tools): Promise<void> {
  const port = await tools.freePort(80).then((free) => (free === 80 ? 80 : tools.freePort(8080)));
  const suffix = port === 80 ? '' : `:${port}`;
  if (suffix) tools.say(`Port 80 is taken on this machine; ${port} is the next free one.`);
  const hosts = ['localhost', ...tools.quick.lanAddresses];
  const choices = hosts.map((host) => ({
    value: `http://${host}${suffix}`,
    name: `http://${host}${suffix} (${host === 'localhost' ? 'this machine only' : 'this network'})`,
  }));
  const question = {
    type: 'select',
    name: 'answer',
    message: rowOf('url').question,
    choices: [...choices, { value: OTHER, name: 'another address' }],
  } as const;
  const chosen = String(await tools.ask(question));
  state.typedUrl = chosen === OTHER ? await typeUrl(tools) : chosen;
  state.known.url = parseAddress(state.typedUrl).url;
}

async function typeUrl(tools: Tools): Promise<string> {
  const typed = String(
    await tools.ask({
      ...questionFor(rowOf('url'), undefined, contextOf(tools)),
      message: 'Address, such as maps.example.org',
    }),
  );
  const { port, urlHost, scheme } = parseAddress(typed);
  if (!(await tools.portTaken(port))) return typed;
  const free = await tools.freePort(port < 1024 ? 8000 + port : port + 1);
  const message = `Port ${port} is taken on this machine. Use ${free} instead?`;
  const other = await tools.ask({ type: 'confirm', name: 'answer', message, default: false });
  return other === true ? `${scheme}://${urlHost}:${free}` : typed;
}

async function askHttps(state: State, tools: Tools): Promise<void> {
  const typed = state.typedUrl ?? String(state.known.url);
  const modes = modesFor(typed);
  const fallback = withDefaults(state.known as Known, tools.quick).https;
  const mode =
    modes.length === 1
      ? modes[0]
      : await tools.ask({ ...questionFor({ ...rowOf('https'), choices: modes }, fallback, contextOf(tools)) });
  state.known.https = mode;
  state.known.url = parseAddress(typed, (mode as HttpsMode) === 'off' ? 'http' : 'https').url;
}

function askCertificate(key: AnswerKey): Step {
  return async (state, tools) => {
    if (state.known.https === 'certificate') await askPlain(key)(state, tools);
  };
}

async function askMachine(state: State, tools: Tools): Promise<void> {
  const facts = await tools.facts();
  const { memory, cpus } = withDefaults(state.known as Known, facts);
  const message = `The site will run on ${memory} GB and ${cpus} CPUs (${facts.machine})?`;
  const fits = await tools.ask({ type: 'confirm', name: 'answer', message, default: true });
  Object.assign(state.known, { cpus, memory });
  if (fits === true) return;
  for (const key of ['memory', 'cpus'] as const) {
    state.known[key] = await askRow(rowOf(key), state.known[key], { ask: tools.ask, context: contextOf(tools) });
  }
}

const NEXT = [
  { value: 'write', name: 'write the project' },
  { value: 'build', name: 'write it and build the images' },
  { value: 'up', name: 'write it, build and start the site' },
  { value: 'review', name: 'review and edit the answers first' },
] as const;

// The last question; it comes again after each look at the answers.
async function decide(state: State, tools: Tools): Promise<void> {
  for (;;) {
    const problems = brokenRules(withDefaults(state.known as Known, await tools.facts()) as Answers);
    for (const { problem, hint } of problems) tools.say(`${problem}\n${hint}`);
    const settled = 'build' in state.known || 'up' in state.known;
    const choices = NEXT.filter(({ value }) =>
      problems.length === 0 ? !settled || value === 'write' || value === 'review' : value === 'review',
    );
    const next = await tools.ask({ type: 'select', name: 'answer', message: 'Then', choices });
    if (next === 'review') await review(state, tools);
    else return void settle(state, String(next));
  }
}

function settle({ known }: State, next: string): void {
  if (!('build' in known)) known.build = next === 'build' || next === 'up';
  if (!('up' in known)) known.up = next === 'up';
}

const DONE = 'done';

async function review(state: State, tools: Tools): Promise<void> {
  for (;;) {
    const facts = await tools.facts();
    const secrets = SECRETS.filter(({ variable }) => variable !== undefined).map(({ name, about, variable }) => {
      const typed = variable !== undefined && variable in state.typedSecrets;
      return { value: `secret:${name}`, name: `${about}: ${typed ? 'as typed' : 'generated'}` };
    });
    const choices = [{ value: DONE, name: 'done' }, ...reviewChoices(state.known as Known, facts), ...secrets];
    const chosen = String(
      await tools.ask({ type: 'select', name: 'answer', message: 'Change', choices, pageSize: 20 }),
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

async function typeSecret(name: string, state: State, tools: Tools): Promise<void> {
  const row = SECRETS.find((one) => one.name === name);
  const variable = row?.variable;
  if (row === undefined || variable === undefined) return;
  const validate = (input: string): true | string => {
    try {
      return input === '' || (checkSecret(row, input) && true);
    } catch (error) {
      if (error instanceof UsageError) return `${error.message} ${error.hint}`;
      throw error;
    }
  };
  const typed = String(
    await tools.ask({
      type: 'password',
      name: 'answer',
      message: `New ${row.about} (empty: generated)`,
      mask: '*',
      validate,
    }),
  );
  if (typed === '') delete state.typedSecrets[variable];
  else state.typedSecrets[variable] = typed;
}
