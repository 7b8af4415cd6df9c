import { reproduceOptions, shellWord } from '../answers/reproduce.ts';
import type { Answers } from '../answers/types.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { FileChange } from '../types.ts';

/** What a run did, for people and for `--json`. */
export interface Report {
  readonly version: string;
  readonly answers: Answers;
  readonly changes: readonly FileChange[];
  readonly notes: readonly string[];
  readonly dryRun: boolean;
  /** The project, as a person at this prompt would write it. */
  readonly shownDirectory: string;
  readonly exitCode: ExitCode;
}

/** The command that makes the same project again, anywhere. */
export function reproduceCommand({ version, answers, shownDirectory }: Report): string {
  return [
    'npx',
    `create-geonode-project@${version}`,
    shellWord(shownDirectory),
    ...reproduceOptions(answers),
    '--yes',
  ].join(' ');
}

/** The commands that come next, in order. */
export function nextSteps({ answers, shownDirectory }: Report): readonly string[] {
  const enter = shownDirectory === '.' ? [] : [`cd ${shellWord(shownDirectory)}`];
  const build = answers.build || answers.up ? [] : ['docker compose build'];
  return [...enter, ...build, answers.up ? 'docker compose ps' : 'docker compose up -d'];
}

/** One line that says what happened to the files. */
export function headline({ changes, dryRun, answers }: Report): string {
  const created = changes.filter(({ kind }) => kind === 'create').length;
  if (created === 0) return `Nothing to do: ${answers.directory} is as it should be.`;
  return `${dryRun ? 'Would write' : 'Wrote'} ${created} files to ${answers.directory}.`;
}

/** The end of a run in words: where the site will be, where the passwords are, what to type next. */
export function summary(report: Report): readonly string[] {
  const { answers, dryRun, exitCode } = report;
  if (dryRun) return [headline(report), ...report.changes.map(({ path, kind }) => `  ${kind.padEnd(7)}${path}`)];
  return [
    headline(report),
    '',
    `Address       ${answers.url}`,
    'Log in as     admin',
    'Passwords     in .env: ADMIN_PASSWORD, for GeoServer GEOSERVER_ADMIN_PASSWORD',
    'Manual        README.md',
    ...(answers.up && exitCode === EXIT.done
      ? ['Started       `docker compose ps` tells when every service is healthy']
      : []),
    '',
    'Next:',
    ...nextSteps(report).map((step) => `  ${step}`),
    ...(answers.build || answers.up ? [] : ['', ...FIRST_BUILD]),
    '',
    'The same project again:',
    `  ${reproduceCommand(report)}`,
  ];
}

/** What a first build asks of a machine (user reports, GeoNode's own requirements). */
export const FIRST_BUILD = [
  'A first build takes 10 to 25 minutes and 15 GB of disk.',
  'The first start takes some minutes more.',
] as const;

/** The same as data: one object, without anything secret. */
export function reportObject(report: Report): object {
  const { version, answers, changes, notes, dryRun, exitCode } = report;
  return {
    version,
    directory: answers.directory,
    url: answers.url,
    dryRun,
    changes,
    notes,
    next: nextSteps(report),
    reproduce: reproduceCommand(report),
    exitCode,
  };
}
