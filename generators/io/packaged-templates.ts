import { join } from 'node:path';
import type { Templates } from '../core/render/template.ts';
import { templatesIn } from './templates.ts';

/** The templates of this package. The build puts them in this module's place, compiled (test/build/templates.ts). */
export const packagedTemplates: Templates = templatesIn(join(import.meta.dirname, '..', '..', 'templates'));
