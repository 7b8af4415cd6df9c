import type { Budget } from '../../../generators/core/budget/budget.ts';
import type { Machine } from '../../../generators/core/budget/machine.ts';

// The worked tables of tuning.md §1.5, digit for digit. Sizes in MiB.

type Row<Key extends unknown[]> = [...Key, ...(number | string)[]];
type Size = [gigabytes: number, cpus: number];

/** GB, CPUs, R, reserve, geoserver, heap, db, django, U, celery, C, H, broker, nginx, le+seed, total, unassigned */
// biome-ignore format: a table
export const LIMITS: readonly Row<[...Size, memory: number]>[] = [
  [ 4,  2,  3814,  512,  1152,   640,   448,  832,  3,  584,  1, 0, 160,  64,  32,  3272,    30],
  [ 4,  4,  3814,  512,  1152,   640,   448,  832,  3,  584,  1, 0, 160,  64,  32,  3272,    30],
  [ 4,  8,  3814,  512,  1152,   640,   448,  832,  3,  584,  1, 0, 160,  64,  32,  3272,    30],
  [ 4, 16,  3814,  512,  1152,   640,   448,  832,  3,  584,  1, 0, 160,  64,  32,  3272,    30],
  [ 8,  2,  7629,  915,  2219,  1664,   960, 1576,  5, 1478,  2, 1, 216,  96, 160,  6705,     9],
  [ 8,  4,  7629,  915,  2219,  1664,   960, 1576,  5, 1478,  2, 1, 216,  96, 160,  6705,     9],
  [ 8,  8,  7629,  915,  2219,  1664,   960, 1576,  5, 1478,  2, 1, 216,  96, 160,  6705,     9],
  [ 8, 16,  7629,  915,  2219,  1664,   960, 1576,  5, 1478,  2, 1, 216,  96, 160,  6705,     9],
  [16,  2, 15258, 1830,  4096,  3072,  4288, 2176,  8, 2138,  4, 2, 368, 192, 160, 13418,    10],
  [16,  4, 15258, 1830,  5291,  3968,  2464, 2576, 10, 2358,  5, 2, 368, 192, 160, 13409,    19],
  [16,  8, 15258, 1830,  5291,  3968,  2464, 2576, 10, 2358,  5, 2, 368, 192, 160, 13409,    19],
  [16, 16, 15258, 1830,  5291,  3968,  2464, 2576, 10, 2358,  5, 2, 368, 192, 160, 13409,    19],
  [32,  2, 30517, 3662,  4096,  3072, 12960, 2176,  8, 2138,  4, 2, 576, 192, 160, 22298,  4557],
  [32,  4, 30517, 3662,  6827,  5120, 11840, 3776, 16, 3458,  8, 4, 576, 192, 160, 26829,    26],
  [32,  8, 30517, 3662, 12118,  9088,  5312, 4576, 20, 3898, 10, 4, 576, 192, 160, 26832,    23],
  [32, 16, 30517, 3662, 12118,  9088,  5312, 4576, 20, 3898, 10, 4, 576, 192, 160, 26832,    23],
  [64,  2, 61035, 6144,  4096,  3072, 26976, 2176,  8, 2138,  4, 2, 576, 192, 160, 36314, 18577],
  [64,  4, 61035, 6144,  6827,  5120, 26976, 3776, 16, 3458,  8, 4, 576, 192, 160, 41965, 12926],
  [64,  8, 61035, 6144, 12288,  9216, 26976, 6976, 32, 6098, 16, 8, 576, 192, 160, 53266,  1625],
  [64, 16, 61035, 6144, 21846, 16384, 19040, 6976, 32, 6098, 16, 8, 576, 192, 160, 54888,     3],
];

/**
 * GB, CPUs, Xms, Xmx, GC, threads, shared_buffers, effective_cache_size, work_mem, maintenance, autovacuum n, MB, shm_size, need, max_connections,
 * uWSGI processes, cheaper, initial, step, maxmemory, nginx workers, users
 */
