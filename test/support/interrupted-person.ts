import AppGenerator from '../../generators/app/index.ts';
import type { Question } from '../../generators/app/questions.ts';
import { AppError } from '../../generators/core/errors.ts';
import { LeanEnvironment } from '../../generators/io/environment.ts';
import { templatesIn } from '../../generators/io/templates.ts';
import type { Terminal } from '../../generators/io/terminal.ts';
import { VERSION } from '../../generators/version.ts';
import { fixedEntropy, TEMPLATES } from './projects.ts';

/** What somebody answers; the questions before it are those that were asked already. */
export type Answering = (question: Question, asked: readonly Question[]) => unknown;

/** What Inquirer throws when a question is answered with Ctrl-C. */
class ExitPromptError extends Error {
  override name = 'ExitPromptError';
}

const nothing = (): void => undefined;
const SILENT: Terminal = {
  say: nothing,
  detail: nothing,
  warn: nothing,
  error: nothing,
  report: nothing,
  result: nothing,
  paint: (_, text) => text,
};

/**
 * Runs the generator in this process with somebody who answers until question `last`, and presses Ctrl-C there. Returns what
 * was asked; a refusal after the last question is an end like another.
 */
export async function askedUntil(
  last: number,
  { cwd, args, answering }: { cwd: string; args: readonly string[]; answering: Answering },
): Promise<readonly Question[]> {
  const asked: Question[] = [];
  const environment = new LeanEnvironment(cwd, SILENT);
  environment.adapter.prompt = async (questions: never) => {
    const [question] = questions as readonly Question[];
    if (question === undefined) throw new Error('a prompt without a question');
    asked.push(question);
    if (asked.length > last) throw new ExitPromptError();
    return { answer: answering(question, asked.slice(0, -1)) };
  };
  const ports = { terminal: SILENT, entropy: fixedEntropy(), environment: { PATH: '' }, interactive: true };
  const templates = async () => templatesIn(TEMPLATES);
  const options = { 'allow-dirty': true, ports: { ...ports, version: VERSION, templates } };
  try {
    await environment.run(AppGenerator as never, [...args], options);
  } catch (error) {
    if (!(error instanceof AppError || error instanceof ExitPromptError)) throw error;
  }
  return asked;
}
