import type { Decision, FileNote } from '../merge/decision.ts';
import type { Open } from '../update/resolve.ts';

/** What a run does with one path, for people and for `--json`. */
export interface FileChange {
  readonly path: string;
  readonly kind: Decision['kind'];
  /** The first lines of its conflicts in the user's file. */
  readonly conflicts?: readonly number[];
  /** How its conflicts were settled. */
  readonly resolution?: string;
  readonly notes?: readonly FileNote[];
}

/** The kinds that change something on the disk. */
const WRITING: ReadonlySet<Decision['kind']> = new Set([
  'create',
  'update',
  'merge',
  'delete',
  'conflict',
  'type-conflict',
]);

/** Whether the run does something to the disk for this path. */
export const writes = ({ kind }: Pick<FileChange, 'kind'>): boolean => WRITING.has(kind);

/** A decision as it is reported. */
export function changeOf(decision: Decision, resolution?: string): FileChange {
  const { path, kind, notes } = decision;
  const conflicts = decision.kind === 'conflict' ? decision.merge.conflicts.map(({ line }) => line) : undefined;
  return {
    path,
    kind,
    ...(conflicts ? { conflicts } : {}),
    ...(resolution ? { resolution } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** The places of a file's conflicts, as a person would look for them. */
export function conflictLines(open: Open): readonly string[] {
  if (open.kind === 'type-conflict') return [`  ${open.path} ${open.what}`];
  return open.merge.conflicts.map(({ line }) => `  ${open.path}:${line}`);
}

type Words = {
  readonly [Id in FileNote['id']]: (note: Extract<FileNote, { id: Id }>, path: string) => readonly string[];
};

const shown = (value: string | undefined): string =>
  value === undefined ? '********' : value === '' ? 'empty' : value;

/** Every note in words. A value that is secret is not in the note, and so not in the words. */
const WORDS: Words = {
  added: ({ key }) => [`.env: ${key} is new.`],
  updated: ({ key, was, now }) => [`.env: ${key} ${shown(was)} → ${shown(now)}`],
  kept: ({ key, was, now, yours }) => [
    `.env: ${key} stays ${shown(yours)}; its default went from ${shown(was)} to ${shown(now)}.`,
  ],
  unverified: ({ key, now, yours }) => [
    `.env: ${key} stays ${shown(yours)}; the template has ${shown(now)}, and nothing here tells who chose yours.`,
  ],
  merged: ({ key, yours }) => [`.env: ${key} was merged with yours (${shown(yours)}).`],
  obsolete: ({ key }) => [`.env: ${key} is no longer needed and was commented out.`],
  unused: ({ key }) => [`.env: ${key} is no longer needed; yours stays.`],
  'still-read': ({ key, readBy }) => [`.env: ${key} stays, because ${readBy} reads it; the template no longer does.`],
  deleted: ({ key }) => [`.env: ${key} stays out, as you removed it.`],
  duplicate: ({ key }) => [`.env: ${key} stands more than once; the last one counts. Its lines were left alone.`],
  'part-kept': ({ part }, path) => [`${path}: ${part} left the template; yours stays, because you changed it.`],
  'part-left-out': ({ part }, path) => [`${path}: ${part} changed in the template and stays out, as you removed it.`],
  'template-changed': ({ changes }, path) => [
    `${path} is yours and stays. The template changed what stood there; take over what you need:`,
    ...changes.flatMap(({ line, was, now }) => [
      `  ${path}:${line}`,
      ...was.map((text) => `    - ${text}`),
      ...now.map((text) => `    + ${text}`),
    ]),
  ],
  'file-left-out': (_, path) => [`${path} stays out, as you deleted it. It comes back with --restore ${path}`],
  'no-longer-managed': (_, path) => [`${path} is no longer generated; it stays and is yours now.`],
  'not-a-file': ({ what }, path) => [`${path} ${what}; it was left alone.`],
};

/** The notes of a change in words. */
export function noteLines({ path, notes = [] }: FileChange): readonly string[] {
  return notes.flatMap((note) =>
    (WORDS[note.id] as Words[typeof note.id] & ((note: FileNote, path: string) => readonly string[]))(note, path),
  );
}
