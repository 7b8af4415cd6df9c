import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entropyDelay } from '../generators/early.ts';
import { temporaryFolder } from './support/temporary.ts';

/** A directory with a project, named THERE, and one that is free. */
function folders(): Readonly<Record<string, string>> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'there', '.yo-rc.json'), '{}');
  return { THERE: join(folder, 'there'), FREE: join(folder, 'free') };
}

describe('the key of a new project', () => {
  it.each<[string, readonly string[], number]>([
    ['a project without questions', ['FREE', '--yes'], 0],
    ['the same the other way round', ['-y', '--memory', '8', 'FREE'], 0],
    ['questions', [], 300],
    ['questions about a directory', ['FREE', '--url', 'http://localhost'], 300],
    ['a project that is there', ['THERE', '--yes'], Infinity],
    ['a command', ['up', 'FREE'], Infinity],
    ['a script', ['backup', 'FREE'], Infinity],
    ['help', ['--help'], Infinity],
    ['a preview', ['FREE', '--yes', '--check'], Infinity],
  ])('%s: begun after milliseconds %j: %d', (_, argv, delay) => {
    const paths = folders();
    expect(entropyDelay(argv.map((arg) => paths[arg] ?? arg))).toBe(delay);
  });
});
