import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a program of that name on a PATH of its own; it writes down how it was called, then runs the script. */
export function fakeProgram(cwd: string, name: string, script: string): string {
  const folder = join(cwd, 'bin');
  mkdirSync(folder, { recursive: true });
  const notes = JSON.stringify(join(cwd, 'calls.txt'));
  const body = `const args = process.argv.slice(2);\nrequire('node:fs').appendFileSync(${notes}, JSON.stringify(args) + '\\n');\n${script}\n`;
  writeFileSync(join(folder, name), `#!${process.execPath}\n${body}`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

/** The arguments of each call of a fake program, in order. */
export function calls(cwd: string): readonly string[][] {
  return readFileSync(join(cwd, 'calls.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
}
