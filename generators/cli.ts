import { isatty } from 'node:tty';
import { parseArgs } from 'node:util';
import { COMMANDS, type Command, SCRIPTS } from './app/commands.ts';
import { helpText, parseOptions } from './app/options.ts';
import type { Options } from './app/run.ts';
import { hasScripts, runScript, scriptCall } from './app/script.ts';
import { keptByNpm } from './core/answers/npm-options.ts';
import { nearest } from './core/answers/suggest.ts';
import { AppError, InterruptedError, UsageError } from './core/errors.ts';
import { entropy } from './early.ts';
import { processTerminal, type Terminal } from './io/terminal.ts';
import { VERSION } from './version.ts';

type Values = Readonly<Record<string, unknown>>;

interface CommandLine {
  readonly values: Values;
  readonly command: Command | undefined;
  readonly directory: string | undefined;
}

/** argv in, exit code out. The only place that prints errors and sets the process's exit code. */
async function main(argv: readonly string[]): Promise<void> {
  let terminal = processTerminal('normal');
  let verbose = argv.includes('--verbose');
  try {
    const script = scriptCall(argv, hasScripts(process.cwd()));
    if (script !== undefined) {
      process.exitCode = await runScript(process.cwd(), script);
      return;
    }
    const { values, command, directory } = readCommandLine(argv);
    if (values['no-color']) process.env.NO_COLOR = '1';
    verbose = values.verbose === true;
    terminal = processTerminal(values.quiet ? 'quiet' : verbose ? 'verbose' : 'normal', values.json ? 'json' : 'text');
    if (values.help) return terminal.result(helpText());
    if (values.version) return terminal.result(VERSION);
    await run({ values, command, directory }, terminal);
  } catch (error) {
    report(error, { terminal, verbose, json: argv.includes('--json') });
  }
}

function readCommandLine(argv: readonly string[]): CommandLine {
  // npm passes a second `--` on when people write one too many.
  const args = argv.filter((arg) => arg !== '--');
  try {
    const { values, positionals } = parseArgs({ args, options: parseOptions(), allowPositionals: true, strict: true });
    const command = COMMANDS.find((name) => name === positionals[0]);
    return { values, command, directory: onlyDirectory(command ? positionals.slice(1) : positionals) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const [problem = ''] = (error as Error).message.split(/\. (?:To specify|Did you)/);
    const meant = nearest(/'--([\w-]+)/.exec(problem)?.[1] ?? '', Object.keys(parseOptions()));
    const hint = [
      meant === undefined ? '' : `Did you mean --${meant}?`,
      'All options: npx create-geonode-project --help',
    ];
    throw new UsageError(`${problem.replace(/\.?$/, '.')}`, hint.filter(Boolean).join(' '), { cause: error });
  }
}

function onlyDirectory([directory, ...more]: readonly string[]): string | undefined {
  if (more.length > 0) {
    const meant = nearest(directory ?? '', [...COMMANDS, ...SCRIPTS]);
    throw new UsageError(
      `One directory is enough: ${[directory, ...more].join(', ')}.`,
      meant === undefined ? 'Put a path with spaces into quotes.' : `Did you mean the command ${meant}?`,
    );
  }
  if (directory === '') throw new UsageError('The directory is an empty text.', 'Name a directory, such as my_site.');
  return directory;
}

type Run = (cwd: string, directory: string | undefined, options: Options) => Promise<void>;

/** Each is loaded when it is called for. */
const RUNS: Readonly<Record<Exclude<Command, 'check'>, () => Promise<Run>>> = {
  undo: async () => (await import('./app/undo.ts')).undo,
  up: async () => (await import('./app/up/up.ts')).up,
  adopt: async () => (await import('./app/adopt.ts')).adopt,
  apply: async () => (await import('./app/apply/apply.ts')).apply,
  doctor: async () => (await import('./app/up/doctor.ts')).doctor,
};

async function run({ values, command, directory }: CommandLine, terminal: Terminal): Promise<void> {
  const ports = {
    terminal,
    entropy,
    environment: process.env,
    interactive: isatty(0) && isatty(2),
    version: VERSION,
    templates: async () => (await import('./io/packaged-templates.ts')).packagedTemplates,
  };
  const options = { ...values, command, ports };
  if (command === undefined || command === 'check') return generate(directory, options);
  return (await RUNS[command]())(process.cwd(), directory, options);
}

async function generate(directory: string | undefined, options: Options): Promise<void> {
  const [{ LeanEnvironment }, { default: AppGenerator }] = await Promise.all([
    import('./io/environment.ts'),
    import('./app/index.ts'),
  ]);
  // A check looks at the project that is there, without being asked where.
  const args = directory === undefined ? (options.command === 'check' ? ['.'] : []) : [directory];
  const environment = new LeanEnvironment(process.cwd(), options.ports.terminal);
  const { exitCode } = await environment.run<InstanceType<typeof AppGenerator>>(AppGenerator as never, args, options);
  process.exitCode = exitCode;
}

interface Reporting {
  readonly terminal: Terminal;
  readonly verbose: boolean;
  readonly json: boolean;
}

function report(caught: unknown, { terminal, verbose, json }: Reporting): void {
  const error = asAppError(caught);
  process.exitCode = error.exitCode;
  const label = error instanceof InterruptedError ? '' : 'Error:';
  const forgotten = error instanceof UsageError ? keptByNpm(process.env, Object.keys(parseOptions())) : undefined;
  terminal.error(label, [error.message, error.hint, forgotten].filter(Boolean).join('\n'));
  if (verbose && caught instanceof Error) process.stderr.write(`${caught.stack}\n`);
  const { message, hint, exitCode, details } = error;
  if (json) terminal.result(JSON.stringify({ ...details, version: VERSION, error: message, hint, exitCode }));
}

function asAppError(caught: unknown): AppError {
  if (caught instanceof AppError) return caught;
  // What Inquirer throws when a question is answered with Ctrl-C.
  if (caught instanceof Error && caught.name === 'ExitPromptError')
    return new InterruptedError('Interrupted; nothing was written.');
  const message = `Unexpected: ${caught instanceof Error ? caught.message : String(caught)}`;
  return new AppError(
    message,
    'This is a mistake in create-geonode-project. Please report it with the output of --verbose.',
  );
}

// Whoever reads us has seen enough (`| head`): that is no failure of the run.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void main(process.argv.slice(2));
