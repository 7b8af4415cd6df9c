import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entropyDelay } from '../generators/early.ts';
import { temporaryFolder } from './support/temporary.ts';

function projects(): { readonly there: string; readonly free: string } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'there', '.yo-rc.json'), '{}');
  return { there: join(folder, 'there'), free: join(folder, 'free') };
}

describe('the key of a new project', () => {
  const { there, free } = projects();
  it.each<[string, readonly string[], number]>([
    ['a project without questions', [free, '--yes'], 0],
    ['the same the other way round', ['-y', '--memory', '8', free], 0],
    ['questions', [], 300],
    ['questions about a directory', [free, '--url', 'http://localhost'], 300],
    ['a project that is there', [there, '--yes'], Infinity],
    ['a command', ['up', free], Infinity],
    ['a script', ['backup', free], Infinity],
    ['help', ['--help'], Infinity],
    ['a preview', [free, '--yes', '--check'], Infinity],
  ])('%s: begun after milliseconds %j: %d', (_, argv, delay) => {
    expect(entropyDelay(argv)).toBe(delay);
  });
});
