/** What regenerating does with a file (design §3). */
export const POLICIES = ['env', 'text', 'compose', 'until-edited', 'owned'] as const;
/** One of them. */
export type Policy = (typeof POLICIES)[number];

/** A file of the project before it is rendered. */
export interface PlannedFile {
  /** Path in the project, with slashes. */
  readonly path: string;
  /** Path below `templates/project`; `.ejs` files are rendered, others copied. */
  readonly template: string;
  readonly policy: Policy;
  readonly mode: FileMode;
}

/** Permissions; the only ones that we give. */
export type FileMode = 0o644 | 0o755 | 0o600;

/** A file of the project as it will be written. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
  readonly policy: Policy;
  readonly mode: FileMode;
}
