import { markersIn } from '../../core/update/guards.ts';
import { readBaselines } from '../project.ts';
import { readTree } from '../tree.ts';

/** Places of conflict markers in the files of a project, as `path:line`; undefined where they cannot be read. */
export function markerFacts(directory: string): readonly string[] | undefined {
  try {
    const { baseline, envBase } = readBaselines(directory);
    const paths = [baseline, envBase].flatMap((one) => [...(one?.files.keys() ?? [])]);
    return markersIn(readTree(directory, [...new Set(paths)]));
  } catch {
    return undefined;
  }
}
