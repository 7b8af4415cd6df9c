import { relative, resolve } from 'node:path';
import { besidesOf } from '../core/adopt/files.ts';
import { overrideRemarks } from '../core/adopt/override.ts';
import { type AdoptionPlan, planAdoption } from '../core/adopt/plan.ts';
import { type Reading, readUpstream } from '../core/adopt/read.ts';
import { remarksOn } from '../core/adopt/remarks.ts';
import type { AdoptionReport } from '../core/adopt/report.ts';
import type { Sources } from '../core/adopt/sources.ts';
import { complete, parseGiven } from '../core/answers/resolve.ts';
import type { Answers, Known } from '../core/answers/types.ts';
import { GuardError, UsageError } from '../core/errors.ts';
import type { YamlParser } from '../core/merge/compose.ts';
import { renderProject } from '../core/render/project.ts';
import { ANSWERS_FILE } from '../core/state/paths.ts';
import { type Outcome, outcomeOf } from '../core/update/outcome.ts';
import { OWN_PATHS, ownFiles } from '../core/update/own-files.ts';
import { readAnswersFile } from '../io/answers-file.ts';
import { detectFacts } from '../io/facts.ts';
import { readTree, type Tree } from '../io/tree.ts';
import { readSources } from '../io/upstream.ts';
import { diffsOf } from './aftermath.ts';
import { decidedWithSecrets } from './deciding.ts';
import { answersAmong } from './options.ts';
import type { Options, Run } from './run.ts';

/** An adoption that is ready to be written, or shown. */
interface Adoption {
  readonly tree: Tree;
  readonly outcome: Outcome;
  readonly report: AdoptionReport;
  /** Unified diffs, if they were asked for. */
  readonly diffs: readonly string[];
}

interface Given {
  readonly cwd: string;
  readonly run: Run;
  readonly options: Options;
}

/**
 * Reads an upstream project and plans its adoption; nothing is written.
 * @throws GuardError when it is none, or damaged; UsageError when an answer is missing or cannot be used
 */
export async function prepareAdoption(root: string, { cwd, run, options }: Given): Promise<Adoption> {
  const { ports } = options;
  const { parse } = await import('yaml');
  const parseYaml: YamlParser = (text) => parse(text, { merge: true, uniqueKeys: true, logLevel: 'error' }) as unknown;
  const sources = readSources(root);
  const file = run.answersFile === undefined ? {} : await readAnswersFile(resolve(cwd, run.answersFile));
  const wanted = parseGiven({ flag: answersAmong(options), file, stored: {} }, cwd);
  const reading = readUpstream(sources, parseYaml, wanted);
  const answers = await answersFor(reading, wanted, { root, options });
  const ingredients = { templates: await ports.templates(), version: ports.version };
  const render = (one: Answers) => renderProject(one, ingredients);
  const tree = treeOf(
    root,
    render(answers).map(({ path }) => path),
    sources,
  );
  const plan = planAdoption(answers, { sources, reading, tree, render });
  const { outcome, decisions } = outcomeFor(plan, tree, { options, parseYaml });
  const about = { version: ports.version, preview: run.preview, shownDirectory: relative(cwd, root) || '.' };
  return {
    tree,
    diffs: run.diff ? diffsOf(outcome, decisions, tree) : [],
    outcome,
    report: { ...about, ...reportParts({ plan, reading, sources, parseYaml }), changes: outcome.changes },
  };
}

// What somebody says wins over what stands in the project; the rest is derived, and the last of it measured.
async function answersFor(
  { derived, kept }: Reading,
  wanted: Known,
  { root, options }: { readonly root: string; readonly options: Options },
): Promise<Answers> {
  const known: Known = { git: false, build: false, up: false, ...derived.known, ...wanted, directory: root, kept };
  if (known.name !== derived.known.name)
    throw new UsageError(
      derived.known.name === undefined
        ? derived.open.join('\n')
        : `--name ${known.name}: the package is called ${derived.known.name}, and a name never changes.`,
      derived.known.name === undefined ? 'A package of another name cannot be adopted.' : 'Leave --name out.',
    );
  if (known.name === undefined)
    throw new GuardError(
      `${derived.open.join('\n')} Nothing was written.`,
      'A package of that name cannot be adopted.',
    );
  if (known.url === undefined)
    throw new UsageError(
      ['The address cannot be told by SITEURL in .env.', ...derived.open].join('\n'),
      'Say under which address the site is reached: --url https://maps.example.org',
    );
  const { environment } = options.ports;
  const facts = await detectFacts({
    cwd: root,
    needMachine: known.memory === undefined || known.cpus === undefined,
    environment,
  });
  return complete(known, facts);
}

const treeOf = (root: string, paths: readonly string[], { composeFiles }: Sources): Tree =>
  readTree(root, [
    ...new Set([...paths, ...composeFiles, ...[...paths, ...composeFiles].flatMap(besidesOf), ...OWN_PATHS]),
  ]);

function outcomeFor(
  plan: AdoptionPlan,
  tree: Tree,
  { options, parseYaml }: { readonly options: Options; readonly parseYaml: YamlParser },
) {
  const { version } = options.ports;
  const { answers, files, present } = plan;
  const merged = decidedWithSecrets(files, present, { ports: options.ports, parseYaml });
  const decisions = plan.decisions(merged);
  const standing = tree.get(ANSWERS_FILE);
  const facts = {
    version,
    createdWith: version,
    answers,
    answersText: standing?.kind === 'file' ? standing.text : undefined,
  };
  const own = ownFiles(files, decisions, facts);
  return { decisions, outcome: outcomeOf({ decisions, choices: new Map(), files, own, tree }) };
}

interface Told {
  readonly plan: AdoptionPlan;
  readonly reading: Reading;
  readonly sources: Sources;
  readonly parseYaml: YamlParser;
}

function reportParts({
  plan,
  reading,
  sources,
  parseYaml,
}: Told): Pick<AdoptionReport, 'answers' | 'met' | 'envNotes' | 'remarks' | 'override'> {
  const { answers, met, envNotes } = plan;
  const override = sources.texts['docker-compose.override.yml'];
  const parsed = override === undefined ? {} : parseYaml(override);
  return {
    answers,
    met,
    envNotes,
    remarks: remarksOn(reading, answers, { ...sources, met }),
    override: overrideRemarks(parsed, reading.recognised.compose, answers),
  };
}
