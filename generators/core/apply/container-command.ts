/** A command in the container of a service; what is secret goes in through standard input, so that no process list has it. */
export interface ContainerCommand {
  readonly service: string;
  readonly args: readonly string[];
  readonly input?: string;
}

/** A shell command in a container, whose environment has the names and passwords. */
export const inShell = (service: string, script: string, input?: string): ContainerCommand => ({
  service,
  args: ['sh', '-c', script],
  ...(input === undefined ? {} : { input }),
});

/** A management command of the project. */
export const inDjango = (args: readonly string[]): ContainerCommand => ({
  service: 'django',
  args: ['python', 'manage.py', ...args],
});
