import type { Kept } from '../answers/kept.ts';
import type { Known } from '../answers/types.ts';
import type { YamlParser } from '../merge/compose.ts';
import type { Line } from '../plan/lines.ts';
import { type Derived, derived } from './derive.ts';
import { refuseIncomplete } from './env-keys.ts';
import { detectedLine, refuseOtherPostgres, type Sign } from './line.ts';
import { keptOf } from './names.ts';
import { type Recognised, recognise } from './recognise.ts';
import { type Requirements, requirementsIn } from './requirements.ts';
import type { Sources } from './sources.ts';

/** Everything that an adoption knows of a project before anybody is asked. */
export interface Reading {
  readonly recognised: Recognised;
  readonly line: Line;
  /** What told the line; undefined where somebody named it. */
  readonly sign: Sign | undefined;
  readonly requirements: Requirements;
  readonly derived: Derived;
  readonly kept: Kept;
}

/**
 * Reads an upstream project.
 * @throws GuardError that says what is missing or damaged, and what to do
 */
export function readUpstream(sources: Sources, parseYaml: YamlParser, wanted: Known): Reading {
  const recognised = recognise(sources, parseYaml);
  const { texts } = sources;
  const requirements = requirementsIn(texts['src/requirements.txt'], texts['src/pyproject.toml']);
  const { line, sign } = detectedLine(signsOf(recognised, requirements, texts.Dockerfile), wanted.geonode);
  refuseOtherPostgres(recognised.values.POSTGRES_BASE_IMAGE_VERSION, line);
  refuseIncomplete(recognised.values);
  const { values, compose, package: name } = recognised;
  return {
    recognised,
    line,
    sign,
    requirements,
    derived: derived({ directory: sources.directory, package: name, line, values, compose }),
    kept: keptOf(recognised, sources, line),
  };
}

// What is installed comes first; the key in .env is but the tag of an image that is built here.
function signsOf({ values }: Recognised, { geonode }: Requirements, dockerfile = ''): readonly Sign[] {
  const [, ubuntu] = /geonode-base:latest-ubuntu-(\d+\.\d+)/.exec(dockerfile) ?? [];
  const signs = [
    { place: 'requirements', says: geonode },
    { place: 'GEONODE_BASE_IMAGE_VERSION', says: values.GEONODE_BASE_IMAGE_VERSION },
    // 24.04 is the base of two lines.
    { place: 'Dockerfile', says: ubuntu === '22.04' ? '4.4' : undefined },
  ];
  return signs.flatMap(({ place, says }) => (says ? [{ place, says }] : []));
}
