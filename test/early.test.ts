import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyPlan } from '../generators/early.ts';
import { temporaryFolder } from './support/temporary.ts';

/** A directory with a project, named THERE, and one that is free. */
function folders(): Readonly<Record<string, string>> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'there', '.yo-rc.json'), '{}');
  return { THERE: join(folder, 'there'), FREE: join(folder, 'free') };
}

describe('the key of a new project', () => {
  it.each<[string, readonly string[], number, boolean]>([
    ['a project without questions', ['FREE', '--yes'], 0, true],
    ['the same the other way round', ['-y', '--memory', '8', 'FREE'], 0, true],
    ['one that is started', ['FREE', '--yes', '--up'], 0, false],
    ['one with an answers file', ['FREE', '--yes', '--answers=a.json'], 0, false],
    ['questions', [], 300, false],
    ['questions about a directory', ['FREE', '--url', 'http://localhost'], 300, false],
    ['a project that is there', ['THERE', '--yes'], Infinity, false],
    ['a command', ['up', 'FREE'], Infinity, false],
    ['a script', ['backup', 'FREE'], Infinity, false],
    ['help', ['--help'], Infinity, false],
    ['a preview', ['FREE', '--yes', '--check'], Infinity, false],
  ])('%s: %j, begun after %d ms, in one thread: %s', (_, argv, delay, sparing) => {
    const paths = folders();
    expect(keyPlan(argv.map((arg) => paths[arg] ?? arg))).toEqual({ delay, sparing });
  });
});
