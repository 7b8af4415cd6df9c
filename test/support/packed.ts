import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The package as npm installs it from the packed tarball. */
    packed: string;
    /** Bytes of the tarball. */
    packedSize: number;
    /** The tarball itself. */
    tarball: string;
  }
}

/** Packs the package once and installs it, so that the tests run what is published. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-packed-'));
  const root = join(import.meta.dirname, '..', '..');
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename, size }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string; size: number }];
  await execa('npm', ['install', '--offline', '--no-save', '--prefix', folder, join(folder, filename)], {
    cwd: folder,
  });
  project.provide('tarball', join(folder, filename));
  project.provide('packedSize', size);
  project.provide('packed', join(folder, 'node_modules', 'create-geonode-project'));
  return () => rmSync(folder, { recursive: true, force: true });
}
