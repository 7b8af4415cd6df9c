import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { helpText, parseOptions } from './app/options.ts';
import { AppError, InterruptedError, UsageError } from './core/errors.ts';
import { processTerminal, type Terminal } from './io/terminal.ts';
import { VERSION } from './version.ts';

/** Commands of later versions: their names are kept free. */
const LATER = new Set(['up', 'check', 'undo', 'doctor', 'adopt', 'backup', 'restore', 'apply']);

type Values = Readonly<Record<string, unknown>>;

interface CommandLine {
  readonly values: Values;
  readonly directory: string | undefined;
}

/** argv in, exit code out. The only place that prints errors and sets the process's exit code. */
async function main(argv: readonly string[]): Promise<void> {
  let terminal = processTerminal('normal');
  let verbose = argv.includes('--verbose');
  try {
    const { values, directory } = readCommandLine(argv);
    if (values['no-color']) process.env.NO_COLOR = '1';
    verbose = values.verbose === true;
    terminal = processTerminal(values.quiet ? 'quiet' : verbose ? 'verbose' : 'normal', values.json ? 'json' : 'text');
    if (values.help) return terminal.result(helpText());
    if (values.version) return terminal.result(VERSION);
    await create({ values, directory }, terminal);
  } catch (error) {
    report(error, { terminal, verbose, json: argv.includes('--json') });
  }
}

function readCommandLine(argv: readonly string[]): CommandLine {
  // npm passes a second `--` on when people write one too many.
  const args = argv.filter((arg) => arg !== '--');
  try {
    const { values, positionals } = parseArgs({ args, options: parseOptions(), allowPositionals: true, strict: true });
    return { values, directory: onlyDirectory(positionals) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const [problem = ''] = (error as Error).message.split(/\. (?:To specify|Did you)/);
    throw new UsageError(`${problem.replace(/\.?$/, '.')}`, 'All options: npx create-geonode-project --help', {
      cause: error,
    });
  }
}

function onlyDirectory([directory, ...more]: readonly string[]): string | undefined {
  if (directory !== undefined && LATER.has(directory)) {
    throw new UsageError(
      `The command ${directory} comes with a later version.`,
      `For a project in a directory of that name write ./${directory}`,
    );
  }
  if (more.length > 0)
    throw new UsageError(
      `One directory is enough: ${[directory, ...more].join(', ')}.`,
      'Put a path with spaces into quotes.',
    );
  if (directory === '') throw new UsageError('The directory is an empty text.', 'Name a directory, such as my_site.');
  return directory;
}

async function create({ values, directory }: CommandLine, terminal: Terminal): Promise<void> {
  const { startEntropy } = await import('./io/entropy.ts');
  const entropy = startEntropy();
  const [{ LeanEnvironment }, { default: AppGenerator }] = await Promise.all([
    import('./io/environment.ts'),
    import('./app/index.ts'),
  ]);
  const ports = {
    terminal,
    entropy,
    environment: process.env,
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    version: VERSION,
    templates: join(__dirname, '..', 'templates'),
  };
  const args = directory === undefined ? [] : [directory];
  await new LeanEnvironment(process.cwd(), terminal).run(AppGenerator as never, args, { ...values, ports });
}

interface Reporting {
  readonly terminal: Terminal;
  readonly verbose: boolean;
  readonly json: boolean;
}

function report(caught: unknown, { terminal, verbose, json }: Reporting): void {
  const error = asAppError(caught);
  process.exitCode = error.exitCode;
  const label = error instanceof InterruptedError ? '' : `${terminal.paint('red', 'Error:')} `;
  process.stderr.write(`${label}${[error.message, error.hint].filter(Boolean).join('\n')}\n`);
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
