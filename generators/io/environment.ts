import { EventEmitter } from 'node:events';
import { create as createMemFs } from 'mem-fs';
import type Generator from 'yeoman-generator';
import { prompt } from './prompt.ts';
import type { Terminal } from './terminal.ts';

/** Yeoman's run loop, in the order in which tasks run. */
const QUEUES = [
  'environment:run',
  'initializing',
  'prompting',
  'configuring',
  'default',
  'writing',
  'transform',
  'conflicts',
  'environment:conflicts',
  'install',
  'end',
];

// The version of yeoman-environment whose contract this one keeps; generators ask for it.
const CONTRACT_VERSION = '6.3.0';

interface Task {
  readonly run: () => unknown;
  readonly once: string | undefined;
}

type GeneratorClass = new (args: string[], options: never) => Generator;

/**
 * A Yeoman environment with just what one generator needs. The real one costs three hundred packages and a second of
 * start-up; a conformance test runs the same generator under both and demands the same files.
 */
export class LeanEnvironment extends EventEmitter {
  readonly cwd: string;
  readonly logCwd: string;
  readonly options = {};
  readonly sharedFs = createMemFs();
  readonly adapter: ReturnType<typeof createAdapter>;
  readonly #queues = new Map<string, Task[]>(QUEUES.map((name) => [name, []]));
  readonly #contexts = new Map<string, Map<string, unknown>>();

  constructor(cwd: string, terminal: Terminal) {
    super();
    this.cwd = cwd;
    this.logCwd = cwd;
    this.adapter = createAdapter(terminal);
    this.sharedFs.setMaxListeners(0);
  }

  getVersion(): string {
    return CONTRACT_VERSION;
  }

  getContextMap(key: string): Map<string, unknown> {
    const found = this.#contexts.get(key) ?? new Map<string, unknown>();
    this.#contexts.set(key, found);
    return found;
  }

  addPriority(name: string, before?: string): void {
    if (this.#queues.has(name)) return;
    const entries = [...this.#queues];
    const index = before === undefined ? entries.length : entries.findIndex(([other]) => other === before);
    entries.splice(index < 0 ? entries.length : index, 0, [name, []]);
    this.#queues.clear();
    for (const [queue, tasks] of entries) this.#queues.set(queue, tasks);
  }

  queueTask(name: string, run: () => unknown, { once }: { once?: string } = {}): void {
    const queue = this.#queues.get(name);
    if (queue === undefined || (once !== undefined && queue.some((task) => task.once === once))) return;
    queue.push({ run, once });
  }

  /** Runs a generator to its end and returns it; the first task that throws ends the run. */
  async run<T extends Generator>(generatorClass: GeneratorClass, args: string[], options: object): Promise<T> {
    const generator = new generatorClass(args, {
      env: this,
      namespace: 'create-geonode-project',
      resolved: __filename,
      ...options,
    } as never) as T;
    await (generator as unknown as { _postConstruct?: () => Promise<void> })._postConstruct?.();
    await (generator as unknown as { queueTasks: () => Promise<void> }).queueTasks();
    // A generator that wants to commit by itself says so in its features; ours always does.
    const { customCommitTask } = generator.features as { customCommitTask?: () => Promise<void> };
    this.queueTask('environment:conflicts', async () => customCommitTask?.());
    for (let task = this.#next(); task !== undefined; task = this.#next()) await task.run();
    return generator;
  }

  #next(): Task | undefined {
    for (const queue of this.#queues.values()) {
      const task = queue.shift();
      if (task !== undefined) return task;
    }
    return undefined;
  }
}

function createAdapter(terminal: Terminal) {
  const log = Object.assign((line: string) => terminal.detail(line), { error: terminal.detail, ok: terminal.detail });
  return {
    log,
    prompt,
    queue: <T>(task: () => T): T => task(),
    progress: <T>(task: () => T): T => task(),
    onIdle: async () => undefined,
    close: () => undefined,
  };
}
