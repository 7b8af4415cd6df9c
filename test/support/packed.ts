import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The unpacked tarball: what npm would install. */
    packed: string;
  }
}

/** Packs the package once and unpacks it, so that the tests run what is published. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'cgp-packed-'));
  const root = join(import.meta.dirname, '..', '..');
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string }];
  await execa('tar', ['-xzf', join(folder, filename), '-C', folder]);
  project.provide('packed', join(folder, 'package'));
  return () => rmSync(folder, { recursive: true, force: true });
}
