import { expect, it } from 'vitest';
import { remarksOn } from '../../../generators/core/adopt/remarks.ts';
import { answersFor } from '../../support/projects.ts';
import { envOf, read } from './reading.ts';
import { sourcesOf } from './sources.ts';

const changesWith = (tag: string): readonly string[] => {
  const env = envOf({ POSTGRES_BASE_IMAGE_VERSION: tag });
  const reading = read({ line: '4.4', ...env });
  const answers = { ...answersFor(reading.derived.known), kept: reading.kept };
  return remarksOn(reading, answers, { ...sourcesOf({ line: '4.4', ...env }), met: [] }).changes;
};

it('says what an older PostGIS needs, for both databases, and nothing where the image stays', () => {
  expect(changesWith('15-3.3-latest').join('\n')).toMatch(
    /from 15-3\.3-latest to 15-3\.5-v1\. [^]*-d my_maps -c 'ALTER EXTENSION postgis UPDATE'; [^]*-d my_maps_data -c/,
  );
  expect(changesWith('15-3.5-v1').join('\n')).not.toContain('PostgreSQL');
});
