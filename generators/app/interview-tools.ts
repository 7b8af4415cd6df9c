import type { Facts } from '../core/answers/types.ts';
import { detectFacts, quickFacts } from '../io/facts.ts';
import { freePort, portTaken } from '../io/ports.ts';
import type { Terminal } from '../io/terminal.ts';
import type { Tools } from './interview.ts';
import type { Question } from './questions.ts';

/** What an interview asks through: Yeoman's prompt, so that tests and other environments can answer. */
interface Host {
  readonly env: { readonly cwd: string };
  prompt(questions: never): Promise<Record<string, unknown>>;
}

/** Real tools on this machine. Docker is asked for its machine at once and in the background. */
export function toolsFor(
  host: Host,
  { terminal, environment }: { terminal: Terminal; environment: NodeJS.ProcessEnv },
): Tools {
  const { cwd } = host.env;
  let facts: Promise<Facts> | undefined;
  return {
    cwd,
    quick: quickFacts(cwd, environment),
    facts: () => {
      facts ??= detectFacts({ cwd, needMachine: true, environment });
      return facts;
    },
    say: (line) => terminal.say(line),
    ask: async (question: Question) => (await host.prompt([question] as never)).answer,
    portTaken,
    freePort,
  };
}
