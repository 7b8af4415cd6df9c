import { relative, resolve } from 'node:path';
import { adoptionLines, adoptionObject, adoptionSteps } from '../core/adopt/report.ts';
import { shellWord } from '../core/answers/reproduce.ts';
import { GuardError, InterruptedError, UsageError } from '../core/errors.ts';
import { checkDirectory, readStored } from '../io/project.ts';
import { prompt } from '../io/prompt.ts';
import { commitWhenReady } from '../io/transaction.ts';
import { diskChanges } from '../io/tree.ts';
import { prepareAdoption } from './adopting.ts';
import { cleanUp } from './cleaning-up.ts';
import { yesOrNo } from './questions.ts';
import { type Options, type Run, runOf } from './run.ts';

/**
 * The command `adopt`: takes an upstream geonode-project into care. It keeps every name, secret and volume, and shows what it
 * would do before it does it.
 * @throws GuardError when this is no such project, or it is damaged; UsageError when nobody can or wants to say yes
 */
export async function adopt(cwd: string, directory = '.', options: Options): Promise<void> {
  const run = runOf(options);
  const { terminal, version } = options.ports;
  const root = resolve(cwd, directory);
  checkDirectory(root);
  cleanUp(root, run, terminal);
  if (isAdopted(root, relative(cwd, root) || '.')) {
    terminal.report(`Nothing to do: ${root} is adopted already.`);
    if (run.json) terminal.result(JSON.stringify({ version, directory: root, changes: [], exitCode: 0 }));
    return;
  }
  const adoption = await prepareAdoption(root, { cwd, run, options });
  for (const line of adoptionLines(adoption.report)) terminal.report(line);
  for (const diff of adoption.diffs) terminal.report(diff);
  if (!run.preview) {
    await agreed(options, run);
    await commitWhenReady(root, diskChanges(adoption.outcome, adoption.tree, options.ports.entropy), { version });
    terminal.report('');
    terminal.report(`Adopted. ${root} keeps its names, passwords and volumes.`);
    for (const line of adoptionSteps(adoption.report)) terminal.report(line);
  }
  if (run.json) terminal.result(JSON.stringify(adoptionObject(adoption.report)));
}

/** @throws GuardError for a project that this program has made */
function isAdopted(root: string, shown: string): boolean {
  const stored = readStored(root);
  if (stored === undefined) return false;
  if (stored.answers.kept !== undefined) return true;
  throw new GuardError(
    `${root} is a project of this program already: there is nothing to adopt. Nothing was written.`,
    `To bring it up to date: npx create-geonode-project ${shellWord(shown)}`,
  );
}

async function agreed({ ports }: Options, { yes }: Run): Promise<void> {
  if (yes) return;
  if (!ports.interactive)
    throw new UsageError(
      'Nobody is here to say yes to this. Nothing was written.',
      'Adopt it with --yes, or look at it with --dry-run.',
    );
  const { answer } = await prompt([yesOrNo('Adopt now?', 'no')] as never);
  if (answer !== true) throw new InterruptedError('Nothing was written.');
}
