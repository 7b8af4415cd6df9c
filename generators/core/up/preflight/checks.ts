import { compose, engine } from './engine.ts';
import { architecture, cpus, disk, memory } from './machine.ts';
import { dns, images } from './network.ts';
import { ports } from './ports.ts';
import { certificate, conflicts, env, lineEndings, mounts, passwords, project } from './project.ts';
import type { Judge } from './verdict.ts';
import { postgres, volumes } from './volumes.ts';

/** One check: `id` never changes, people write it behind --skip; `title` says what is looked at. */
interface Row {
  readonly id: string;
  readonly title: string;
  readonly judge: Judge;
}

/** THE table of checks, in the order in which they are shown. */
export const CHECKS = [
  { id: 'engine', title: 'Docker engine', judge: engine },
  { id: 'compose', title: 'Docker Compose', judge: compose },
  { id: 'project', title: 'Compose files', judge: project },
  { id: 'env', title: 'settings in .env', judge: env },
  { id: 'passwords', title: 'passwords in .env', judge: passwords },
  { id: 'conflicts', title: 'conflict markers', judge: conflicts },
  { id: 'line-endings', title: 'line ends of scripts', judge: lineEndings },
  { id: 'mounts', title: 'mounted files', judge: mounts },
  { id: 'certificate', title: 'certificate and key', judge: certificate },
  { id: 'architecture', title: 'processor architecture', judge: architecture },
  { id: 'memory', title: 'memory', judge: memory },
  { id: 'cpus', title: 'processors', judge: cpus },
  { id: 'disk', title: 'free disk space', judge: disk },
  { id: 'ports', title: 'ports', judge: ports },
  { id: 'volumes', title: 'volumes of other installations', judge: volumes },
  { id: 'postgres', title: 'version of the database', judge: postgres },
  { id: 'images', title: 'images', judge: images },
  { id: 'dns', title: 'host names', judge: dns },
] as const satisfies readonly Row[];

/** The id of a check. */
export type CheckId = (typeof CHECKS)[number]['id'];

/** Every id that --skip takes. */
export const CHECK_IDS: readonly CheckId[] = CHECKS.map(({ id }) => id);
