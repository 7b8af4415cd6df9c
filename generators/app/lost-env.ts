import type { Answers } from '../core/answers/types.ts';
import { GuardError } from '../core/errors.ts';
import { SECRETS } from '../core/plan/secrets.ts';
import { type Remains, remainsOf } from '../io/containers.ts';
import type { Ask } from './questions.ts';

/** What becomes of a project without its `.env`: values for secrets, by name; those that are missing are made. */
export type FoundSecrets = Readonly<Record<string, string>>;

/** Whom to ask; undefined without a terminal. */
interface Means {
  readonly ask: Ask | undefined;
  readonly environment: NodeJS.ProcessEnv;
  say(line: string): void;
}

type Choice = 'containers' | 'new' | 'stop';

/**
 * A clone, or a project that has lost its `.env`. A new one is offered; where volumes of the project are on the engine, new
 * passwords would not fit them, and the values can be read from the containers that are there.
 * @throws GuardError when nobody can or wants to choose
 */
export async function offerEnv(
  { directory, name, kept }: Answers,
  { ask, environment, say }: Means,
): Promise<FoundSecrets> {
  const remains = await remainsOf(kept?.project ?? name, environment);
  if (ask === undefined) throw lostEnv(directory, remains);
  say(`${directory} is a generated project without its .env.`);
  if (remains.volumes.length > 0)
    say(`Volumes of it are on this machine: ${remains.volumes.join(', ')}. New passwords would not fit them.`);
  if (!remains.asked) say('Docker does not answer here, so nobody knows whether volumes of it hold data.');
  const choices = choicesFor(remains);
  const choice = (await ask({
    type: 'select',
    name: 'answer',
    message: 'The .env file',
    choices,
    default: choices[0]?.value,
  })) as Choice;
  if (choice === 'stop') throw lostEnv(directory, remains);
  return choice === 'containers' ? secretsIn(remains.environment ?? {}) : {};
}

function choicesFor({
  asked,
  volumes,
  environment,
}: Remains): readonly { readonly value: Choice; readonly name: string }[] {
  const stop = { value: 'stop', name: 'stop: I will copy .env from the machine where the project runs' } as const;
  const fresh = { value: 'new', name: 'make a new one with new passwords' } as const;
  if (environment !== undefined)
    return [{ value: 'containers', name: 'take the passwords from the existing containers' }, stop, fresh];
  return asked && volumes.length === 0 ? [fresh, stop] : [stop, fresh];
}

const secretsIn = (environment: Readonly<Record<string, string>>): FoundSecrets =>
  Object.fromEntries(SECRETS.flatMap(({ name, owner }) => (environment[owner] ? [[name, environment[owner]]] : [])));

function lostEnv(directory: string, { volumes }: Remains): GuardError {
  const seen =
    volumes.length > 0
      ? ` Volumes of it are on this machine (${volumes.join(', ')}), and new passwords would not fit them.`
      : '';
  return new GuardError(
    `${directory} is a generated project without its .env.${seen} Nothing was written.`,
    'Copy .env from the machine where the project runs, or from a backup. At a terminal, this program offers to make a new one. If there is no data yet, copy .env.example to .env and fill in the passwords.',
  );
}
