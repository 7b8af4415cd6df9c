import { readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import { type Reply, typing } from '../../support/keyboard.ts';
import { filesBelow, temporaryFolder } from '../../support/temporary.ts';
import { type Client, createCommand, newAccount } from './clients.ts';

/** What `create` left, for somebody who has typed it for the first time. */
interface Created {
  readonly exitCode: number | undefined;
  /** All that was printed. */
  readonly words: string;
  /** The files below the folder in which it was typed. */
  readonly files: ReadonlyMap<string, string>;
  /** Every package that was installed to run it. */
  readonly packages: readonly string[];
}

/** `npm create` without a terminal, in an empty folder and with an empty cache. */
export async function created(client: Client, args: readonly string[]): Promise<Created> {
  const { home, cwd, env } = firstTime();
  const [program = '', ...rest] = createCommand(client, args);
  const options = { cwd, env, extendEnv: false, reject: false, all: true, stdin: 'ignore' } as const;
  const { exitCode, all } = await execa(program, rest, options);
  return { exitCode, words: all, ...left({ home, cwd }) };
}

/** The same at a terminal, where npm asks first whether it may. */
export async function createdAtKeyboard(
  client: Client,
  args: readonly string[],
  replies: readonly Reply[],
): Promise<Created> {
  const { home, cwd, env } = firstTime();
  const consent: readonly Reply[] = client.consent ? [[client.consent, 'y\r']] : [];
  const { exitCode, screen } = await typing(createCommand(client, args), [...consent, ...replies], { cwd, env });
  return { exitCode, words: screen, ...left({ home, cwd }) };
}

function firstTime() {
  const home = temporaryFolder();
  return { home, cwd: temporaryFolder(), env: newAccount(home, inject('registry')) };
}

const left = ({ home, cwd }: { home: string; cwd: string }) => ({ files: filesBelow(cwd), packages: packagesIn(home) });

// Links count once: pnpm has the package in a store of links.
function packagesIn(home: string): readonly string[] {
  const manifests = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /node_modules\/(@[^/]+\/)?[^/.@][^/]*\/package\.json$/.test(path),
  );
  const folders = manifests.map((path) => dirname(realpathSync(join(home, path))));
  return [...new Set(folders)].map((folder) => folder.slice(folder.lastIndexOf('node_modules/') + 13)).sort();
}
