import ejs from 'ejs';
import { placeholder } from '../plan/placeholders.ts';
import { SECRETS } from '../plan/secrets.ts';
import type { View } from '../plan/view.ts';
import type { PlannedFile, RenderedFile } from '../types.ts';

/** Gives the text of a template by its path below `templates/project`. */
export type TemplateSource = (template: string) => string;

// The view is code of ours, not of a user: names that it lacks throw. `escape` would spoil values with an ampersand. Without `with`,
// and with names as plain variables, templates compile in half the time.
const OPTIONS = { escape: String, async: false, rmWhitespace: false, compileDebug: false, strict: true } as const;

const PLACEHOLDERS = Object.fromEntries(SECRETS.map(({ name }) => [name, placeholder(name)]));

/**
 * One file of the project, with placeholders where secrets belong. Throws a ReferenceError when the template names
 * something that the view lacks.
 */
export function renderFile(file: PlannedFile, source: TemplateSource, view: View): RenderedFile {
  const { template, ...rest } = file;
  const text = source(template);
  if (!template.endsWith('.ejs')) return { ...rest, text };
  const data = { ...view, secret: PLACEHOLDERS, example: file.path === '.env.example' };
  return { ...rest, text: ejs.render(text, data, { ...OPTIONS, destructuredLocals: Object.keys(data) }) as string };
}
