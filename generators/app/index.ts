import { join, relative, resolve } from 'node:path';
import Generator from 'yeoman-generator';
import { complete, missingAnswers, parseGiven, unanswered } from '../core/answers/resolve.ts';
import { cautions } from '../core/answers/rules.ts';
import type { Answers, Known } from '../core/answers/types.ts';
import { type AppError, EXIT } from '../core/errors.ts';
import { changesFor, refuseCollisions } from '../core/merge/changes.ts';
import { readEnv } from '../core/plan/env-file.ts';
import { collectSecrets, type Secrets } from '../core/plan/secrets.ts';
import { budgetOf } from '../core/plan/view.ts';
import { renderProject } from '../core/render/project.ts';
import type { Report } from '../core/report/summary.ts';
import { reportObject, summary } from '../core/report/summary.ts';
import { ANSWERS_FILE, STATE_FILE, storedAnswers } from '../core/state/baseline.ts';
import type { FileChange, RenderedFile } from '../core/types.ts';
import { readAnswersFile } from '../io/answers-file.ts';
import { detectFacts } from '../io/facts.ts';
import { checkFiles } from '../io/pem.ts';
import { checkDirectory, readStoredAnswers, readTree, refuseLostEnv, refuseUpstreamProject } from '../io/project.ts';
import { recover } from '../io/recovery.ts';
import { templatesIn } from '../io/templates.ts';
import { writeNewFiles } from '../io/transaction.ts';
import { buildAndStart, makeRepository } from './afterwards.ts';
import { interview } from './interview.ts';
import { toolsFor } from './interview-tools.ts';
import { answersAmong } from './options.ts';
import { type Options, type Ports, type Run, runOf } from './ports.ts';

/** Creates a project. Lifecycle methods only: every decision lives in core/. */
export default class AppGenerator extends Generator {
  readonly #ports: Ports;
  readonly #run: Run;
  readonly #flags: Readonly<Record<string, unknown>>;
  #known: Known = {};
  #answers: Answers | undefined;
  #typedSecrets: Readonly<Record<string, string>> = {};
  #files: readonly RenderedFile[] = [];
  #changes: readonly FileChange[] = [];
  #notes: readonly string[] = [];
  #failure: AppError | undefined;

