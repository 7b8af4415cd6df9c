import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { sizeWarnings } from '../../../generators/core/update/env-sizes.ts';
import { textOf } from '../../support/checks.ts';
import { givenFor, VALID_CELLS } from '../../support/matrix.ts';
import { projectFor } from '../../support/projects.ts';

describe('sizes that belong together', () => {
  it('a heap that begins above its limit is named, whatever the units', () => {
    const [warning] = sizeWarnings({
      GEOSERVER_HEAP_INITIAL: '4352m',
      GEOSERVER_HEAP_MAX: '3g',
      GEOSERVER_MEMORY: '5462m',
    });
    expect(warning).toMatch(/GEOSERVER_HEAP_INITIAL=4352m is above GEOSERVER_HEAP_MAX=3g: Java does not start/);
  });

  it('nothing is said about values that fit, are missing, or are no sizes', () => {
    expect(sizeWarnings({ GEOSERVER_HEAP_MAX: '3g', GEOSERVER_MEMORY: '4g' })).toEqual([]);
    expect(sizeWarnings({ GEOSERVER_HEAP_MAX: '${HEAP}', GEOSERVER_MEMORY: '4g' })).toEqual([]);
    expect(sizeWarnings({})).toEqual([]);
  });

  it('what is generated fits, on large machines and small ones', async () => {
    for (const memory of [1, 2, 4, 8, 16, 64, 256]) {
      const project = await projectFor({ ...givenFor(VALID_CELLS[0] ?? fail()), memory, cpus: memory > 8 ? 8 : 2 });
      expect(sizeWarnings(readEnv(textOf(project, '.env'))), `${memory} GB`).toEqual([]);
    }
  });
});

function fail(): never {
  throw new Error('the matrix is empty');
}
