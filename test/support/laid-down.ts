import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, seenIn } from './on-disk.ts';
import { type FrozenProject, layDown } from './releases.ts';
import { temporaryFolder } from './temporary.ts';
import { PRESENT, type Release, wholeRun, YES } from './whole-run.ts';

/** A frozen project on the disk, for the time of a test. */
export function laidDown(project: FrozenProject, edit: (project: Editor) => void = () => undefined): Editor {
  const root = join(temporaryFolder(), 'my_site');
  mkdirSync(root);
  layDown(project, root);
  const editor = new Editor(root);
  edit(editor);
  return editor;
}

/** The answers that a project has stored. */
export function storedAnswers({ root }: Pick<Editor, 'root'>): Readonly<Record<string, unknown>> {
  const { 'create-geonode-project': own } = JSON.parse(seenIn(root).get('.yo-rc.json')?.text ?? '') as {
    'create-geonode-project': { answers: Record<string, unknown> };
  };
  return own.answers;
}

/** A new project of a release, with the answers that another one has stored. */
export async function freshLike(project: Pick<Editor, 'root'>, release: Release = PRESENT): Promise<Editor> {
  const folder = temporaryFolder();
  const answers = join(folder, 'answers.json');
  writeFileSync(answers, JSON.stringify(storedAnswers(project)));
  const root = join(folder, 'my_site');
  await wholeRun(root, { ...YES, answers }, release, folder);
  return new Editor(root);
}
