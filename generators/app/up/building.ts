import { relative } from 'node:path';
import { shellWord } from '../../core/answers/reproduce.ts';
import { DockerError, EXIT, InterruptedError } from '../../core/errors.ts';
import { FIRST_BUILD } from '../../core/report/summary.ts';
import type { Options } from '../run.ts';
import { explained } from './failure.ts';
import { interrupts } from './interrupt.ts';
import { projectIn } from './project.ts';
import { screenOf } from './screen.ts';
import { screenKind } from './up.ts';
import { buildImages, type Ended, type Work } from './waiting.ts';

/**
 * Builds the images of a project that was just generated, and starts nothing.
 * @throws DockerError with a StartReport as details; InterruptedError after Ctrl-C
 */
export async function buildHere(cwd: string, directory: string, options: Options): Promise<void> {
  const { terminal, version, environment } = options.ports;
  const project = projectIn(cwd, directory, { version, environment });
  const command = `docker compose --project-directory ${shellWord(relative(cwd, project.directory) || '.')} build`;
  for (const line of FIRST_BUILD) terminal.say(line);
  const ended = await build({
    project,
    model: { name: '', services: [] },
    screen: screenOf(screenKind(options, options.ports), terminal),
    interrupts: interrupts(),
    timeout: 0,
  });
  if (ended.kind === 'interrupted')
    throw new InterruptedError('The build was interrupted.', `The files are complete. Go on with: ${command}`);
  const report = { directory: project.directory, url: String(project.answers.url), checks: [], findings: [], log: [] };
  if (ended.kind === 'failed') {
    const { message, hint, details } = explained(ended, command, { ...report, exitCode: EXIT.done });
    throw new DockerError(message, `The files are complete.\n${hint}`).with(details);
  }
}

async function build(work: Work): Promise<Ended> {
  try {
    return await buildImages(work);
  } finally {
    work.interrupts.done();
  }
}
