import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';

/** One container as `docker compose ps` tells. */
interface Container {
  readonly Service: string;
  readonly State: string;
  readonly Health: string;
  readonly ExitCode: number;
  readonly ID: string;
  readonly Publishers: readonly { readonly URL: string; readonly PublishedPort: number }[] | null;
}

/** What a command left. */
export interface Outcome {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const ONE_SHOTS: ReadonlySet<string> = new Set(['data-dir-conf']);

/** A generated project on the engine. Every name that it gives to Docker starts with `cgp_e2e_`. */
export class Site {
  readonly folder: string;
  readonly name: string;

  constructor(name: string) {
    this.name = `cgp_e2e_${name}`;
    this.folder = join(mkdtempSync(join(tmpdir(), 'cgp-site-')), this.name);
  }

  /** Generates the project with the packed program. */
  generate(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return command(
      process.execPath,
      [join(inject('packed'), 'dist/cli.cjs'), this.folder, '--yes', '--memory', '8', '--cpus', '4', ...args],
      { cwd: tmpdir(), env },
    );
  }

  /** Runs `docker compose …` in the project. */
  compose(...args: readonly string[]): Promise<Outcome> {
    return command('docker', ['compose', ...args], { cwd: this.folder });
  }

  /** Runs a command in a service and gives what it printed; fails when the command does. */
  async exec(service: string, ...args: readonly string[]): Promise<string> {
    const outcome = await command('docker', ['exec', this.#container(service), ...args], { cwd: this.folder });
    if (outcome.exitCode !== 0) throw new Error(`${service}: ${args.join(' ')}: ${outcome.stderr}${outcome.stdout}`);
    return outcome.stdout.trim();
  }

  async containers(): Promise<readonly Container[]> {
    const { stdout } = await this.compose('ps', '--all', '--format', 'json');
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Container);
  }

  /** What reaches the host, as `service address:port`. */
  async published(): Promise<readonly string[]> {
    const open = (await this.containers()).flatMap(({ Service, Publishers }) =>
      (Publishers ?? []).map((one) => ({ Service, ...one })),
    );
    return open
      .filter(({ PublishedPort }) => PublishedPort > 0)
      .map(({ Service, URL, PublishedPort }) => `${Service} ${URL}:${PublishedPort}`)
      .sort();
  }

  /** Runs Python in Django's shell, which is asked to say nothing of its own, and gives what it printed. */
  django(script: string): Promise<string> {
    return this.exec('django', 'python', 'manage.py', 'shell', '-v', '0', '-c', script);
  }

  /** Queues the task of support/tasks.ts and gives its result: the sum, and the host that added. */
  task(a: number, b: number): Promise<string> {
    return this.django(`from ${this.name}.tasks import where; print(where.delay(${a}, ${b}).get(timeout=30))`);
  }

  /** Waits until every long-running service is healthy; gives the services that are not after the limit. */
  async unhealthyAfter(seconds: number): Promise<readonly string[]> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      // Asked every second, and a third of the work that `docker compose ps` is.
      const all = await this.#ps('{{.Label "com.docker.compose.service"}}: {{.Status}}');
      const waiting = all.length === 0 ? ['no container'] : all.filter((line) => !isReady(line));
      if (waiting.length === 0 || Date.now() > end) return waiting;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  /** The services that Docker had to start again. */
  async restarted(): Promise<readonly string[]> {
    const format = '{{.RestartCount}} {{index .Config.Labels "com.docker.compose.service"}}';
    const all = await command('docker', ['inspect', '--format', format, ...(await this.#ps('{{.ID}}'))], {
      cwd: this.folder,
    });
    return all.stdout.split('\n').filter((line) => !line.startsWith('0 '));
  }

  #container(service: string): string {
    return `${this.name}-${service}-1`;
  }

  async #ps(format: string): Promise<readonly string[]> {
    const ours = `label=com.docker.compose.project=${this.name}`;
    const { stdout } = await command('docker', ['ps', '--all', '--filter', ours, '--format', format], {
      cwd: this.folder,
    });
    return stdout.split('\n').filter(Boolean);
  }

  /** Low-level facts about a service's container. */
  async inspect(service: string, format: string): Promise<string> {
    const inspect = ['inspect', '--format', format, this.#container(service)];
    return (await command('docker', inspect, { cwd: this.folder })).stdout.trim();
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  append(path: string, text: string): void {
    appendFileSync(join(this.folder, path), text);
  }

  env(key: string): string {
    return readEnv(this.read('.env'))[key] ?? '';
  }

  /** Takes everything off the engine and the disk. */
  async remove(): Promise<void> {
    await this.compose('down', '--volumes', '--timeout', '2', '--remove-orphans', '--rmi', 'local');
    rmSync(join(this.folder, '..'), { recursive: true, force: true });
  }
}

/** Whether a line `service: status` of `docker ps` tells of a service that does its work, or has done it. */
function isReady(line: string): boolean {
  const [service = '', status = ''] = line.split(': ');
  return ONE_SHOTS.has(service) ? status.startsWith('Exited (0)') : /^Up .*\(healthy\)$/.test(status);
}

/** Runs a program; its failure is a value. */
export async function command(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const { cwd, env = {} } = options;
  const result = await execa(program, args, { cwd, env, reject: false, stdin: 'ignore' });
  return { exitCode: result.exitCode, stdout: String(result.stdout), stderr: String(result.stderr) };
}
