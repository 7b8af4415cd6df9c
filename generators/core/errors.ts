/** Every way a run can end, as the process's exit code (design §2). */
export const EXIT = {
  done: 0,
  failure: 1,
  usage: 2,
  conflicts: 3,
  guard: 4,
  drift: 5,
  docker: 6,
  interrupted: 130,
} as const;

/** One of the numbers of `EXIT`. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * A failure that a person can do something about. `message` says what is wrong, `hint` what to do next; only
 * `cli.ts` prints them. `exitCode` is never 0.
 */
export class AppError extends Error {
  readonly exitCode: ExitCode = EXIT.failure;
  readonly hint: string;
  /** What `--json` says besides the error itself. */
  details: object = {};

  constructor(message: string, hint = '', options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.hint = hint;
  }

  /** The same error, with what the run had done before it. */
  with(details: object): this {
    this.details = details;
    return this;
  }
}

/** A flag, an answer or a file that cannot be used as it was given. */
export class UsageError extends AppError {
  override readonly exitCode = EXIT.usage;
}

/** Changes of the template and of the user that do not go together, and nobody has chosen between them. */
export class ConflictError extends AppError {
  override readonly exitCode = EXIT.conflicts;
}

/** Something in the way that only its owner may move: files that are there, another run, a newer project. */
export class GuardError extends AppError {
  override readonly exitCode = EXIT.guard;
}

/** Docker is not there, or a build or start that was asked for failed. */
export class DockerError extends AppError {
  override readonly exitCode = EXIT.docker;
}

/** The user ended the run, by Ctrl-C or by choosing to stop. */
export class InterruptedError extends AppError {
  override readonly exitCode = EXIT.interrupted;
}
