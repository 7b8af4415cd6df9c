import { describe, expect, it } from 'vitest';
import { budget } from '../../../generators/core/budget/budget.ts';
import { machine } from './machines.ts';
import { sized } from './sized.ts';

describe('warnings', () => {
  const CACHE = 'There is no memory for the cache, so memcached is left out. Turn the cache off, or add memory.';
  const FEW =
    "2 GB of memory cannot hold this stack: even at its smallest it needs 4 GB. Expect services to be killed and uploads to fail. Use a machine with at least 8 GB, GeoNode's minimum.";
  const SQUEEZE =
    "4 GB of memory is too little for GeoNode, so every service has its smallest size: demo only, 1-2 users, swap >= 2 GB needed. Use a machine with at least 8 GB, GeoNode's minimum.";
  const SMALL =
    "7 GB of memory is below GeoNode's minimum of 8 GB: large uploads will swap. Add memory, or at least 2 GB of swap.";
  const BUSY =
    '8 GB of memory is enough, but GeoNode prefers 16 GB in production. Add memory before the site gets busy.';

  it.each([
    [2, {}, [FEW]],
    [4, {}, [SQUEEZE]],
    [4, { memcached: true }, [SQUEEZE, CACHE]],
    [7, {}, [SMALL]],
    [7, { profile: 'dev', memcached: true }, [SMALL]],
    [8, {}, [BUSY]],
    [8, { profile: 'production', memcached: true }, [BUSY]],
    [8, { profile: 'dev' }, []],
    [15, {}, []],
    [64, { cpus: 32 }, []],
  ] as const)('%f GB %o', (gigabytes, differs, expected) => {
    expect(sized(gigabytes, differs).warnings).toEqual(expected);
  });

  it.each([
    [7599, 'below GeoNode'],
    [7600, 'prefers 16 GB'],
    [14_299, 'prefers 16 GB'],
  ])('%i MiB: %s', (memoryMiB, words) => {
    expect(budget(machine({ memoryMiB })).warnings).toEqual([expect.stringContaining(words)]);
    expect(budget(machine({ memoryMiB: 14_300 })).warnings).toEqual([]);
  });

  it.each([
    [1, ['With one CPU, maps, uploads and background tasks wait for each other. Use a machine with at least 4 CPUs.']],
    [2, ["2 CPUs are fewer than GeoNode's minimum of 4: maps will be slow. Add CPUs."]],
    [3, ["3 CPUs are fewer than GeoNode's minimum of 4: maps will be slow. Add CPUs."]],
    [4, []],
  ])('%i CPUs', (cpus, expected) => {
    expect(sized(16, { cpus }).warnings).toEqual(expected);
  });
});
