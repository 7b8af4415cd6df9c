import { storedKnown } from '../core/answers/followers.ts';
import type { Facts, Known, ParseContext } from '../core/answers/types.ts';
import { detectFacts, quickFacts } from '../io/facts.ts';
import { checkDirectory } from '../io/project.ts';
import type { Terminal } from '../io/terminal.ts';
import type { Ask, Question } from './questions.ts';
import { storedIn } from './stored.ts';

/** What an interview needs from outside. */
export interface Tools {
  readonly ask: Ask;
  readonly cwd: string;
  /** What is known at once; memory and cpus are those of this machine. */
  readonly quick: Facts;
  /** The same with what Docker reports, which can take two seconds. */
  facts(): Promise<Facts>;
  /** The directory itself. @throws UsageError when a project cannot stand there */
  usable(directory: string): string;
  /** The answers that a project in this directory was made with. */
  stored(directory: string): Known;
  say(line: string): void;
  /** Whether something on this machine listens there, at any address. */
  portTaken(port: number): Promise<boolean>;
  freePortInstead(port: number): Promise<number>;
}

/** What an interview has gathered so far. */
export interface State {
  known: Record<string, unknown>;
  typedSecrets: Record<string, string>;
  /** The address as it was typed: without a scheme the https answer decides it. */
  typedUrl: string | undefined;
  /** Whether every change is to be shown before it is written. */
  look: boolean;
}

/** What a parser sees in this interview. */
export const contextOf = (tools: Tools, scheme: 'http' | 'https' = 'http'): ParseContext => ({
  cwd: tools.cwd,
  scheme,
});

/** What an interview asks through: Yeoman's prompt, so that tests and other environments can answer. */
interface Host {
  readonly env: { readonly cwd: string };
  prompt(questions: never): Promise<Record<string, unknown>>;
}

/** Real tools on this machine. Docker is asked for its machine at once and in the background. */
export function toolsFor(
  host: Host,
  { terminal, environment, version }: { terminal: Terminal; environment: NodeJS.ProcessEnv; version: string },
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
    usable: (directory) => {
      checkDirectory(directory);
      return directory;
    },
    stored: (directory) => storedKnown(storedIn(directory, version)?.answers ?? {}, cwd),
    say: (line) => terminal.say(line),
    ask: async (question: Question) => (await host.prompt([question] as never)).answer,
    // Loaded with the first port: sockets are of no use to a run without questions.
    portTaken: async (port) => (await import('../io/ports.ts')).portTaken('', port),
    freePortInstead: async (port) => (await import('../io/ports.ts')).freePortInstead(port),
  };
}
