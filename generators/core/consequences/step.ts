import { shellWord } from '../answers/reproduce.ts';

/**
 * When a step is due. `check`: first of all, by a person. `build`: images, while the site goes on. `before`: in the old
 * containers. `start`: the new ones take over. `after`: in the new ones. `cleanup`: once all is well.
 */
const PHASES = ['check', 'build', 'before', 'start', 'after', 'cleanup'] as const;
type Phase = (typeof PHASES)[number];

/** Something to do about a running site. It never holds a secret. */
export interface Step {
  readonly id: string;
  readonly phase: Phase;
  /** One sentence: what to do, and why where that is not plain. */
  readonly text: string;
  /** For a POSIX shell in the project's folder, ready to paste. */
  readonly command?: string;
  /** The same command for a program, if it is one of manage.py. */
  readonly manage?: readonly string[];
  /** Only the backup leads back. */
  readonly irreversible?: true;
}

/** A step without a command is something to look at, or to do in a browser. */
export function step(phase: Phase, id: string, text: string, command?: string): Step {
  return { id, phase, text, ...(command === undefined ? {} : { command }) };
}

/** The same step, with a mark that it cannot be undone. */
export const irreversible = (one: Step): Step => ({ ...one, irreversible: true });

/** By phase, otherwise as given; what two reasons ask for stands once, where the first has it. */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  const ids = steps.map(({ id }) => id);
  const once = steps.filter(({ id }, index) => ids.indexOf(id) === index);
  return PHASES.flatMap((phase) => once.filter((one) => one.phase === phase));
}

const MANAGE = 'docker compose exec django python manage.py';

/** A management command in the running django container. */
export const manage = (command: string): string => `${MANAGE} ${command}`;

/** A step that a management command does; its words are quoted where a shell needs it. */
export function manageStep(phase: Phase, id: string, text: string, args: readonly string[]): Step {
  return { ...step(phase, id, text, manage(args.map(shellWord).join(' '))), manage: args };
}

/** Recreates what has changed and waits until all are healthy; containers of services that are gone go too. */
const UP = 'docker compose up -d --remove-orphans --wait';

/** Lets the new containers take over. */
export const startStep = (): Step =>
  step('start', 'start', 'Let the changed containers take over, and wait until all are healthy.', UP);
