import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { TestProject } from 'vitest/node';
import { newAccount } from './clients.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the registry that has this checkout's package, and nothing else. */
    registry: string;
  }
}

/** Starts a registry on the loopback that knows no other one, and publishes the packed tarball to it as a release would be. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-published-'));
  const tools = process.env.REGISTRY_TOOLS ?? '';
  const registry = `http://127.0.0.1:${await freePort()}/`;
  writeFileSync(join(folder, 'config.yaml'), configuration(registry));
  const verdaccio = join(tools, 'node_modules/verdaccio/bin/verdaccio');
  const server = execa(process.execPath, [verdaccio, '--config', join(folder, 'config.yaml')], {
    cwd: folder,
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  const ended = server.then(({ all }) => Promise.reject(new Error(`the registry ended:\n${all}`)));
  await Promise.race([answers(registry), ended]);
  await publish(project.getProvidedContext().tarball, registry, folder);
  project.provide('registry', registry);
  return async () => {
    server.kill();
    await ended.catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
}

// No uplinks: what is asked for and is not ours is answered with 404, as nothing may leave this machine.
const configuration = (registry: string): string => `
storage: ./storage
listen: ${new URL(registry).host}
web: {enable: false}
uplinks: {}
packages: {'**': {access: $all, publish: $all}}
log: {type: stdout, format: pretty, level: warn}
`;

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function answers(registry: string): Promise<void> {
  const ready = await fetch(new URL('-/ping', registry)).catch(() => undefined);
  if (ready?.ok) return;
  await new Promise((resolve) => setTimeout(resolve, 100));
  return answers(registry);
}

/** npm publishes for those who have logged in only; this registry takes any token. */
async function publish(tarball: string, registry: string, home: string): Promise<void> {
  const env = newAccount(home, registry);
  writeFileSync(join(home, '.npmrc'), `registry=${registry}\n//${new URL(registry).host}/:_authToken=any\n`);
  await execa('npm', ['publish', tarball], { cwd: home, env: { ...env, PATH: process.env.PATH }, extendEnv: false });
}
