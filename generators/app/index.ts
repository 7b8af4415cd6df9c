import { join, resolve } from 'node:path';
import { answersOnTop } from '../core/answers/followers.ts';
import { complete, missingAnswers, parseGiven, unanswered } from '../core/answers/resolve.ts';
import type { Answers, Known } from '../core/answers/types.ts';
import { EXIT, type ExitCode } from '../core/errors.ts';
import type { StoredAnswers } from '../core/state/read.ts';
import type { RenderedFile } from '../core/types.ts';
import { markersIn, refuseCollisions, refuseMarkers, refuseUncommitted } from '../core/update/guards.ts';
import { readAnswersFile } from '../io/answers-file.ts';
import { detectFacts, quickFacts } from '../io/facts.ts';
import { checkDirectory, hasLostEnv } from '../io/project.ts';
import type { Conclusion, Work } from './concluding.ts';
import type { Afterwards } from './git-and-docker.ts';
import type { FoundSecrets } from './lost-env.ts';
import { answersAmong } from './options.ts';
import { type Options, type Ports, type Run, runOf } from './run.ts';
import { StandaloneGenerator } from './standalone.ts';
import { storedIn } from './stored.ts';

/**
 * Creates a project, or regenerates the one that is there. Lifecycle methods only: every decision lives in core/. What the
 * first question does not need is loaded by the method that needs it.
 */
export default class AppGenerator extends StandaloneGenerator {
  readonly #ports: Ports;
  #run: Run;
  readonly #flags: Readonly<Record<string, unknown>>;
  #known: Known = {};
  #stored: StoredAnswers | undefined;
  #answers: Answers | undefined;
  #typedSecrets: Readonly<Record<string, string>> = {};
  #lostEnv = false;
  #foundSecrets: FoundSecrets = {};
  #files: readonly RenderedFile[] = [];
  #work: Work | undefined;
  #conclusion: Conclusion | undefined;
  #committed = false;
  #notes: readonly string[] = [];
  #afterwards: Afterwards = {};

