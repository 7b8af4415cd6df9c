import * as v from 'valibot';
import { STATE_FOLDER } from '../../state/paths.ts';

/** Where a start notes which volumes it has made. It belongs to one machine: git ignores it. */
export const STARTED_FILE = `${STATE_FOLDER}/started.json`;

const Record = v.object({ engine: v.string(), volumes: v.record(v.string(), v.string()) });

/** Which volumes are this project's: the engine by its id, and the time at which each volume was made, by its name. */
export type Started = Readonly<v.InferOutput<typeof Record>>;

/** The record of a start; undefined where the text is none, which is as good as no record. */
export function parseStarted(text: string): Started | undefined {
  try {
    return v.parse(Record, JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The record as it stands in its file. */
export const startedText = (record: Started): string => `${JSON.stringify(record, null, 2)}\n`;

interface Made {
  readonly name: string;
  readonly createdAt: string;
}

/** The record of a start that left these volumes. */
export function startedWith(engine: string, volumes: readonly Made[]): Started {
  return { engine, volumes: Object.fromEntries(volumes.map(({ name, createdAt }) => [name, createdAt])) };
}
