import { keptNames } from '../answers/kept.ts';
import { shellWord } from '../answers/reproduce.ts';
import type { Answers } from '../answers/types.ts';
import { type FileChange, noteLines, writes } from '../report/changes.ts';
import { counted } from '../report/summary.ts';
import { OWN_PATHS } from '../update/own-files.ts';
import type { Meeting } from './files.ts';
import type { OverrideRemarks } from './override.ts';
import type { Remarks } from './remarks.ts';

/** An adoption as it is told to people and to `--json`. */
export interface AdoptionReport {
  readonly version: string;
  readonly answers: Answers;
  readonly changes: readonly FileChange[];
  readonly met: readonly Meeting[];
  readonly envNotes: readonly string[];
  readonly remarks: Remarks;
  readonly override: OverrideRemarks;
  readonly preview: boolean;
  /** The project, as a person at this prompt would write it. */
  readonly shownDirectory: string;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];

/** What is said before anybody is asked. */
export function adoptionLines(report: AdoptionReport): readonly string[] {
  const { changes, met, envNotes, remarks, override, preview, answers } = report;
  const by = (strategy: Meeting['strategy']): readonly Meeting[] => met.filter((one) => one.strategy === strategy);
  const made = changes.filter(
    ({ path, kind }) => kind === 'create' && !/\.(?:orig|new)$/.test(path) && !OWN_PATHS.includes(path),
  );
  const hasNew = (path: string): boolean => changes.some((one) => one.path === `${path}.new`);
  return [
    `${preview ? 'Would adopt' : 'Adopts'} ${answers.directory}.`,
    ...section('Found', remarks.found),
    ...section('Stays as it is, and is yours', [
      `src/${answers.name}/settings.py (deployment_settings.py reads it first, and adds what the containers need)`,
      ...by('own').map(({ file: { path } }) => `${path}${hasNew(path) ? ` (ours beside it: ${path}.new)` : ''}`),
    ]),
    ...section(
      'Replaced, the old one beside it as .orig',
      by('ours').map(({ file: { path } }) => path),
    ),
    ...section(
      'Added to',
      by('union').map(({ file: { path } }) => path),
    ),
    ...section('New', [newFiles(made.map(({ path }) => path))]),
    ...section(
      '.env',
      [...envNotes, ...changes.flatMap(noteLines).filter((line) => !line.endsWith(' is new.'))].map(withoutName),
    ),
    ...section('What the next start changes', remarks.changes),
    ...section('For you to look at', [...remarks.open, ...override.others]),
    ...section('Before the next start, or Compose refuses it', override.blocking),
  ];
}

const newFiles = (paths: readonly string[]): string =>
  `${counted(paths.length)}${paths.length > 3 ? `, such as ${paths.slice(0, 3).join(', ')}` : ''}`;

const withoutName = (line: string): string => line.replace(/^\.env: /, '');

/** What to type afterwards, in order. */
export function adoptionSteps({ version, answers, shownDirectory, override }: AdoptionReport): readonly string[] {
  const { database, geodatabase, project } = keptNames(answers);
  const program = `npx create-geonode-project@${version}`;
  return [
    '',
    'Next, on the machine where the site runs:',
    ...(shownDirectory === '.' ? [] : [`  cd ${shellWord(shownDirectory)}`]),
    '  1. Save the data. What a new release migrates has no way back.',
    `       docker exec db4${project} pg_dump -U postgres -Fc ${database} > ${database}.dump`,
    `       docker exec db4${project} pg_dump -U postgres -Fc ${geodatabase} > ${geodatabase}.dump`,
    ...(override.blocking.length > 0 ? ['  2. Mend docker-compose.override.yml as said above.'] : []),
    `  ${override.blocking.length > 0 ? 3 : 2}. Build while the site runs, then let the new containers take over. Volumes stay.`,
    '       docker compose build',
    "       docker compose --profile '*' down --remove-orphans",
    `       ${program} up`,
    '',
    `Undo          ${program} undo ${shellWord(shownDirectory)}`,
    `Later         ${program} ${shellWord(shownDirectory)} brings it up to date, --geonode moves it to another line`,
  ];
}

/** The same as data: one object, without anything secret. */
export function adoptionObject(report: AdoptionReport): object {
  const { version, answers, changes, met, envNotes, remarks, override, preview } = report;
  const paths = (strategy: Meeting['strategy']): readonly string[] =>
    met.filter((one) => one.strategy === strategy).map(({ file }) => file.path);
  return {
    version,
    directory: answers.directory,
    url: answers.url,
    geonode: answers.geonode,
    dryRun: preview,
    kept: answers.kept,
    own: paths('own'),
    replaced: paths('ours'),
    changes: changes.map(({ path, kind }) => ({ path, kind })),
    notes: [...envNotes, ...changes.flatMap(noteLines)],
    remarks,
    override,
    written: changes.filter(writes).length,
    exitCode: 0,
  };
}
