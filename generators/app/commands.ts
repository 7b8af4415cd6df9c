/** Commands besides creating and regenerating, which has no name. */
export const COMMANDS = ['check', 'undo', 'up', 'doctor', 'adopt', 'apply'] as const;
/** One of them. */
export type Command = (typeof COMMANDS)[number];

/** Commands that are scripts of the project, so that its owner needs no Node.js for them. */
export const SCRIPTS = ['backup', 'restore'] as const;
