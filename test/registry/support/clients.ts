import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program that people type `create` into. */
export interface Client {
  readonly name: string;
  /** Its executable, below the folder of the tools. */
  readonly program: string;
  /** What it asks at a terminal before it runs a package that is not installed. */
  readonly consent?: string;
}

export const CLIENTS: readonly Client[] = [
  { name: 'npm 10', program: 'npm-10/bin/npm-cli.js', consent: 'Ok to proceed' },
  { name: 'npm 11', program: 'npm-11/bin/npm-cli.js', consent: 'Ok to proceed' },
  { name: 'pnpm 10', program: 'pnpm-10/bin/pnpm.cjs' },
  { name: 'pnpm 12', program: 'pnpm-12/pnpm' },
];

/** What is typed, as a list: `npm create geonode-project@latest …`. */
export const createCommand = ({ program }: Client, args: readonly string[]): readonly string[] => [
  join(process.env.REGISTRY_TOOLS ?? '', 'node_modules', program),
  'create',
  'geonode-project@latest',
  ...args,
];

// npm starts a package's program with sh, and pnpm puts a script of sh around it that needs the others.
const PROGRAMS = ['sh', 'sed', 'dirname', 'uname'];

// The machine's own npmrc may name another registry, or a file of certificates that is not there for this account.
const NO_GLOBAL_SETTINGS = { npm_config_globalconfig: '/dev/null' };

/** An account that has never run a package manager: an empty cache, no settings but the registry, and hardly a program. */
export function newAccount(home: string, registry: string): Record<string, string> {
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const name of PROGRAMS) symlinkSync(`/usr/bin/${name}`, join(bin, name));
  writeFileSync(join(home, '.npmrc'), `registry=${registry}\n`);
  return { PATH: bin, HOME: home, TERM: 'xterm-256color', TZ: 'UTC', LANG: 'C.UTF-8', ...NO_GLOBAL_SETTINGS };
}
