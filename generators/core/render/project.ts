import type { Answers } from '../answers/types.ts';
import { plan } from '../plan/catalogue.ts';
import { withoutSecrets } from '../plan/placeholders.ts';
import { view } from '../plan/view.ts';
import type { RenderedFile } from '../types.ts';
import { renderFile } from './render.ts';
import type { Templates } from './template.ts';

/** What a project is made of besides the answers. */
interface Ingredients {
  readonly templates: Templates;
  /** The version of this program. */
  readonly version: string;
}

/** Every file of a project but the program's own. `.env` holds placeholders where its secrets belong. */
export function renderProject(answers: Answers, { templates, version }: Ingredients): readonly RenderedFile[] {
  const model = view(answers, version);
  const files = plan(answers).map((file) => renderFile(file, templates, model));
  return files.map((file) => (file.policy === 'env' ? file : { ...file, text: withoutSecrets(file.text) }));
}
