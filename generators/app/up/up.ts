import { UsageError } from '../../core/errors.ts';
import { CHECK_IDS } from '../../core/up/preflight/checks.ts';
import type { Options, Ports } from '../run.ts';
import { agreeToMigrate } from './agreement.ts';
import { projectIn } from './project.ts';
import { type ScreenKind, screenOf } from './screen.ts';
import { type StartedSite, type StartOptions, start } from './start.ts';

/** Seconds that a start may take: a first one migrates some hundred times, on a slow machine. */
const TIMEOUT = 1800;

/**
 * The command `up`: builds, starts and waits until the site answers.
 * @throws UsageError for flags that make no sense; DockerError when it does not come up; InterruptedError after Ctrl-C
 */
export async function up(cwd: string, directory = '.', options: Options): Promise<void> {
  const { report, lastWords } = await startHere(cwd, directory, options);
  const { terminal, version } = options.ports;
  for (const line of lastWords) terminal.report(line);
  if (options.json === true) terminal.result(JSON.stringify({ version, ...report }));
}

/** The same for a project that was just generated: whoever calls says how it ended. */
export async function startHere(cwd: string, directory: string, options: Options): Promise<StartedSite> {
  const { terminal, version, environment } = options.ports;
  const startOptions = startOptionsOf(options);
  const project = projectIn(cwd, directory, { version, environment });
  await agreeToMigrate(project, options);
  const screen = screenOf(screenKind(options, options.ports), terminal);
  return start(project, startOptions, { terminal, screen });
}

/** What the flags say about a start. */
export function startOptionsOf(options: Readonly<Record<string, unknown>>): StartOptions {
  return {
    skip: skipped((options.skip ?? []) as readonly string[]),
    useExistingVolumes: options['use-existing-volumes'] === true,
    timeout: seconds(options.timeout),
  };
}

/** The checks that `--skip` names. */
export function skipped(ids: readonly string[]): ReadonlySet<string> {
  const unknown = ids.filter((id) => !CHECK_IDS.some((known) => known === id));
  if (unknown.length > 0)
    throw new UsageError(`--skip: there is no check "${unknown.join('", "')}".`, `Checks: ${CHECK_IDS.join(', ')}.`);
  return new Set(ids);
}

function seconds(value: unknown): number {
  if (value === undefined) return TIMEOUT;
  if (/^[1-9]\d{0,5}$/.test(String(value))) return Number(value);
  throw new UsageError(`--timeout: "${value}" is no number of seconds.`, 'Give whole seconds, such as --timeout 3600.');
}

/** How progress is shown: redrawn lines need a terminal that nobody else writes to. */
export function screenKind(
  options: Readonly<Record<string, unknown>>,
  { interactive }: Pick<Ports, 'interactive'>,
): ScreenKind {
  if (options.events === true) return 'events';
  return interactive && options.quiet !== true && options.verbose !== true ? 'live' : 'plain';
}
