import { ENGINE_CAUSES } from './causes-engine.ts';
import { PROJECT_CAUSES } from './causes-project.ts';
import { START_CAUSES } from './causes-start.ts';

/**
 * Every cause that this program can tell, by its stable id (docs/troubleshooting.md has them too). Of the details that are
 * filled in, `{up}` is always the command that goes on; the others are named where the cause is found.
 */
export const CAUSES = { ...ENGINE_CAUSES, ...PROJECT_CAUSES, ...START_CAUSES };

/** The id of a cause: it never changes, people and programs look for it. */
export type CauseId = keyof typeof CAUSES;

/** What is filled into a cause's texts, by name. */
export type Details = Readonly<Record<string, string>>;

/** A cause with its details, ready to be shown. */
export interface Finding {
  readonly cause: CauseId;
  /** The service that it is about; undefined where it is about the machine or the whole project. */
  readonly service?: string;
  readonly words: string;
  readonly fix: readonly string[];
}

/** Fills the details into a cause. A detail that was not given stays as `{name}`: a test looks for those. */
export function finding(cause: CauseId, details: Details, service?: string): Finding {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole);
  const { words, fix } = CAUSES[cause];
  return { cause, ...(service === undefined ? {} : { service }), words: fill(words), fix: fix.map(fill) };
}
