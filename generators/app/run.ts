import { UsageError } from '../core/errors.ts';
import type { Entropy } from '../core/plan/secrets.ts';
import type { Templates } from '../core/render/template.ts';
import { RESOLUTIONS, type Resolution } from '../core/update/resolve.ts';
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
  /** This package's templates, loaded when they are needed. */
  readonly templates: () => Promise<Templates>;
}

/** What a person typed, by option name, and the ports. */
// biome-ignore lint/suspicious/noExplicitAny: Yeoman's options are whatever the environment passes on.
export type Options = Record<string, any> & { readonly ports: Ports };

/** The options that steer the run itself. */
export interface Run {
  readonly yes: boolean;
  readonly json: boolean;
  readonly answersFile: string | undefined;
  /** The command `check`: an existing project with its stored answers, and exit 5 when something would change. */
  readonly check: boolean;
  /** Whether the differences are shown line by line. */
  readonly diff: boolean;
  /** Nothing is written, and no guard asks what is there to be lost: `--dry-run`, `--diff` or `check`. */
  readonly preview: boolean;
  /** What settles a conflict without asking. */
  readonly onConflict: Resolution | 'abort' | undefined;
  readonly allowDirty: boolean;
  /** Whether files that the templates dropped are deleted. */
  readonly prune: boolean;
  /** Deleted files that come back, as paths in the project. */
  readonly restore: ReadonlySet<string>;
  readonly breakLock: boolean;
}

/**
 * Reads them from what Yeoman passes on.
 * @throws UsageError when --on-conflict has another value than it may have
 */
export const runOf = (options: Options): Run => ({
  yes: options.yes === true,
  json: options.json === true,
  answersFile: options.answers,
  check: options.command === 'check',
  diff: options.diff === true,
  preview: options['dry-run'] === true || options.diff === true || options.command === 'check',
  onConflict: resolutionOf(options['on-conflict']),
  allowDirty: options['allow-dirty'] === true,
  prune: options['no-prune'] !== true,
  restore: new Set(
    ((options.restore ?? []) as string[]).map((path) => path.replaceAll('\\', '/').replace(/^\.\//, '')),
  ),
  breakLock: options['break-lock'] === true,
});

const CHOICES = ['abort', ...RESOLUTIONS] as const;

function resolutionOf(value: unknown): Run['onConflict'] {
  const found = CHOICES.find((choice) => choice === value);
  if (value === undefined || found !== undefined) return found;
  throw new UsageError(`--on-conflict: "${value}" is not one of the choices.`, `Choose one of: ${CHOICES.join(', ')}.`);
}
