import { placeholder } from '../plan/placeholders.ts';
import { SECRETS } from '../plan/secrets.ts';
import type { View } from '../plan/view.ts';
import type { PlannedFile, RenderedFile } from '../types.ts';
import type { TemplateData, Templates } from './template.ts';

const PLACEHOLDERS = Object.fromEntries(SECRETS.map(({ name }) => [name, placeholder(name)]));

/** What a template of the file at `path` may use. */
export const dataFor = (path: string, view: View): TemplateData => ({
  ...view,
  secret: PLACEHOLDERS,
  example: path === '.env.example',
});

/** One file of the project, with placeholders where secrets belong. */
export function renderFile({ template, ...file }: PlannedFile, templates: Templates, view: View): RenderedFile {
  return { ...file, text: templates(template)(dataFor(file.path, view)) };
}
