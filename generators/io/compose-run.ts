import { stripVTControlCharacters } from 'node:util';
import { mask } from '../core/up/mask.ts';
import { listenTo, type RunningProgram } from './program.ts';

/** Where a Compose command runs, and who listens. */
interface ComposeOptions {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Values that no line may show. */
  readonly secrets: readonly string[];
  /** Each line of both streams as it comes, without colours, masked. */
  readonly onLine?: (line: string) => void;
}

/** A Compose command that runs, and what it has said so far. */
export interface ComposeRun extends RunningProgram {
  readonly lines: () => readonly string[];
}

/** Starts `docker compose …` and listens to it. */
export async function composeRun(args: readonly string[], options: ComposeOptions): Promise<ComposeRun> {
  const { cwd, environment, secrets, onLine = () => undefined } = options;
  const lines: string[] = [];
  const hear = (line: string): void => {
    const clean = mask(stripVTControlCharacters(line), secrets);
    lines.push(clean);
    onLine(clean);
  };
  const run = await listenTo('docker', ['compose', ...args], { cwd, environment, onLine: hear });
  return { ...run, lines: () => lines };
}
