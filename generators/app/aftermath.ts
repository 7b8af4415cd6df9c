import { parseGiven } from '../core/answers/resolve.ts';
import type { Answers } from '../core/answers/types.ts';
import { QUESTIONS } from '../core/apply/questions.ts';
import { changedServices, partsOf } from '../core/consequences/compose-services.ts';
import { consequences } from '../core/consequences/consequences.ts';
import { keepFixed } from '../core/consequences/fixed-values.ts';
import { refuseDowngrade } from '../core/consequences/line-change.ts';
import { overrideNotes } from '../core/consequences/override.ts';
import { siteOf } from '../core/consequences/site.ts';
import { GuardError } from '../core/errors.ts';
import type { Decision } from '../core/merge/decision.ts';
import { readEnv } from '../core/plan/env-file.ts';
import { SECRETS } from '../core/plan/secrets.ts';
import { unifiedDiff } from '../core/report/diff.ts';
import type { Aftermath } from '../core/report/steps.ts';
import type { StoredAnswers } from '../core/state/read.ts';
import { sizeWarnings } from '../core/update/env-sizes.ts';
import type { Outcome } from '../core/update/outcome.ts';
import { OWN_PATHS } from '../core/update/own-files.ts';
import type { Tree } from '../io/tree.ts';

/** The answers that the project was generated with last; keys that were added since are as they are now. */
export function answersBefore(stored: StoredAnswers, answers: Answers): Answers {
  const { directory } = answers;
  return { ...answers, ...parseGiven({ flag: {}, file: {}, stored: stored.answers }, directory) };
}

/**
 * Refuses an older GeoNode than the project has: migrations do not run backwards.
 * @throws GuardError that says how to go back
 */
export function refuseOlderLine(stored: StoredAnswers, answers: Answers): void {
  const before = answersBefore(stored, answers);
  const refusal = refuseDowngrade(before.geonode, answers.geonode);
  if (refusal !== undefined) throw new GuardError(refusal.problem, refusal.hint);
}

const envOf = (tree: Tree): Readonly<Record<string, string>> => {
  const env = tree.get('.env');
  return env?.kind === 'file' ? readEnv(env.text) : {};
};

/**
 * Passwords that the environment offers and the project does not take, because the site holds its own: what to do instead. No
 * value is shown.
 */
export function keptSecrets(answers: Answers, tree: Tree, environment: NodeJS.ProcessEnv): readonly string[] {
  const yours = envOf(tree);
  const offered = SECRETS.flatMap(({ owner, variable }) => {
    const value = variable && environment[variable];
    return value && yours[owner] ? [[owner, value] as const] : [];
  });
  return keepFixed(Object.fromEntries(offered), yours, siteOf(answers, yours)).map(({ key, steps }) =>
    [
      `${key} stays as it is in .env: the site holds it too. ${byApply(key)}`,
      ...steps.map(({ text, command }) => `  ${text}${command ? `\n    ${command}` : ''}`),
    ].join('\n'),
  );
}

const byApply = (key: string): string =>
  QUESTIONS.some((one) => one.key === key)
    ? 'To change it, write it there and run create-geonode-project apply; or by hand:'
    : 'To change it:';

/** A project before and after a run. */
interface Turn {
  readonly before: Answers;
  readonly after: Answers;
  readonly outcome: Outcome;
  readonly tree: Tree;
  /** The files that are generated now. */
  readonly paths: readonly string[];
}

const COMPOSE = 'docker-compose.yml';
const OVERRIDE = 'docker-compose.override.yml';

/** What the run's changes ask for on a site that runs, and which lines of an edited override no longer fit. */
export async function aftermathOf(turn: Turn): Promise<Aftermath> {
  const { before, after, outcome, tree } = turn;
  const yaml = await import('yaml');
  const read = (text: string | undefined): unknown => yamlOrNothing(text, yaml.parse);
  const [old, now] = [textIn(tree, COMPOSE), finalText(turn, COMPOSE)].map(read);
  const envBefore = envOf(tree);
  const written = outcome.writes.find(({ path }) => path === '.env');
  const changedPaths = [...outcome.writes.map(({ path }) => path), ...outcome.deletes];
  const envAfter = written ? readEnv(written.text) : envBefore;
  const meaning = consequences({
    before,
    after,
    envBefore,
    envAfter,
    changedPaths,
    changedServices: changedServices(old, now),
  });
  const text = changedPaths.includes(OVERRIDE) ? undefined : textIn(tree, OVERRIDE);
  const [partsBefore, partsAfter] = [partsOf(old, [...tree.keys()]), partsOf(now, turn.paths)];
  const override = text === undefined ? [] : overrideNotes({ text, partsBefore, partsAfter, before, after, yaml });
  return {
    ...meaning,
    notes: [...sizeWarnings(envAfter), ...meaning.notes],
    override: override.map((note) => ({ path: OVERRIDE, ...note })),
  };
}

function textIn(tree: Tree, path: string): string | undefined {
  const standing = tree.get(path);
  return standing?.kind === 'file' ? standing.text : undefined;
}

const finalText = ({ outcome, tree }: Turn, path: string): string | undefined =>
  outcome.writes.find((one) => one.path === path)?.text ?? textIn(tree, path);

// A file with conflict markers, or one that its owner is in the middle of.
function yamlOrNothing(text: string | undefined, parse: (text: string, options: object) => unknown): unknown {
  try {
    return text === undefined ? undefined : parse(text, { merge: true, uniqueKeys: true });
  } catch {
    return undefined;
  }
}

/**
 * Every change of the run as a unified diff, conflicts with both sides between markers. The program's own files are left out,
 * and so is `.env.example`, which changes as `.env` does.
 */
export function diffsOf({ writes, deletes }: Outcome, decisions: readonly Decision[], tree: Tree): readonly string[] {
  const silent = new Set([...OWN_PATHS, '.env.example']);
  const shown = writes.filter(({ path }) => !silent.has(path));
  const open = decisions.flatMap((one) =>
    one.kind === 'conflict' && !writes.some(({ path }) => path === one.path)
      ? [{ path: one.path, text: one.merge.markers }]
      : [],
  );
  const deleted = deletes.map((path) => ({ path, text: '' }));
  return [...shown, ...open, ...deleted].map(({ path, text }) => unifiedDiff(path, textIn(tree, path) ?? '', text));
}
