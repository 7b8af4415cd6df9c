import { actionFor } from '../../core/apply/actions.ts';
import type { ContainerCommand } from '../../core/apply/container-command.ts';
import type { Wanted } from '../../core/apply/plan.ts';
import { type Moment, QUESTIONS } from '../../core/apply/questions.ts';
import type { Step } from '../../core/consequences/step.ts';
import { DockerError } from '../../core/errors.ts';
import { inContainer, type OnSite } from '../../io/in-container.ts';
import type { ProgramAnswer } from '../../io/program.ts';
import type { Terminal } from '../../io/terminal.ts';

/** A site that is being brought in line with its `.env`. */
export interface Work {
  readonly wanted: Wanted;
  readonly on: OnSite;
  readonly terminal: Terminal;
  /** Passwords that GeoServer's administrator may still have. */
  readonly earlier: readonly string[];
  /** What was done, in words. */
  readonly done: string[];
}

/** The keys whose value the site has not taken, of those that can be asked about now. */
export async function heldBack(moment: Moment, { wanted, on }: Work): Promise<readonly string[]> {
  const asked = QUESTIONS.filter(({ moments, isAsked }) => moments.includes(moment) && isAsked(wanted.site));
  const wrong: string[] = [];
  for (const question of asked) {
    const right = question.isRight(await inContainer(question.ask(wanted.env), on));
    // Late, every service is there: one that does not answer is no better than one that says no.
    if (right === false || (right === undefined && moment === 'late')) wrong.push(question.key);
  }
  return wrong;
}

/**
 * Does the steps that the program can do, one after the other; what only a person can do is told.
 * @throws DockerError that names the step that failed; the command can be repeated then
 */
export async function doSteps(steps: readonly Step[], work: Work): Promise<void> {
  for (const step of steps) {
    const action = actionFor(step, { env: work.wanted.env, earlier: work.earlier });
    if (action === undefined) work.terminal.warn([step.text, step.command].filter(Boolean).join('\n    '));
    else await doStep(step, action, work);
  }
}

async function doStep({ text, id }: Step, action: ContainerCommand, { on, terminal, done }: Work): Promise<void> {
  terminal.say(`  ${text}`);
  const answer = await inContainer(action, on);
  if (answer.exitCode !== 0) throw stepFailed(text, HINTS[id], answer);
  done.push(text);
}

const HINTS: Readonly<Record<string, string | undefined>> = {
  'geoserver-password':
    'GeoServer has another password than .env and than its container was started with. Give the one that it has as GEONODE_OLD_GEOSERVER_PASSWORD in the environment, and run apply again.',
};

function stepFailed(text: string, hint: string | undefined, { stdout, stderr }: ProgramAnswer): DockerError {
  const words = `${stdout}\n${stderr}`.trim().split('\n').slice(-8);
  return new DockerError(
    [`This step failed: ${text}`, ...words.filter(Boolean).map((line) => `  ${line}`)].join('\n'),
    hint ?? 'What was done before it stays done. Mend the cause, then run apply again: it goes on from here.',
  );
}
