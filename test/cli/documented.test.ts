import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXECUTIONS, type Execution, type Start } from '../docs/executions.ts';
import { textOf } from '../docs/pages.ts';
import { argumentsOf } from '../docs/typed.ts';
import { atKeyboard, KEYS } from '../support/keyboard.ts';
import { run } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { writeUpstream } from '../support/upstream.ts';

type By<Kind extends Execution['by']> = Extract<Execution, { by: Kind }>;

const executedBy = <Kind extends Execution['by']>(kind: Kind): readonly (readonly [string, By<Kind>])[] =>
  Object.entries(EXECUTIONS).flatMap(([command, how]) =>
    how.by === kind ? [[command, how as By<Kind>] as const] : [],
  );

const project = (cwd: string) => run(['my_site', '--yes', '--memory', '16', '--cpus', '4'], { cwd });

const PREPARE: Readonly<Record<Start, (cwd: string) => unknown>> = {
  nothing: () => undefined,
  project,
  'changed project': async (cwd) => {
    await project(cwd);
    await run(['my_site', '--yes', '--memory', '8'], { cwd });
  },
  upstream: (cwd) => {
    mkdirSync(join(cwd, 'my_site'));
    writeUpstream(join(cwd, 'my_site'), { line: '5.1', project: 'maps' });
  },
  // The example that stands above the command.
  'answers file': (cwd) =>
    writeFileSync(join(cwd, 'answers.yaml'), /^```yaml\n([^]*?)^```/m.exec(textOf('README.md'))?.[1] ?? ''),
};

/** A folder with what the command finds there. */
async function startAt(start: Start): Promise<string> {
  const cwd = temporaryFolder();
  await PREPARE[start](cwd);
  return cwd;
}

describe('commands of the pages, typed', () => {
  it.each(executedBy('program'))('%s', async (command, { at, exitCode, says }) => {
    const ran = await run(argumentsOf(command), { cwd: await startAt(at) });
    expect([ran.exitCode, `${ran.stdout}${ran.stderr}`]).toEqual([exitCode, expect.stringMatching(says)]);
  });

  it.each(executedBy('keyboard'))('%s, at a terminal', async (command, { at, asks, key, says }) => {
    const { exitCode, screen } = await atKeyboard(argumentsOf(command), [[asks, KEYS[key]]], await startAt(at));
    expect([exitCode, screen]).toEqual([key === 'interrupt' ? 130 : 0, expect.stringMatching(says)]);
  });
});
