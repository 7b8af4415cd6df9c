import type { Entropy } from '../core/plan/secrets.ts';
import type { Terminal } from '../io/terminal.ts';

/** What the program hands to the generator besides the options a person typed. */
export interface Ports {
  readonly terminal: Terminal;
  readonly entropy: Entropy;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether questions can be asked. */
  readonly interactive: boolean;
  /** Version of this program. */
  readonly version: string;
  /** This package's folder `templates`. */
  readonly templates: string;
}

/** What a person typed, by option name, and the ports. */
// biome-ignore lint/suspicious/noExplicitAny: Yeoman's options are whatever the environment passes on.
export type Options = Record<string, any> & { readonly ports: Ports };

/** The options that steer the run itself. */
export interface Run {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly answersFile: string | undefined;
}

/** Reads them from what Yeoman passes on. */
export const runOf = (options: Options): Run => ({
  yes: options.yes === true,
  dryRun: options['dry-run'] === true,
  json: options.json === true,
  answersFile: options.answers,
});
