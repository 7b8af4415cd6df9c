import { relative } from 'node:path';
import type { Answers } from '../core/answers/types.ts';
import { EXIT, type ExitCode } from '../core/errors.ts';
import type { Decision } from '../core/merge/decision.ts';
import { writes } from '../core/report/changes.ts';
import { type Aftermath, hasWorkBeforeStart } from '../core/report/steps.ts';
import type { Report } from '../core/report/summary.ts';
import { ANSWERS_FILE } from '../core/state/paths.ts';
import type { StoredAnswers } from '../core/state/read.ts';
import type { RenderedFile } from '../core/types.ts';
import { endOf } from '../core/update/guards.ts';
import { type Outcome, outcomeOf } from '../core/update/outcome.ts';
import { ownFiles } from '../core/update/own-files.ts';
import { isOpen, type Resolution } from '../core/update/resolve.ts';
import type { Project } from './deciding.ts';
import type { Run } from './run.ts';
import { type Settling, settle } from './settling.ts';

/** What a run has found out, before anybody is asked about conflicts. */
export interface Work {
  readonly answers: Answers;
  /** Undefined for a new project. */
  readonly stored: StoredAnswers | undefined;
  readonly files: readonly RenderedFile[];
  readonly decisions: readonly Decision[];
  readonly project: Project;
  /** Conflict markers that are left in it, by file and line. */
  readonly markers: readonly string[];
}

/** What a run leaves, and what that means. */
export interface Conclusion {
  readonly outcome: Outcome;
  readonly aftermath: Aftermath | undefined;
  /** Unified diffs, if they were asked for. */
  readonly diffs: readonly string[];
  readonly exitCode: ExitCode;
  /** Somebody has looked at the changes, and does not want them. */
  readonly declined: boolean;
}

/**
 * Settles the conflicts and puts together what the run leaves.
 * @throws ConflictError when nobody can or wants to choose
 */
export async function conclude(
  work: Work,
  settling: Settling,
  about: Pick<About, 'version' | 'cwd'>,
): Promise<Conclusion> {
  const { stored, files, decisions, project } = work;
  const { run } = settling;
  const choices = await choose(decisions, settling);
  const outcome = outcomeOf({ decisions, choices, files, own: ownOf(work, about.version), tree: project.tree });
  const changed = stored !== undefined && outcome.changes.some(writes);
  const conclusion: Conclusion = {
    outcome,
    aftermath: changed ? await aftermath(work, { outcome, stored }) : undefined,
    diffs: run.diff ? await diffs(work, outcome) : [],
    exitCode: endOf(outcome.changes, { check: run.check, markers: work.markers }),
    declined: false,
  };
  return run.diff && !run.preview ? looked(work, conclusion, { settling, ...about }) : conclusion;
}

// Told once: what has been looked at is not in the report again.
async function looked(
  work: Work,
  conclusion: Conclusion,
  { settling, ...about }: Pick<About, 'version' | 'cwd'> & { readonly settling: Settling },
): Promise<Conclusion> {
  const { isAgreed } = await import('./looking.ts');
  const report = reportOn(work, conclusion, { ...about, run: settling.run, notes: [], exitCode: conclusion.exitCode });
  const declined = !(await isAgreed(report, settling));
  // Markers that nobody wanted are not in any file.
  return { ...conclusion, diffs: [], declined, exitCode: declined ? EXIT.done : conclusion.exitCode };
}

/** What a change means for a site is loaded where there can be one. */
const aftermathModule = () => import('./aftermath.ts');

async function aftermath(
  { answers, files, project }: Work,
  { outcome, stored }: { readonly outcome: Outcome; readonly stored: StoredAnswers },
): Promise<Aftermath> {
  const { aftermathOf, answersBefore } = await aftermathModule();
  const paths = files.map(({ path }) => path);
  return aftermathOf({ before: answersBefore(stored, answers), after: answers, outcome, tree: project.tree, paths });
}

async function diffs({ decisions, project }: Work, outcome: Outcome): Promise<readonly string[]> {
  const { diffsOf } = await aftermathModule();
  return diffsOf(outcome, decisions, project.tree);
}

// A preview shows conflicts instead of asking about them.
async function choose(decisions: readonly Decision[], settling: Settling): Promise<ReadonlyMap<string, Resolution>> {
  const open = decisions.filter(isOpen);
  const { preview, onConflict } = settling.run;
  const resolutions = preview && (onConflict ?? 'abort') === 'abort' ? [] : await settle(open, settling);
  return new Map(resolutions.map((resolution, index) => [open[index]?.path ?? '', resolution]));
}

function ownOf({ answers, files, decisions, project }: Work, version: string): readonly RenderedFile[] {
  const standing = project.tree.get(ANSWERS_FILE);
  return ownFiles(files, decisions, {
    version,
    createdWith: project.baseline?.createdWith ?? version,
    answers,
    answersText: standing?.kind === 'file' ? standing.text : undefined,
  });
}

/** What a report says besides the work and its conclusion. */
type About = Pick<Report, 'version' | 'notes' | 'exitCode'> & { readonly cwd: string; readonly run: Run };

/** The run as it is told to people and to `--json`. */
export function reportOn(
  { answers, stored, markers }: Work,
  conclusion: Conclusion,
  { cwd, run, ...about }: About,
): Report {
  const { outcome, aftermath, diffs } = conclusion;
  const shownDirectory = relative(cwd, answers.directory) || '.';
  return {
    ...about,
    preview: run.preview,
    from: stored?.generatorVersion,
    answers,
    changes: outcome.changes,
    aftermath,
    markers,
    diffs,
    shownDirectory,
  };
}

/** Why nothing is built or started although it was asked for: markers in the files, or steps that a person does first. */
export function holdsBack({ aftermath, exitCode }: Conclusion, { build, up }: Answers): readonly string[] {
  if (!build && !up) return [];
  if (exitCode !== EXIT.done) return ['Nothing was built or started: conflicts are open.'];
  const first = aftermath !== undefined && hasWorkBeforeStart(aftermath);
  return first ? ['Nothing was built or started: the list has steps that come before.'] : [];
}
