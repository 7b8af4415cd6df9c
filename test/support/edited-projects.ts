import { LINES } from '../../generators/core/plan/lines.ts';
import type { EditScript } from './edit-scripts.ts';
import { FROZEN, type FrozenProject } from './releases.ts';
import { LONG } from './runs.ts';

// In turn, each script meets a project of the newest GeoNode line and one of an older one; the long lane pairs all with all.
const isNewest = ({ answers }: FrozenProject): boolean => (answers.geonode ?? LINES[0]) === LINES[0];
const GROUPS = [FROZEN.filter(isNewest), FROZEN.filter((project) => !isNewest(project))];
const projectsFor = (index: number): readonly FrozenProject[] =>
  LONG ? FROZEN : GROUPS.flatMap((projects) => projects[index % projects.length] ?? []);

/** Edit scripts with the frozen projects that each meets: their names, then both. */
export const pairs = (scripts: readonly EditScript[]) =>
  scripts.flatMap((script, index) =>
    projectsFor(index).map((project) => [script.name, project.name, script, project] as const),
  );
