import * as v from 'valibot';
import type { ContainerFacts } from '../evidence.ts';

/** A container as `docker inspect` tells, before anybody has read its log. */
export interface Inspected {
  readonly id: string;
  /** From when on its log counts, '' for the whole of it; undefined when there is nothing to read. */
  readonly logSince: string | undefined;
  readonly facts: Omit<ContainerFacts, 'log'>;
}

const Health = v.object({
  Status: v.optional(v.string(), ''),
  Log: v.nullish(v.array(v.object({ Start: v.optional(v.string(), ''), Output: v.optional(v.string(), '') })), []),
});
const State = v.object({
  Status: v.optional(v.string(), ''),
  ExitCode: v.optional(v.number(), 0),
  OOMKilled: v.optional(v.boolean(), false),
  Error: v.optional(v.string(), ''),
  StartedAt: v.optional(v.string(), ''),
  FinishedAt: v.optional(v.string(), ''),
  Health: v.nullish(Health),
});
const Container = v.object({
  Id: v.string(),
  Created: v.optional(v.string(), ''),
  RestartCount: v.optional(v.number(), 0),
  State,
  Config: v.object({ Labels: v.nullish(v.record(v.string(), v.string()), {}) }),
});
type ContainerOutput = v.InferOutput<typeof Container>;

/**
 * What `docker inspect ID…` printed; a text that is no such list gives none. With a moment of the engine's clock, only what
 * happened since: what ended before belongs to an earlier start, and may tell of a fault that is mended.
 */
export function parseInspected(json: string, since = ''): readonly Inspected[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(Container)), json);
  const containers = parsed.success ? parsed.output : [];
  return containers.filter((one) => !hasEndedBefore(one, since)).map((one) => inspectedOf(one, since));
}

const ENDED: ReadonlySet<string> = new Set(['exited', 'dead']);
const hasEndedBefore = ({ State: { Status, FinishedAt } }: ContainerOutput, since: string): boolean =>
  since !== '' && ENDED.has(Status) && isBefore(FinishedAt, since);

function inspectedOf({ Id, Created, RestartCount, State, Config }: ContainerOutput, since: string): Inspected {
  const health = State.Health?.Status ?? '';
  // The engine keeps what the checks of an earlier start have printed.
  const isRecent = (moment: string): boolean => !isBefore(moment, State.StartedAt) && !isBefore(moment, since);
  const healthOutput = (State.Health?.Log ?? [])
    .filter(({ Start }) => isRecent(Start))
    .map(({ Output }) => Output.trim());
  return {
    id: Id,
    logSince: logSince({ RestartCount, State, isQuiet: health !== 'starting' || healthOutput.length === 0 }, since),
    facts: {
      service: Config.Labels?.['com.docker.compose.service'] ?? '',
      state: State.Status,
      health: health === 'none' ? '' : health,
      exitCode: State.ExitCode,
      outOfMemory: State.OOMKilled,
      restarts: RestartCount,
      error: State.Error,
      healthOutput,
      ...(isBefore(Created, since) ? { older: true } : {}),
    },
  };
}

function logSince(
  { RestartCount, State, isQuiet }: Pick<ContainerOutput, 'RestartCount' | 'State'> & { readonly isQuiet: boolean },
  since: string,
): string | undefined {
  if (State.Status === 'created') return undefined;
  // Somebody asks every second: the log of a container with which nothing is wrong can wait.
  if (since !== '' && isQuiet && RestartCount === 0 && State.ExitCode === 0) return undefined;
  // In a loop the last words of the start before this one tell why.
  return RestartCount > 0 ? since : State.StartedAt;
}

/** The exit code of each container's last end, by its id, from the lines of `docker events --filter event=die --format json`. */
export function parseEnds(events: string): ReadonlyMap<string, number> {
  const read = events.split('\n').map((line) => v.safeParse(End, line));
  return new Map(
    read.flatMap(({ success, output }) => (success ? [[output.Actor.ID, output.Actor.Attributes.exitCode]] : [])),
  );
}

const End = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    Actor: v.object({
      ID: v.string(),
      Attributes: v.object({ exitCode: v.pipe(v.string(), v.transform(Number), v.integer()) }),
    }),
  }),
);

// A container that ends in the middle of a line leaves it without an end, and the next one stands behind it.
const LINE = /\r?\n|(?=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z )/;

/**
 * The lines of `docker logs --timestamps`, without the times. Docker prints what a container wrote on its two streams on two
 * streams as well: given one behind the other, the times put them together again.
 */
export const logLines = (text: string): readonly string[] =>
  text
    .split(LINE)
    .filter(Boolean)
    .map((line) => ({ time: line.slice(0, line.indexOf(' ')), words: line.slice(line.indexOf(' ') + 1) }))
    .sort((one, other) => (one.time < other.time ? -1 : Number(one.time > other.time)))
    .map(({ words }) => words);

// Moments that cannot be read are not before anything.
const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);