  constructor(args: string | string[], options: Options, features?: object) {
    const own = { ...features, customCommitTask: () => this.#commit(), disableInGeneratorOptionsSupport: true };
    super(args as string[], options as never, own as never);
    this.#ports = options.ports;
    this.#run = runOf(options);
    const [directory] = typeof args === 'string' ? [args] : args;
    this.#flags = { ...(directory === undefined ? {} : { directory }), ...answersAmong(options) };
  }

  override rootGeneratorName(): string {
    return 'create-geonode-project';
  }

  async initializing(): Promise<void> {
    const cwd = this.env.cwd;
    const { answersFile } = this.#run;
    const file = answersFile === undefined ? {} : await readAnswersFile(resolve(cwd, answersFile));
    const given = { flag: this.#flags, file, stored: {} };
    const { directory } = parseGiven(given, cwd);
    if (directory !== undefined) this.#cleanUp(directory);
    const stored = directory === undefined ? {} : readStoredAnswers(directory);
    this.#known = parseGiven({ ...given, stored }, cwd);
  }

  async prompting(): Promise<void> {
    if (this.#run.yes) return;
    const open = unanswered(this.#known);
    if (open.length === 0) return;
    if (!this.#ports.interactive)
      throw missingAnswers(open, 'Answer them with these flags, or take the defaults with --yes.');
    const outcome = await interview(this.#known, toolsFor(this, this.#ports));
    this.#known = outcome.known;
    this.#typedSecrets = outcome.typedSecrets;
  }

  async configuring(): Promise<void> {
    const needMachine = this.#known.memory === undefined || this.#known.cpus === undefined;
    const { environment } = this.#ports;
    const facts = await detectFacts({ cwd: this.env.cwd, needMachine, environment });
    this.#answers = complete(this.#known, facts);
    const { directory } = this.#answers;
    this.#cleanUp(directory);
    refuseUpstreamProject(directory);
    refuseLostEnv(directory);
    checkFiles(this.#answers);
    this.#notes = [...cautions(this.#answers), ...budgetOf(this.#answers).warnings];
  }

  async default(): Promise<void> {
    const answers = this.#need(this.#answers);
    const { templates, version } = this.#ports;
    const ingredients = { secrets: await this.#secrets(answers.directory), templates: templatesIn(templates), version };
    this.#files = renderProject(answers, ingredients);
  }

  writing(): void {
    const { directory } = this.#need(this.#answers);
    for (const { path, text, mode } of this.#files)
      this.fs.write(join(directory, path), text, { stat: { mode } } as never);
    const storage = this.createStorage(join(directory, ANSWERS_FILE), 'create-geonode-project');
    storage.set(storedAnswers(this.#need(this.#answers), this.#ports.version) as never);
  }

  conflicts(): void {
    const { directory } = this.#need(this.#answers);
    const answersFile = this.fs.read(join(directory, ANSWERS_FILE)) ?? '';
    const own = { path: ANSWERS_FILE, text: answersFile, policy: 'owned', mode: 0o644 } as const;
    // The state is the last file: what it describes is in place when it appears.
    this.#files = [
      ...this.#files.filter(({ path }) => path !== STATE_FILE),
      own,
      ...this.#files.filter(({ path }) => path === STATE_FILE),
    ];
    this.#changes = changesFor(
      this.#files,
      readTree(
        directory,
        this.#files.map(({ path }) => path),
      ),
    );
    refuseCollisions(this.#changes, directory);
  }

  async install(): Promise<void> {
    if (this.#run.dryRun) return;
    const answers = this.#need(this.#answers);
    const { terminal } = this.#ports;
    this.#notes = [...this.#notes, ...(await makeRepository(answers))];
    this.#failure = await buildAndStart(answers, { terminal, json: this.#run.json });
  }

  end(): void {
    const report = this.#makeReport();
    const { terminal } = this.#ports;
    for (const note of this.#notes) terminal.warn(note);
    for (const line of summary(report)) terminal.report(line);
    // The files are there and were reported; what Docker did decides the end of the run.
    if (this.#failure !== undefined) throw this.#failure.with(reportObject(report));
    if (this.#run.json) terminal.result(JSON.stringify(reportObject(report)));
  }

  #makeReport(): Report {
    const answers = this.#need(this.#answers);
    const { version } = this.#ports;
    const shownDirectory = relative(this.env.cwd, answers.directory) || '.';
    return {
      version,
      answers,
      changes: this.#changes,
      notes: this.#notes,
      dryRun: this.#run.dryRun,
      shownDirectory,
      exitCode: this.#failure?.exitCode ?? EXIT.done,
    };
  }

  // Before anything of the project is read: what a killed run left is no answer and no file of the user's.
  #cleanUp(directory: string): void {
    checkDirectory(directory);
    if (this.#run.dryRun || !recover(directory)) return;
    this.#ports.terminal.say('Cleaned up after a run that was interrupted while it wrote.');
  }

  async #secrets(directory: string): Promise<Secrets> {
    const env = readTree(directory, ['.env']).get('.env');
    const existing = env?.kind === 'file' ? readEnv(env.text) : {};
    return collectSecrets(existing, { ...this.#ports.environment, ...this.#typedSecrets }, this.#ports.entropy);
  }

  // Called by the environment after conflicts(), and again whenever something else wrote to mem-fs.
  async #commit(): Promise<void> {
    if (this.#run.dryRun || this.#changes.length === 0) return;
    const missing = new Set(this.#changes.filter(({ kind }) => kind === 'create').map(({ path }) => path));
    const files = this.#files.filter(({ path }) => missing.has(path));
    const { directory } = this.#need(this.#answers);
    for (const { path } of files) this.#ports.terminal.detail(`  ${path}`);
    if (files.length > 0) writeNewFiles(directory, files);
    this.#files = [];
  }

  #need<T>(value: T | undefined): T {
    if (value === undefined) throw new Error('a lifecycle method ran before the one that it builds on');
    return value;
  }
}