// biome-ignore format: a table
export const SETTINGS: readonly Row<Size>[] = [
  [ 4,  2,   320,   640, 'Parallel', 2,  112,   336,  4,   32, 1,  32,  128,  60,  70,  3, 1,  2, 1,  64, 2,   5],
  [ 4,  4,   320,   640, 'Parallel', 3,  112,   336,  4,   32, 1,  32,  128,  60,  70,  3, 1,  2, 1,  64, 4,   5],
  [ 4,  8,   320,   640, 'Parallel', 7,  112,   336,  4,   32, 1,  32,  128,  60,  70,  3, 1,  2, 1,  64, 4,   5],
  [ 4, 16,   320,   640, 'Parallel', 8,  112,   336,  4,   32, 1,  32,  128,  60,  70,  3, 1,  2, 1,  64, 4,   5],
  [ 8,  2,   832,  1664, 'Parallel', 2,  240,   720,  4,   64, 2,  64,  256,  70,  80,  5, 2,  3, 1,  76, 2,  15],
  [ 8,  4,   832,  1664, 'Parallel', 3,  240,   720,  4,   64, 2,  64,  256,  70,  80,  5, 2,  3, 1,  76, 4,  15],
  [ 8,  8,   832,  1664, 'Parallel', 7,  240,   720,  4,   64, 2,  64,  256,  70,  80,  5, 2,  3, 1,  76, 4,  15],
  [ 8, 16,   832,  1664, 'Parallel', 8,  240,   720,  4,   64, 2,  64,  256,  70,  80,  5, 2,  3, 1,  76, 4,  15],
  [16,  2,  3072,  3072,       'G1', 2, 1072,  3216,  9,  268, 3, 256, 1088,  82, 100,  8, 2,  4, 1, 152, 2,  30],
  [16,  4,  3968,  3968,       'G1', 3,  608,  1848,  5,  154, 3, 154,  640,  88, 100, 10, 2,  5, 1, 152, 4,  40],
  [16,  8,  3968,  3968,       'G1', 7,  608,  1848,  5,  154, 3, 154,  640,  88, 100, 10, 2,  5, 1, 152, 4,  40],
  [16, 16,  3968,  3968,       'G1', 8,  608,  1848,  5,  154, 3, 154,  640,  88, 100, 10, 2,  5, 1, 152, 4,  40],
  [32,  2,  3072,  3072,       'G1', 2, 3232,  9720, 30,  810, 3, 256, 2048,  82, 100,  8, 2,  4, 1, 256, 2,  30],
  [32,  4,  5120,  5120,       'G1', 3, 2960,  8880, 21,  740, 3, 256, 2048, 110, 130, 16, 4,  8, 2, 256, 4,  70],
  [32,  8,  9088,  9088,       'G1', 7, 1328,  3984,  8,  332, 3, 256, 1344, 122, 140, 20, 5, 10, 2, 256, 4,  90],
  [32, 16,  9088,  9088,       'G1', 8, 1328,  3984,  8,  332, 3, 256, 1344, 122, 140, 20, 5, 10, 2, 256, 4,  90],
  [64,  2,  3072,  3072,       'G1', 2, 6736, 20232, 62, 1024, 3, 256, 2048,  82, 100,  8, 2,  4, 1, 256, 2,  30],
  [64,  4,  5120,  5120,       'G1', 3, 6736, 20232, 48, 1024, 3, 256, 2048, 110, 130, 16, 4,  8, 2, 256, 4,  70],
  [64,  8,  9216,  9216,       'G1', 7, 6736, 20232, 34, 1024, 3, 256, 2048, 166, 190, 32, 8, 16, 4, 256, 4, 150],
  [64, 16, 16384, 16384,       'G1', 8, 4752, 14280, 23, 1024, 3, 256, 2048, 166, 190, 32, 8, 16, 4, 256, 4, 150],
];

/** profile, broker, GB, CPUs, reserve, heap, geoserver, db, django, U, celery, C, H, broker, memcached, max_connections, total, unassigned */
// biome-ignore format: a table
export const OTHER_PROFILES: readonly Row<[Machine['profile'], Machine['broker'], ...Size]>[] = [
  [       'dev',    'redis',  8,  4, 1907,  1024,  1536,   736, 1376,  4, 1478,  2, 1, 216,   0,  80,  5598,   124],
  [       'dev',    'redis', 16,  8, 3814,  2048,  2731,  1024, 1776,  6, 1478,  2, 1, 368,   0,  80,  7729,  3715],
  [       'dev',    'redis', 32,  8, 7629,  2048,  2731,  1024, 1776,  6, 1478,  2, 1, 576,   0,  80,  7937, 14951],
  ['production',    'redis',  8,  4, 1144,  1536,  2048,   960, 1376,  4, 1478,  2, 1, 216, 140,  80,  6474,    11],
  ['production',    'redis', 16,  4, 2288,  3840,  5120,  2400, 2376,  9, 2138,  4, 2, 368, 216, 100, 12970,     0],
  ['production',    'redis', 32,  8, 4577,  8576, 11435,  5152, 4376, 19, 3678,  9, 4, 576, 369, 130, 25938,     2],
  ['production',    'redis', 64, 16, 8192, 16384, 21846, 16288, 6976, 32, 6098, 16, 8, 576, 701, 190, 52837,     6],
  [    'single', 'rabbitmq',  8,  4,  915,  1536,  2048,  1024, 1376,  4, 1478,  2, 1, 512,   0,  80,  6694,    20],
  [    'single', 'rabbitmq', 16,  4, 1830,  3840,  5120,  2496, 2576, 10, 2358,  5, 2, 512,   0, 100, 13414,    14],
];

/** The row of `LIMITS` that a budget makes, from `reserve` on. */
export function limitsRow({ reserve, limits, heap, uwsgi, celery, total, unassigned }: Budget) {
  const large = [limits.geoserver, heap, limits.db, limits.django, uwsgi.processes];
  const background = [limits.celery, celery.workers, celery.harvesters, limits.broker, limits.nginx];
  return [reserve, ...large, ...background, limits.letsencrypt + limits.seed, total, unassigned];
}

/** The row of `SETTINGS` that a budget makes, from `Xms` on. */
export function settingsRow({
  xms,
  heap,
  gc,
  gcThreads,
  postgres: pg,
  uwsgi,
  redis,
  nginxWorkers,
  usersServed,
}: Budget) {
  return [
    ...[xms, heap, gc, gcThreads, pg.sharedBuffers, pg.effectiveCacheSize, pg.workMem, pg.maintenanceWorkMem],
    ...[pg.autovacuumWorkers, pg.autovacuumWorkMem, pg.shmSize, pg.need, pg.maxConnections],
    ...[uwsgi.processes, uwsgi.cheaper, uwsgi.initial, uwsgi.step, redis.maxmemory, nginxWorkers, usersServed],
  ];
}

/** The row of `OTHER_PROFILES` that a budget makes, from `reserve` on. */
export function otherRow({ reserve, limits, heap, uwsgi, celery, postgres, total, unassigned }: Budget) {
  return [
    ...[reserve, heap, limits.geoserver, limits.db, limits.django, uwsgi.processes],
    ...[limits.celery, celery.workers, celery.harvesters, limits.broker, limits.memcached],
    ...[postgres.maxConnections, total, unassigned],
  ];
}
