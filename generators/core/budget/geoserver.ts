import { floorTo } from './arithmetic.ts';
import type { Layout } from './layout.ts';
import type { Machine } from './machine.ts';

/** GeoServer's JVM, memory in MiB. */
export interface GeoserverSettings {
  /** `-Xmx`. */
  readonly heap: number;
  /** `-Xms`: all at once on a server, half where memory is short or shared. */
  readonly xms: number;
  /** Always set: a JVM that sees one CPU silently picks Serial. */
  readonly gc: 'G1' | 'Parallel' | 'Serial';
  /** `-XX:ParallelGCThreads`; 0 means leave it out (Serial has none). */
  readonly gcThreads: number;
  /** `cpus` of the container. */
  readonly geoserverCpus: number;
  readonly controlFlow: ControlFlow;
}

/** Requests at the same time by kind, and seconds that a request may wait for its turn. */
interface ControlFlow {
  readonly global: number;
  readonly getmap: number;
  readonly gwc: number;
  readonly user: number;
  readonly timeout: number;
}

/** The heap in MiB from which continuous load is likely: G1, and all of the heap from the start. */
const LARGE_HEAP = 2048;

/** GetMap may use 64 MiB a request; so many requests fill a quarter of the heap. */
const HEAP_PER_GETMAP = 256;

/** GeoServer's settings (tuning.md §1.3). The JVM sees `geoserverCpus`, so collector and threads follow these. */
export function geoserverSettings({ heap }: Layout, machine: Machine): GeoserverSettings {
  const geoserverCpus = cpusOf(machine);
  const gc = collector(heap, geoserverCpus);
  return {
    heap,
    xms: heap >= LARGE_HEAP && machine.profile !== 'dev' ? heap : floorTo(64, heap / 2),
    gc,
    gcThreads: gc === 'Serial' ? 0 : Math.min(geoserverCpus, 8),
    geoserverCpus,
    controlFlow: controlFlow(heap, geoserverCpus),
  };
}

/** A laptop keeps half of its CPUs, a server with more than two keeps one for everything else. */
function cpusOf({ profile, cpus }: Machine): number {
  if (profile === 'dev') return Math.ceil(cpus / 2);
  return cpus <= 2 ? cpus : cpus - 1;
}

function collector(heap: number, cpus: number): GeoserverSettings['gc'] {
  if (cpus < 2) return 'Serial';
  return heap >= LARGE_HEAP ? 'G1' : 'Parallel';
}

function controlFlow(heap: number, cpus: number): ControlFlow {
  return {
    global: Math.max(8, 8 * cpus),
    getmap: Math.max(2, Math.min(2 * cpus, Math.floor(heap / HEAP_PER_GETMAP))),
    gwc: 4 * cpus,
    user: 6,
    timeout: 60,
  };
}
