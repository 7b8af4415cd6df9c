/** What regenerating does with a file (design §3). */
export type Policy = 'env' | 'text' | 'compose' | 'until-edited' | 'owned';

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

/** What the run does with one path. */
export interface FileChange {
  readonly path: string;
  readonly kind: 'create' | 'same' | 'collision';
  /** Why it collides, in words. */
  readonly reason?: string;
}

/** What stands at a path of the project: the text of a regular file, or what is there instead. */
export type Existing =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'other'; readonly what: string };

/** What stands in the project, by path; paths that are free are absent. */
export type Tree = ReadonlyMap<string, Existing>;
