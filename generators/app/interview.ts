import { hasScheme, parseAddress } from '../core/answers/address.ts';
import type { HttpsMode } from '../core/answers/choices.ts';
import { nameFromDirectory } from '../core/answers/name.ts';
import { withDefaults } from '../core/answers/resolve.ts';
import { usesAcme } from '../core/answers/rows/row.ts';
import type { AnswerKey, Known } from '../core/answers/types.ts';
import { contextOf, type State, type Tools } from './interview-tools.ts';
import { askRow, modesFor, questionFor, rowOf, yesOrNo } from './questions.ts';
import { decide } from './review.ts';

/**
 * What an interview leaves: the answers, the passwords that somebody chose to type, by environment variable, and whether every
 * change is to be shown before it is written.
 */
interface Outcome {
  readonly known: Known;
  readonly typedSecrets: Readonly<Record<string, string>>;
  readonly look: boolean;
}

type Step = (state: State, tools: Tools) => Promise<void>;

/** The default path: ten questions at the most, each only if nobody has answered it. */
const STEPS: readonly (readonly [AnswerKey, Step])[] = [
  ['directory', askDirectory],
  ['name', askNameIfNeeded],
  ['url', askUrl],
  ['aliases', askPlain('aliases')],
  ['https', askHttps],
  ['certificate', askCertificate('certificate')],
  ['certificateKey', askCertificate('certificateKey')],
  ['email', askEmail],
  ['geonode', askPlain('geonode')],
  ['profile', askPlain('profile')],
  ['memory', askMachine],
  ['git', askPlain('git')],
];

const WELCOME = [
  'A few questions; nothing is written before the last one is answered.',
  'Enter takes what is suggested, Ctrl-C ends it and leaves nothing behind.',
] as const;

/** Asks what is open, then lets everything be reviewed before anything is written. */
export async function interview(known: Known, tools: Tools): Promise<Outcome> {
  const state: State = { known: { ...known }, typedSecrets: {}, typedUrl: undefined, look: false };
  if (STEPS.some(([key]) => !(key in state.known))) for (const line of WELCOME) tools.say(line);
  for (const [key, step] of STEPS) if (!(key in state.known)) await step(state, tools);
  await decide(state, tools);
  const { known: answers, typedSecrets, look } = state;
  return { known: answers as Known, typedSecrets, look };
}

// The answers of a project that is already there count, but never over those of this run.
async function askDirectory(state: State, tools: Tools): Promise<void> {
  const row = rowOf('directory');
  // What is in the way is said here, and not after the last question.
  const parse: typeof row.parse = (input, context) => tools.usable(String(row.parse(input, context)));
  state.known.directory = await askRow({ ...row, parse }, 'my_site', { ask: tools.ask, context: contextOf(tools) });
  state.known = { ...tools.stored(String(state.known.directory)), ...state.known };
}

function askPlain(key: AnswerKey): Step {
  return async (state, tools) => {
    const value = rowOf(key).fallback(withDefaults(state.known as Known, tools.quick), tools.quick);
    state.known[key] = await askRow(rowOf(key), value, { ask: tools.ask, context: contextOf(tools) });
  };
}

async function askNameIfNeeded(state: State, tools: Tools): Promise<void> {
  if (nameFromDirectory(String(state.known.directory)) === undefined) await askPlain('name')(state, tools);
}

const OTHER = 'other';

async function askUrl(state: State, tools: Tools): Promise<void> {
  const port = (await tools.portTaken(80)) ? await tools.freePortInstead(80) : 80;
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
      message: 'Address, such as maps.example.org:',
    }),
  );
  const { port, urlHost, scheme } = parseAddress(typed);
  if (!(await tools.portTaken(port))) return typed;
  const free = await tools.freePortInstead(port);
  const message = `Port ${port} is taken on this machine. Use ${free} instead?`;
  const other = await tools.ask(yesOrNo(message, 'no'));
  return other === true ? `${scheme}://${urlHost}:${free}` : typed;
}

async function askHttps(state: State, tools: Tools): Promise<void> {
  const typed = state.typedUrl ?? String(state.known.url);
  const modes = modesFor(typed);
  // A public name that was typed without a scheme deserves a certificate; Enter must not mean plain http.
  const wish = hasScheme(typed) ? typed : parseAddress(typed, 'https').url;
  const usual = withDefaults({ ...state.known, url: wish } as Known, tools.quick).https;
  const fallback = hasScheme(typed) || usual === 'letsencrypt' ? usual : 'off';
  const mode =
    modes.length === 1
      ? modes[0]
      : await tools.ask({ ...questionFor({ ...rowOf('https'), choices: modes }, fallback, contextOf(tools)) });
  state.known.https = mode;
  state.known.url = parseAddress(typed, (mode as HttpsMode) === 'off' ? 'http' : 'https').url;
}

function askCertificate(key: AnswerKey): Step {
  return async (state, tools) => {
    if (state.known.https === 'certificate') await askRequired(key)(state, tools);
  };
}

// Nobody should learn after the last question that the authority wants what the first ones left out.
async function askEmail(state: State, tools: Tools): Promise<void> {
  const ask = usesAcme(state.known.https as HttpsMode) ? askRequired : askPlain;
  await ask('email')(state, tools);
}

function askRequired(key: AnswerKey): Step {
  return async (state, tools) => {
    const { optional: _, ...required } = rowOf(key);
    state.known[key] = await askRow(required, undefined, { ask: tools.ask, context: contextOf(tools) });
  };
}

async function askMachine(state: State, tools: Tools): Promise<void> {
  const facts = await tools.facts();
  const { memory, cpus } = withDefaults(state.known as Known, facts);
  const message = `The site will run on ${memory} GB and ${cpus} CPUs (${facts.machine})?`;
  const fits = await tools.ask(yesOrNo(message, 'yes'));
  Object.assign(state.known, { cpus, memory });
  if (fits === true) return;
  for (const key of ['memory', 'cpus'] as const) {
    state.known[key] = await askRow(rowOf(key), state.known[key], { ask: tools.ask, context: contextOf(tools) });
  }
}
