/** Why a site does not start, in words, and what to do next. `{name}` stands for a detail that is filled in. */
export interface Cause {
  readonly words: string;
  readonly fix: readonly string[];
}

/** The last step of most: the command that failed, once more. */
export const AGAIN = 'Then: {up}';
