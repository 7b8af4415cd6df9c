/** How long a second Ctrl-C is waited for. */
const PATIENCE = 3000;

/** Listens to Ctrl-C while Docker works: it decides when it has stopped. */
export interface Interrupts {
  readonly count: () => number;
  /** Called at the first one; at once when that has come already. */
  onFirst(stop: () => void): void;
  /** Whether a second one came, within three seconds from now. */
  second(): Promise<boolean>;
  done(): void;
}

/** Takes Ctrl-C (and SIGTERM) over until `done`. */
export function interrupts(): Interrupts {
  let seen = 0;
  let stop = (): void => undefined;
  let second = (): void => undefined;
  const listen = (): void => {
    seen++;
    if (seen === 1) stop();
    else second();
  };
  process.on('SIGINT', listen).on('SIGTERM', listen);
  return {
    count: () => seen,
    onFirst: (callback) => {
      stop = callback;
      // It may have come between two commands.
      if (seen > 0) callback();
    },
    second: () =>
      new Promise((resolve) => {
        if (seen > 1) return resolve(true);
        const patience = setTimeout(() => resolve(false), PATIENCE);
        second = () => {
          clearTimeout(patience);
          resolve(true);
        };
      }),
    done: () => void process.off('SIGINT', listen).off('SIGTERM', listen),
  };
}
