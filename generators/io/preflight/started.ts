import nodeFs, { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE_FOLDER } from '../../core/state/paths.ts';
import type { Model } from '../../core/up/evidence.ts';
import { parseStarted, STARTED_FILE, type Started, startedText, startedWith } from '../../core/up/preflight/started.ts';
import { diskError } from '../disk-error.ts';
import { type FileSystem, makeFolders, patiently, writeNew } from '../file-system.ts';
import { askEngine, askVolumes } from './engine.ts';
import type { Question } from './question.ts';

/** What an earlier start of this project noted; undefined where there is no such note, or none that can be read. */
export function readStarted(directory: string): Started | undefined {
  try {
    return parseStarted(readFileSync(join(directory, STARTED_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The note for the project as it stands on the engine now; undefined where the engine does not tell. */
export async function startedNow(question: Question, model: Model): Promise<Started | undefined> {
  const [engine, volumes] = await Promise.all([askEngine(question), askVolumes(question, model)]);
  return engine.kind === 'answers' && volumes !== undefined ? startedWith(engine.id, volumes) : undefined;
}

/**
 * Notes which volumes are this project's. The file is there complete or not at all.
 * @throws AppError when it cannot be written
 */
export function writeStarted(directory: string, record: Started, fs: FileSystem = nodeFs): void {
  const path = join(directory, STARTED_FILE);
  const draft = `${path}.${process.pid}`;
  try {
    makeFolders(join(directory, STATE_FOLDER), fs);
    fs.rmSync(draft, { force: true });
    writeNew(draft, { content: startedText(record), mode: 0o644 }, fs);
    patiently(() => fs.renameSync(draft, path));
  } catch (error) {
    fs.rmSync(draft, { force: true });
    throw diskError(`${path} cannot be written: ${(error as Error).message}`, error);
  }
}