  constructor(args: string | string[], options: Options, features?: object) {
    const own = { ...features, customCommitTask: () => this.#commit(), disableInGeneratorOptionsSupport: true };
    super(args as string[], options as never, own as never);
    this.#ports = options.ports;
    this.#run = runOf(options);
    const [directory] = typeof args === 'string' ? [args] : args;
    this.#flags = { ...(directory === undefined ? {} : { directory }), ...answersAmong(options) };
  }

  /** How the run ended, unless it threw an error: that has its own. */
  get exitCode(): ExitCode {
    return this.#afterwards.failure?.exitCode ?? this.#conclusion?.exitCode ?? EXIT.done;
  }

  async initializing(): Promise<void> {
    const cwd = this.env.cwd;
    const { answersFile } = this.#run;
    const file = answersFile === undefined ? {} : await readAnswersFile(resolve(cwd, answersFile));
    const given = { flag: this.#flags, file, stored: {} };
    const { directory } = parseGiven(given, cwd);
    if (directory !== undefined) await this.#cleanUp(directory);
    const stored = directory === undefined ? undefined : storedIn(directory, this.#ports.version);
    this.#known = answersOnTop({ ...given, stored: stored?.answers ?? {} }, quickFacts(cwd, this.#ports.environment));
  }

  async prompting(): Promise<void> {
    if (this.#run.yes || this.#run.preview) return;
    const open = unanswered(this.#known);
    if (open.length === 0) return;
    if (!this.#ports.interactive)
      throw missingAnswers(open, 'Answer them with these flags, or take the defaults with --yes.');
    const { interview } = await import('./interview.ts');
    const outcome = await interview(this.#known, await this.#tools());
    this.#known = outcome.known;
    this.#typedSecrets = outcome.typedSecrets;
    this.#run = { ...this.#run, diff: outcome.look };
  }

  async configuring(): Promise<void> {
    const needMachine = this.#known.memory === undefined || this.#known.cpus === undefined;
    const { environment } = this.#ports;
    const facts = await detectFacts({ cwd: this.env.cwd, needMachine, environment });
    this.#answers = complete(this.#known, facts);
    const { directory } = this.#answers;
    await this.#cleanUp(directory);
    this.#stored = storedIn(directory, this.#ports.version);
    const { refuseUnfit, remarksOn } = await import('./guarding.ts');
    await refuseUnfit(this.#answers, this.#stored, this.#run);
    this.#lostEnv = hasLostEnv(directory);
    if (this.#lostEnv && !this.#run.preview) {
      const { offerEnv } = await import('./lost-env.ts');
      this.#foundSecrets = await offerEnv(this.#answers, await this.#means());
    }
    this.#notes = remarksOn(this.#answers);
  }

  async default(): Promise<void> {
    const { templates, version } = this.#ports;
    const { renderProject } = await import('../core/render/project.ts');
    const files = renderProject(this.#need(this.#answers), { templates: await templates(), version });
    // A preview of a clone looks at what a clone has.
    this.#files = this.#lostEnv && this.#run.preview ? files.filter(({ policy }) => policy !== 'env') : files;
  }

  async writing(): Promise<void> {
    const answers = this.#need(this.#answers);
    const { decideFiles, readProject, uncommittedAmong } = await import('./deciding.ts');
    const { notesOn } = await import('./guarding.ts');
    const project = readProject(answers, this.#files);
    const about = { answers, stored: this.#stored, ports: this.#ports };
    this.#notes = [...this.#notes, ...(await notesOn(project.tree, about))];
    const markers = markersIn(project.tree);
    if (!this.#run.preview) refuseMarkers(markers);
    const restore = new Set([...this.#run.restore, ...(this.#lostEnv && !this.#run.preview ? ['.env'] : [])]);
    const secrets = { typed: this.#typedSecrets, found: this.#foundSecrets };
    const means = { ports: this.#ports, run: { ...this.#run, restore }, ...secrets };
    const decisions = await decideFiles(this.#files, project, means);
    this.#work = { answers, stored: this.#stored, files: this.#files, decisions, project, markers };
    if (this.#stored === undefined) refuseCollisions(decisions, answers.directory);
    if (!this.#run.preview && !this.#run.allowDirty)
      refuseUncommitted(await uncommittedAmong(answers.directory, decisions, project.tree));
  }

  async conflicts(): Promise<void> {
    const work = this.#need(this.#work);
    const { conclude } = await import('./concluding.ts');
    const about = { version: this.#ports.version, cwd: this.env.cwd };
    this.#conclusion = await conclude(work, { run: this.#run, ...(await this.#means()) }, about);
    if (this.#conclusion.declined) this.#run = { ...this.#run, preview: true };
    for (const { path, text, mode } of this.#conclusion.outcome.writes)
      this.fs.write(join(work.answers.directory, path), text, { stat: { mode } } as never);
  }

  async install(): Promise<void> {
    if (this.#run.preview) return;
    const { afterWriting } = await import('./git-and-docker.ts');
    const engine = { ports: this.#ports, options: this.options };
    this.#afterwards = await afterWriting(this.#need(this.#answers), this.#need(this.#conclusion), engine);
  }

  async end(): Promise<void> {
    const { version } = this.#ports;
    const notes = [...this.#notes, ...(this.#afterwards.notes ?? [])];
    const { reportOn } = await import('./concluding.ts');
    const { reportObject, summary } = await import('../core/report/summary.ts');
    const about = { version, cwd: this.env.cwd, notes, run: this.#run, exitCode: this.exitCode };
    const report = reportOn(this.#need(this.#work), this.#need(this.#conclusion), about);
    const { terminal } = this.#ports;
    const { failure, lastWords = [] } = this.#afterwards;
    const declined = this.#conclusion?.declined === true;
    for (const note of declined ? [] : notes) terminal.warn(note);
    // What was looked at and declined has been shown.
    for (const line of declined ? ['Nothing was written.'] : summary(report)) terminal.report(line);
    // The files are there and were reported; what Docker did decides the end of the run.
    if (failure !== undefined) throw failure.with({ ...failure.details, ...reportObject(report) });
    for (const line of lastWords) terminal.report(line);
    if (this.#run.json) terminal.result(JSON.stringify(reportObject(report)));
  }

  async #means() {
    const { terminal, interactive, environment } = this.#ports;
    const ask = interactive ? (await this.#tools()).ask : undefined;
    return { ask, environment, say: (line: string) => terminal.say(line) };
  }

  async #tools() {
    const { toolsFor } = await import('./interview-tools.ts');
    return toolsFor(this, this.#ports);
  }

  // Before anything of the project is read: what a killed run left is no answer and no file of the user's.
  async #cleanUp(directory: string): Promise<void> {
    checkDirectory(directory);
    const { cleanUp } = await import('./cleaning-up.ts');
    cleanUp(directory, this.#run, this.#ports.terminal);
  }

  // Called by the environment after conflicts(), and again whenever something else wrote to mem-fs.
  async #commit(): Promise<void> {
    const { writes, deletes } = this.#need(this.#conclusion).outcome;
    if (this.#run.preview || this.#committed) return;
    this.#committed = true;
    const { directory } = this.#need(this.#answers);
    const { terminal, version, entropy } = this.#ports;
    const { commitWhenReady } = await import('../io/transaction.ts');
    const { diskChanges } = await import('../io/tree.ts');
    // mem-fs holds what is written, also what another generator made of it.
    const final = writes.map((one) => ({ ...one, text: this.fs.read(join(directory, one.path)) ?? one.text }));
    for (const { path } of final) terminal.detail(`  ${path}`);
    const { tree } = this.#need(this.#work).project;
    await commitWhenReady(directory, diskChanges({ writes: final, deletes }, tree, entropy), { version });
  }

  #need<T>(value: T | undefined): T {
    if (value === undefined) throw new Error('a lifecycle method ran before the one that it builds on');
    return value;
  }
}
