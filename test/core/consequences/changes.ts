import { changedServices } from '../../../generators/core/consequences/compose-services.ts';
import type { ProjectChange } from '../../../generators/core/consequences/consequences.ts';
import type { Step } from '../../../generators/core/consequences/step.ts';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { type Project, parseCompose, textOf } from '../../support/checks.ts';
import { answersFor, projectFor } from '../../support/projects.ts';

type Given = Readonly<Record<string, unknown>>;

const made = new Map<string, Promise<Project>>();

// Rendering takes long, and most tests begin with the same project.
function project(given: Given): Promise<Project> {
  const name = JSON.stringify(given);
  const known = made.get(name) ?? projectFor(given);
  made.set(name, known);
  return known;
}

/** What happens to a project when its answers change and nobody has edited anything. */
export async function changeFrom(before: Given, after: Given): Promise<ProjectChange> {
  const [old, now] = [await project(before), await project(after)];
  const compose = [old, now].map((files) => parseCompose(textOf(files, 'docker-compose.yml')));
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return {
    before: answersFor(before),
    after: answersFor(after),
    envBefore: readEnv(textOf(old, '.env')),
    envAfter: readEnv(textOf(now, '.env')),
    changedPaths: paths.filter((path) => old.get(path)?.text !== now.get(path)?.text),
    changedServices: changedServices(compose[0], compose[1]),
  };
}

/** The commands of steps, each behind its phase. */
export const commandsOf = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ phase, command }) => (command === undefined ? [] : [`${phase}: ${command}`]));

/** What is to do without a command. */
export const idsWithoutCommand = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ id, command }) => (command === undefined ? [id] : []));
