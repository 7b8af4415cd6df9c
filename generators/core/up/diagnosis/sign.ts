import type { CauseId, Details } from '../causes.ts';
import type { ContainerFacts, Evidence } from '../evidence.ts';
import { failedStep } from './build-step.ts';
import { isTrouble } from './trouble.ts';

/** A cause that shows in the evidence, with what fills its texts. */
export interface Found {
  /** The service in whose container, or whose build, it shows. */
  readonly service?: string;
  readonly details: Details;
  /** The line that tells. */
  readonly line: string;
}

/** What gives a cause away. */
export interface Sign {
  readonly cause: CauseId;
  /** `command`: it shows in what Docker says; `container`: in what a container says. */
  readonly in: 'command' | 'container';
  /** It also shows while the service only needs its time: it counts when nothing else does. */
  readonly weak?: boolean;
  find(evidence: Evidence): readonly Found[];
}

/** A line that matched. */
export interface Clue {
  /** Named groups of the pattern that took part. */
  readonly groups: Readonly<Record<string, string>>;
  readonly line: string;
  readonly evidence: Evidence;
  /** '' where Docker itself speaks. */
  readonly service: string;
}

interface Row {
  readonly cause: CauseId;
  readonly pattern: RegExp;
  /** What fills the texts; the named groups when it is left out, no finding when it gives undefined. */
  readonly details?: (clue: Clue) => Details | undefined;
}

/** A sign in what Docker says. `output`: anywhere, errors of containers included; `step`: in the step of the build that failed. */
export interface CommandRow extends Row {
  readonly in: 'output' | 'step';
  /** Whose fault it is, where the line tells. */
  readonly service?: (clue: Clue) => string | undefined;
}

/** A sign in what a container in trouble says. */
export interface ContainerRow extends Row {
  readonly in: 'log' | 'health' | 'both';
  /** Undefined for every service. */
  readonly services?: readonly string[];
  readonly weak?: true;
}

/** The sign that a row for Docker's own words declares. Its first line counts: what follows is a consequence. */
export function commandSign(row: CommandRow): Sign {
  const find = (evidence: Evidence): readonly Found[] => {
    const lines = row.in === 'step' ? failedStep(evidence.output) : engineWords(evidence);
    const found = lines.flatMap((line) => foundIn(row, { line, evidence, service: '' }));
    return found.slice(0, 1).map(({ clue, ...rest }) => withService(rest, row.service?.(clue)));
  };
  return { cause: row.cause, in: 'command', find };
}

/** The sign that a row for containers declares. The last line counts: it belongs to the latest start. */
export function containerSign(row: ContainerRow): Sign {
  const find = (evidence: Evidence): readonly Found[] =>
    inTrouble(evidence, row.services).flatMap((container) => {
      const { service } = container;
      const found = wordsOf(container, row.in).flatMap((line) => foundIn(row, { line, evidence, service }));
      return found.slice(-1).map(({ details, line }) => ({ service, details, line }));
    });
  return { cause: row.cause, in: 'container', weak: row.weak === true, find };
}

/**
 * The containers with which something is wrong, of these services where they are named. A command that fails before any
 * container is touched is not their fault, whatever state an earlier start has left them in.
 */
export function inTrouble(evidence: Evidence, services?: readonly string[]): readonly ContainerFacts[] {
  const { phase, containers, model } = evidence;
  if (phase !== 'up' && phase !== 'wait') return [];
  return containers.filter((one) => (services?.includes(one.service) ?? true) && isTrouble(one, model));
}

/** What Docker says: of the command that failed; or, where none ran, why it could not start a container. */
const engineWords = ({ phase, output, containers }: Evidence): readonly string[] =>
  phase === 'wait' ? [...output, ...containers.map(({ error }) => error).filter(Boolean)] : output;

function wordsOf({ log, healthOutput }: ContainerFacts, place: ContainerRow['in']): readonly string[] {
  const health = place === 'log' ? [] : healthOutput.flatMap((text) => text.split('\n'));
  return place === 'health' ? health : [...health, ...log];
}

function foundIn(row: Row, where: Omit<Clue, 'groups'>): readonly (Found & { readonly clue: Clue })[] {
  const match = row.pattern.exec(where.line);
  if (match === null) return [];
  const groups = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
  const clue = { ...where, groups: Object.fromEntries(groups) };
  const details = row.details ? row.details(clue) : clue.groups;
  return details === undefined ? [] : [{ details, line: where.line, clue }];
}

const withService = (found: Found, service: string | undefined): Found =>
  service === undefined ? found : { ...found, service };
