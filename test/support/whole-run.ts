import { relative } from 'node:path';
import AppGenerator from '../../generators/app/index.ts';
import { undo } from '../../generators/app/undo.ts';
import { AppError, EXIT } from '../../generators/core/errors.ts';
import { CATALOGUE, type Entry } from '../../generators/core/plan/catalogue.ts';
import type { FileChange } from '../../generators/core/report/changes.ts';
import { LeanEnvironment } from '../../generators/io/environment.ts';
import { templatesIn } from '../../generators/io/templates.ts';
import type { Terminal } from '../../generators/io/terminal.ts';
import { VERSION } from '../../generators/version.ts';
import { fixedEntropy, TEMPLATES } from './projects.ts';

/** What a release of this program brings: its number, its templates and its file table. */
export interface Release {
  readonly version: string;
  readonly templates: string;
  readonly catalogue: readonly Entry[];
}

/** This program as it is. */
export const PRESENT: Release = { version: VERSION, templates: TEMPLATES, catalogue: [...CATALOGUE] };

/** The object of `--json`. */
interface Result {
  readonly exitCode: number;
  readonly changes: readonly FileChange[];
  readonly notes: readonly string[];
  readonly aftermath?: { readonly steps: readonly { readonly id: string; readonly text: string }[] };
  readonly error?: string;
  readonly hint?: string;
}

/** How a whole run ended, and everything that it said. */
export interface Ran {
  readonly exitCode: number;
  /** What people read, on either stream; errors included. */
  readonly said: string;
  /** With `json`: the object. */
  readonly result: Result | undefined;
}

/** Options as on the command line, without their dashes; `command` is `check` or `undo`. */
export type Flags = Readonly<Record<string, unknown>>;

/** Takes every default. The question whether git has everything is left out, since asking git takes longer than the run. */
export const YES: Flags = { yes: true, 'allow-dirty': true };

/**
 * The whole program in this process: what cli.ts does with a command line. An error that is not for people is a
 * mistake of ours and comes through.
 */
export async function wholeRun(root: string, flags: Flags = YES, release = PRESENT, cwd = root): Promise<Ran> {
  const said: string[] = [];
  const results: string[] = [];
  const options = { ...flags, ports: portsFor(listener(said, results), release) };
  const restoreCatalogue = withCatalogue(release.catalogue);
  let exitCode: number = EXIT.done;
  try {
    if (flags.command === 'undo') await undo(cwd, root, options);
    else exitCode = await generate(root, options, cwd);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ({ exitCode } = error);
    said.push(error.message, error.hint);
    if (flags.json)
      results.push(JSON.stringify({ ...error.details, error: error.message, hint: error.hint, exitCode }));
  } finally {
    restoreCatalogue();
  }
  if (results.length > 1) throw new Error(`more than one result:\n${results.join('\n')}`);
  return {
    exitCode,
    said: said.join('\n'),
    result: results[0] === undefined ? undefined : (JSON.parse(results[0]) as Result),
  };
}

async function generate(root: string, options: object, cwd: string): Promise<number> {
  const environment = new LeanEnvironment(cwd, (options as { ports: { terminal: Terminal } }).ports.terminal);
  const { exitCode } = await environment.run<InstanceType<typeof AppGenerator>>(
    AppGenerator as never,
    [relative(cwd, root) || '.'],
    options,
  );
  return exitCode;
}

const portsFor = (terminal: Terminal, { version, templates }: Release) => ({
  terminal,
  entropy: fixedEntropy(),
  environment: { PATH: process.env.PATH },
  interactive: false,
  version,
  templates: async () => templatesIn(templates),
});

function listener(said: string[], results: string[]): Terminal {
  const hear = (line: string): void => void said.push(line);
  return {
    say: hear,
    detail: hear,
    warn: hear,
    error: (_, text) => hear(text),
    report: hear,
    result: (text) => void results.push(text),
    paint: (_, text) => text,
  };
}

// The file table is part of a release, and the program has one: it is lent for the time of a run.
function withCatalogue(rows: readonly Entry[]): () => void {
  const table = CATALOGUE as Entry[];
  const own = table.splice(0, table.length, ...rows);
  return () => void table.splice(0, table.length, ...own);
}
