import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line } from '../../generators/core/plan/lines.ts';
import { seenIn } from '../support/on-disk.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { type Upstream, upstreamFiles, writeUpstream } from '../support/upstream.ts';

export const SIZE = ['--memory', '16', '--cpus', '4'];
export const ADOPT = ['adopt', 'site', '--yes', ...SIZE];

export function upstream(given: Partial<Upstream> = {}) {
  const cwd = temporaryFolder();
  const root = join(cwd, 'site');
  mkdirSync(root);
  const whole = { line: '5.0' as Line, project: 'my-maps', ...given };
  writeUpstream(root, whole);
  return {
    cwd,
    root,
    before: seenIn(root),
    files: upstreamFiles(whole),
    read: (path: string) => readFileSync(join(root, path), 'utf8'),
  };
}

export const texts = (files: ReadonlyMap<string, { text: string; mode: number }>): unknown =>
  [...files].map(([path, { text, mode }]) => [path, mode, text]);
