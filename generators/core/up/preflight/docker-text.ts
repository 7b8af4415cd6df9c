import * as v from 'valibot';
import type { ComposeFacts, EngineContainer, EngineFacts, EngineInfo, EngineVolume } from './facts.ts';

/** What a docker command left; `exitCode` is undefined when it did not end in time. */
interface Said {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const Text = v.nullish(v.string(), '');
const Amount = v.nullish(v.number(), 0);
const Info = v.object({
  ID: Text,
  ServerVersion: Text,
  OperatingSystem: Text,
  Architecture: Text,
  MemTotal: Amount,
  NCPU: Amount,
  DockerRootDir: Text,
  HttpProxy: Text,
  HttpsProxy: Text,
  RegistryConfig: v.nullish(v.object({ Mirrors: v.nullish(v.array(v.string()), []) })),
  ServerErrors: v.nullish(v.array(v.string()), []),
});

/** The engine from `docker info --format '{{json .}}'`, which also prints an empty one when none answers. */
export function engineFrom(said: Said, local: boolean): EngineFacts {
  const info = v.safeParse(Info, parsed(said.stdout)).output as v.InferOutput<typeof Info> | undefined;
  const errors = info?.ServerErrors?.join('\n') ?? '';
  if (said.exitCode !== 0 || errors !== '' || info?.ID === undefined)
    return { kind: 'silent', words: withoutWarnings(said.stderr) || errors, local };
  return infoOf(info, local);
}

function infoOf(info: v.InferOutput<typeof Info>, local: boolean): EngineInfo {
  return {
    kind: 'answers',
    id: info.ID ?? '',
    version: info.ServerVersion ?? '',
    system: info.OperatingSystem ?? '',
    architecture: info.Architecture ?? '',
    memory: info.MemTotal ?? 0,
    cpus: info.NCPU ?? 0,
    root: info.DockerRootDir ?? '',
    local,
    proxied: Boolean(info.HttpProxy || info.HttpsProxy),
    mirrored: (info.RegistryConfig?.Mirrors ?? []).length > 0,
  };
}

/** The plugin from plain `docker compose version`: with any flag a docker without the plugin complains about the flag. */
export function pluginFrom({ exitCode, stdout }: Said): ComposeFacts | undefined {
  if (exitCode === undefined) return undefined;
  const [, version = ''] = /version v?(\S+)/i.exec(stdout) ?? [];
  return exitCode === 0 ? { kind: 'plugin', version } : { kind: 'none', standalone: undefined };
}

/** The template for `docker ps` whose lines `containersFrom` reads: labels one by one, because they may hold commas. */
export const PS_FORMAT = [
  '{"name":{{json .Names}},"state":{{json .State}},"ports":{{json .Ports}}',
  '"project":{{json (.Label "com.docker.compose.project")}}',
  '"directory":{{json (.Label "com.docker.compose.project.working_dir")}}}',
].join(',');

const Container = v.object({
  name: v.string(),
  state: v.string(),
  ports: v.string(),
  project: v.string(),
  directory: v.string(),
});

/** Containers from the lines of `docker ps`; a line that is no container is left out. */
export function containersFrom(stdout: string): readonly EngineContainer[] {
  return rows(Container, stdout).map(({ name, state, ports, project, directory }) => {
    const isRunning = state === 'running' || state === 'restarting' || state === 'paused';
    return { name, running: isRunning, project, directory, ports: ports.split(', ').flatMap(publishedPorts) };
  });
}

// `0.0.0.0:8080-8081->80-81/tcp`, `[::]:80->80/tcp`, and of older engines `:::80->80/tcp`.
function publishedPorts(text: string): EngineContainer['ports'] {
  const [, address = '', first, last] = /^(.*):(\d+)(?:-(\d+))?->.*\/tcp$/.exec(text) ?? [];
  if (first === undefined) return [];
  const length = Number(last ?? first) - Number(first) + 1;
  const plain = address.replace(/^\[(.*)\]$/, '$1');
  return Array.from({ length }, (_, index) => ({ address: plain, published: Number(first) + index }));
}

const Volume = v.object({
  Name: v.string(),
  CreatedAt: v.optional(v.string(), ''),
  Labels: v.nullish(v.record(v.string(), v.string()), {}),
});

/** Volumes from the lines of `docker volume inspect --format '{{json .}}'`. */
export function volumesFrom(stdout: string): readonly EngineVolume[] {
  return rows(Volume, stdout).map(({ Name, CreatedAt, Labels }) => ({
    name: Name,
    createdAt: CreatedAt,
    project: Labels?.['com.docker.compose.project'] ?? '',
  }));
}

function rows<T extends v.GenericSchema>(schema: T, stdout: string): readonly v.InferOutput<T>[] {
  const read = stdout.split('\n').map((line) => v.safeParse(schema, parsed(line)));
  return read.flatMap((result) => (result.success ? [result.output] : []));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const WORDS = 3;

/** What Compose complains about, on one line: without warnings, colours of its own and more than three lines. */
export function withoutWarnings(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => line !== '' && !/level=(?:warning|info)|^(?:WARN|WARNING)\b/i.test(line));
  return told.slice(0, WORDS).join(' ');
}
