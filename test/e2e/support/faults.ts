import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CauseId } from '../../../generators/core/up/causes.ts';
import { command, type Outcome, type Site } from './site.ts';

/** One way to break a site, and what the program has to say about it. */
export interface Fault {
  /** The name of its fixture: the cause, with a word behind it where there are several. */
  readonly name: string;
  readonly cause: CauseId;
  readonly service?: string;
  /** Breaks it. Files are mended by the bench, all else by what is handed to `bench.after`. */
  readonly inject: (bench: Bench) => Promise<unknown> | unknown;
  /** The checks before the start that would find it first. */
  readonly skip?: readonly string[];
  /** Seconds after which the start gives up; where only time can tell. */
  readonly timeout?: number;
}

const OVERRIDE = 'docker-compose.override.yml';

/** A site to break and to mend. */
export class Bench {
  readonly site: Site;
  readonly #files = new Map<string, Buffer>();
  #mend: (() => Promise<unknown>)[] = [];
  /** What the start runs with besides the environment of the tests. */
  environment: Readonly<Record<string, string>> = {};
  /** The program before the command, to run it as somebody else. */
  prefix: readonly string[] = [];

  constructor(site: Site) {
    this.site = site;
  }

  edit(path: string, change: (text: string) => string): void {
    const file = join(this.site.folder, path);
    const bytes = readFileSync(file);
    if (!this.#files.has(path)) this.#files.set(path, bytes);
    writeFileSync(file, change(bytes.toString('utf8')));
  }

  /** A file that is not there. */
  create(path: string, text: string): void {
    const file = join(this.site.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.after(async () => rmSync(file));
  }

  drop(path: string): void {
    this.edit(path, (text) => text);
    rmSync(join(this.site.folder, path));
  }

  append(path: string, text: string): void {
    this.edit(path, (before) => `${before}${text}\n`);
  }

  /** Gives a key of `.env` another value; a key that is not there is added. */
  setEnv(key: string, value: string): void {
    this.edit('.env', (text) => `${text.replace(new RegExp(`^${key}=.*\n`, 'm'), '')}${key}=${value}\n`);
  }

  /** Replaces docker-compose.override.yml. */
  override(compose: object): void {
    this.edit(OVERRIDE, () => JSON.stringify(compose));
  }

  after(mend: () => Promise<unknown>): void {
    this.#mend.push(mend);
  }

  docker(...args: readonly string[]): Promise<Outcome> {
    return command('docker', args, { cwd: this.site.folder });
  }

  compose(...args: readonly string[]): Promise<Outcome> {
    return this.docker('compose', ...args);
  }

  /** Runs a shell in the volume of a service that does not run meanwhile. */
  async inVolume(volume: string, script: string): Promise<void> {
    const mount = `${this.site.name}_${volume}:/volume`;
    const { exitCode, stderr } = await this.docker(
      'run',
      '--rm',
      '-v',
      mount,
      '-w',
      '/volume',
      SHELL,
      'sh',
      '-c',
      script,
    );
    if (exitCode !== 0) throw new Error(stderr);
  }

  /** Puts everything back that was broken; the containers follow with the next start. */
  async mend(): Promise<void> {
    for (const [path, bytes] of this.#files) writeFileSync(join(this.site.folder, path), bytes);
    this.#files.clear();
    for (const mend of this.#mend.reverse()) await mend();
    this.#mend = [];
    this.environment = {};
    this.prefix = [];
  }
}

/** An image with a shell that every engine has on which a site was started. */
export const SHELL = 'redis:7.4.5-alpine';
