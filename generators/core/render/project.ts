import type { Answers } from '../answers/types.ts';
import { plan } from '../plan/catalogue.ts';
import type { Secrets } from '../plan/secrets.ts';
import { view } from '../plan/view.ts';
import { envBaseFile, stateFile, stateIgnoreFile } from '../state/baseline.ts';
import type { RenderedFile } from '../types.ts';
import { fillSecrets, renderFile, type TemplateSource, withoutSecrets } from './render.ts';

/** What a project is made of besides the answers. */
export interface Ingredients {
  readonly secrets: Secrets;
  readonly templates: TemplateSource;
  /** The version of this program. */
  readonly version: string;
}

/** Every file of a project, ready to be written; the program's own files are the last. */
export function renderProject(answers: Answers, { secrets, templates, version }: Ingredients): readonly RenderedFile[] {
  const model = view(answers, version);
  const files = plan(answers).map((file) => renderFile(file, templates, model));
  const own = [stateIgnoreFile(), envBaseFile(files, version), stateFile(files.map(publicFace), version)];
  return [...files.map((file) => withSecrets(file, secrets)), ...own];
}

const publicFace = (file: RenderedFile): RenderedFile =>
  file.policy === 'env' ? file : { ...file, text: withoutSecrets(file.text) };

function withSecrets(file: RenderedFile, secrets: Secrets): RenderedFile {
  return file.policy === 'env' ? { ...file, text: fillSecrets(file.text, secrets) } : publicFace(file);
}
