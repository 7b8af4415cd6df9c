import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a fake docker prints for a command that begins so; `code` is 0 unless it says otherwise. */
interface Reply {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  /** Seconds before it ends. */
  readonly after?: number;
}

/** Replies by the beginning of the command; the longest beginning that fits counts. */
export type Replies = Readonly<Record<string, Reply>>;

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function branch([start, { stdout = '', stderr = '', code = 0, after = 0 }]: readonly [string, Reply]): string {
  const wait = after > 0 ? `exec /bin/sleep ${after}; ` : '';
  return `${quoted(start)}*) ${wait}printf %s ${quoted(stdout)}; printf %s ${quoted(stderr)} >&2; exit ${code} ;;`;
}

/**
 * An environment in which `docker` is a program with these replies, and the commands that it was given. A shell's builtins
 * are all that it needs: a preflight asks it a dozen times, and a dozen starts of Node.js take a second.
 */
export function fakeDocker(folder: string, replies: Replies, name = 'docker') {
  const [bin, notes] = [join(folder, 'bin'), join(folder, 'calls.txt')];
  const longestFirst = Object.entries(replies).sort(([one], [other]) => other.length - one.length);
  const branches = [...longestFirst.map(branch), '*) echo "fake docker does not know: $*" >&2; exit 1 ;;'];
  const script = ['#!/bin/sh', `echo "$*" >> ${quoted(notes)}`, 'case "$*" in', ...branches, 'esac', ''].join('\n');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), script);
  chmodSync(join(bin, name), 0o755);
  const commands = (): readonly string[] => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []);
  return { environment: { PATH: bin, HOME: join(folder, 'home') }, commands };
}

const INFO = {
  ID: 'engine-1',
  ServerVersion: '28.5.2',
  OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  Architecture: 'x86_64',
  MemTotal: 16.6e9,
  NCPU: 4,
  DockerRootDir: '/',
};

/** The model that Compose would print of a small project with these services. */
export const modelOf = (services: object): string =>
  JSON.stringify({ name: 'my_site', services, volumes: { dbdata: { name: 'my_site_dbdata' } } });

/** A database that is built in this folder. */
export const database = (root: string) => ({
  image: 'my_site/postgis:15',
  build: { context: join(root, 'docker/postgresql'), dockerfile: 'Dockerfile' },
  volumes: [{ type: 'volume', source: 'dbdata', target: '/var/lib/postgresql/data' }],
});

/** An engine on which nothing of the project is yet, and every image can be had. */
export const FRESH: Replies = {
  'context inspect': { stdout: 'unix:///var/run/docker.sock\n' },
  info: { stdout: JSON.stringify(INFO) },
  'compose version': { stdout: 'Docker Compose version v2.40.3\n' },
  'compose config': { stdout: modelOf({}) },
  'ps ': { stdout: '' },
  'volume inspect': { code: 1, stderr: 'Error response from daemon: get my_site_dbdata: no such volume' },
  'image inspect': { code: 1, stderr: 'Error response from daemon: No such image' },
  'manifest inspect': { stdout: '{}' },
};

/** A line of `docker volume inspect`. */
export const VOLUME = JSON.stringify({
  Name: 'my_site_dbdata',
  CreatedAt: '2026-01-02T03:04:05Z',
  Labels: { 'com.docker.compose.project': 'my_site' },
});
