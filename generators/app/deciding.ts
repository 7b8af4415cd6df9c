import type { Answers } from '../core/answers/types.ts';
import { UsageError } from '../core/errors.ts';
import type { YamlParser } from '../core/merge/compose.ts';
import type { DecideOptions, Decision } from '../core/merge/decision.ts';
import { labelsFor } from '../core/merge/text.ts';
import { collectSecrets, SECRETS } from '../core/plan/secrets.ts';
import type { RenderedFile } from '../core/types.ts';
import { migrated, migrationsFor, onDisk } from '../core/update/migrations.ts';
import { OWN_PATHS } from '../core/update/own-files.ts';
import { sidecarOf } from '../core/update/resolve.ts';
import { decideAll, type Present, pathsOf } from '../core/update/update.ts';
import { writtenByUs } from '../io/backup.ts';
import { uncommitted } from '../io/git.ts';
import { readBaselines } from '../io/project.ts';
import { readTree, type Tree } from '../io/tree.ts';
import type { Ports, Run } from './run.ts';

/** A project as it stands; `tree` also knows by which hash each file can be recognised. */
export type Project = Present & { readonly tree: Tree };

/** Reads what stands where these files would go, and what was generated last. */
export function readProject({ directory }: Answers, files: readonly RenderedFile[]): Project {
  const baselines = readBaselines(directory);
  const paths = pathsOf(files, baselines);
  return { ...baselines, tree: readTree(directory, [...paths, ...paths.map(sidecarOf), ...OWN_PATHS]) };
}

/** What decisions about files need besides the files. */
interface Means {
  readonly ports: Ports;
  readonly run: Run;
  /** Secrets that were typed in this run, by their variable, and those that were found, by name. */
  readonly typed: Readonly<Record<string, string>>;
  readonly found: Readonly<Record<string, string>>;
}

/**
 * What the run does with each file. Secrets are made or taken from the environment for keys that stand empty, and only
 * for those: a value that is there never changes.
 * @throws UsageError when --restore names a file that is not generated, or a typed secret cannot be used
 */
export async function decideFiles(
  files: readonly RenderedFile[],
  project: Project,
  { ports, run, typed, found }: Means,
): Promise<readonly Decision[]> {
  refuseUnknown(run.restore, files);
  const steps = migrationsFor(project.baseline?.generatorVersion ?? ports.version, ports.version);
  const present = migrated(project, steps);
  const { restore, prune } = run;
  const options = { restore, prune, parseYaml: await yamlParser(project) };
  return onDisk(decidedWithSecrets(files, present, { ports, typed, found, ...options }), project, present);
}

/** What deciding needs besides files and project. */
type Deciding = Pick<DecideOptions, 'parseYaml'> &
  Partial<Pick<DecideOptions, 'restore' | 'prune'> & Pick<Means, 'typed' | 'found'>> & { readonly ports: Ports };

/**
 * The decisions about all files, with values for the secrets that stand empty.
 * @throws UsageError when a typed secret cannot be used
 */
export function decidedWithSecrets(
  files: readonly RenderedFile[],
  present: Present,
  { ports, typed, found, ...given }: Deciding,
): readonly Decision[] {
  const { version } = ports;
  const labels = labelsFor(present.baseline?.generatorVersion ?? 'unknown', version);
  const options = { restore: new Set<string>(), prune: true, ...given, labels, version, secrets: SECRETS };
  const decisions = decideAll(files, present, options);
  const open = new Set(decisions.flatMap((one) => ('fill' in one ? one.fill : [])));
  if (open.size === 0) return decisions;
  const rows = SECRETS.filter(({ name }) => open.has(name));
  const made = collectSecrets(rows, { ...ports.environment, ...typed }, ports.entropy);
  return decideAll(files, present, { ...options, values: { ...made, ...found } });
}

function refuseUnknown(restore: ReadonlySet<string>, files: readonly RenderedFile[]): void {
  const unknown = [...restore].filter((path) => !files.some((file) => file.path === path));
  if (unknown.length > 0)
    throw new UsageError(
      `--restore: ${unknown.join(', ')} is no generated file of this project.`,
      'Name it as it stands in the project, such as docker/nginx/entrypoint.sh.',
    );
}

// A new project has nothing to merge, and a parser takes its time to load.
async function yamlParser({ tree }: Project): Promise<YamlParser> {
  if (tree.size === 0) return () => undefined;
  const { parse } = await import('yaml');
  return (text) => parse(text, { merge: true, uniqueKeys: true }) as unknown;
}

/**
 * The files that would change and hold changes of somebody's that git does not have yet. What a run of this program left
 * there is in the backup, and does not count.
 */
export async function uncommittedAmong(
  directory: string,
  decisions: readonly Decision[],
  tree: Tree,
): Promise<readonly string[]> {
  // What nobody has edited since it was generated is ours as well.
  const touched = decisions.filter(({ kind }) => kind === 'merge' || kind === 'conflict').map(({ path }) => path);
  const isOurs = writtenByUs(directory);
  const theirs = touched.filter((path) => {
    const print = tree.get(path)?.print;
    return print !== undefined && !isOurs(path, print.sha256);
  });
  return uncommitted(directory, theirs);
}
