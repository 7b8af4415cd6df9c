import { join } from 'node:path';
import { askAddresses, parseAddresses } from '../../core/apply/addresses.ts';
import { addressSteps, keySteps, oldAddresses } from '../../core/apply/plan.ts';
import { DockerError, EXIT } from '../../core/errors.ts';
import { readNote, writeNote } from '../../io/apply-note.ts';
import { composeRun } from '../../io/compose-run.ts';
import { dumpDatabase } from '../../io/dump.ts';
import { inContainer } from '../../io/in-container.ts';
import type { Options } from '../run.ts';
import { startHere } from '../up/up.ts';
import { doSteps, heldBack, type Work } from './doing.ts';
import { workOn } from './work.ts';

/**
 * The command `apply`: brings a site in line with its `.env` after a new address or new passwords. It asks the site what it
 * holds, and does what is missing, so it can be repeated, and goes on where it was interrupted.
 * @throws DockerError that names the step that failed
 */
export async function apply(cwd: string, directory = '.', options: Options): Promise<void> {
  const { terminal, version } = options.ports;
  const work = await workOn(cwd, directory, options);
  terminal.say('Asking the site what it holds …');
  await changePasswords(work);
  const { report, lastWords } = await startHere(cwd, directory, options);
  await settleLate(work);
  await moveAddress(work);
  await proveAll(work);
  for (const line of lastWords) terminal.report(line);
  terminal.report(work.done.length === 0 ? 'Nothing was left to do.' : `Done: ${work.done.length} steps.`);
  for (const text of work.done) terminal.report(`  ${text}`);
  if (options.json === true)
    terminal.result(JSON.stringify({ version, ...report, done: work.done, exitCode: EXIT.done }));
}

// In this order: GeoServer and RabbitMQ take a new password from whoever has the old one, which the running containers
// have; and a new container of the database would tear GeoServer's connections.
async function changePasswords(work: Work): Promise<void> {
  // Only a broker that runs can be asked; Redis takes its password from .env at each start.
  if (work.wanted.site.broker === 'rabbitmq')
    await compose(['up', '--detach', '--no-deps', '--wait', 'rabbitmq'], work);
  await doEarly('early', work);
  await compose(['up', '--detach', '--no-deps', 'db'], work);
  await databaseAnswers(work);
  await doEarly('database', work);
}

async function doEarly(moment: 'early' | 'database', work: Work): Promise<void> {
  const steps = keySteps(await heldBack(moment, work), work.wanted);
  await doSteps(
    steps.filter(({ phase }) => phase === 'before'),
    work,
  );
}

async function compose(args: readonly string[], { on }: Work): Promise<void> {
  const run = await composeRun(args, on);
  if ((await run.ended) === 0) return;
  throw new DockerError(
    [`docker compose ${args.join(' ')} failed:`, ...run.lines().slice(-8)].join('\n'),
    'Mend the cause, then run apply again.',
  );
}

const TRIES = 120;

// By its own socket, where it asks for no password.
async function databaseAnswers({ on }: Work): Promise<void> {
  const ask = { service: 'db', args: ['sh', '-c', 'psql -U "$POSTGRES_USER" -d postgres -Atqc "SELECT 1"'] } as const;
  for (let tries = 0; tries < TRIES; tries++) {
    if ((await inContainer(ask, on)).exitCode === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new DockerError('The database does not answer.', 'What it says: docker compose logs db');
}

async function settleLate(work: Work): Promise<void> {
  await doSteps(keySteps(await heldBack('late', work), work.wanted), work);
}

async function moveAddress(work: Work): Promise<void> {
  const { cwd } = work.on;
  const held = await heldAddresses(work);
  const old = oldAddresses(held, readNote(cwd), work.wanted);
  const steps = addressSteps(old, held, work.wanted);
  if (steps.length === 0) return;
  writeNote(cwd, old);
  if (old.length > 0)
    work.terminal.say(`  A copy of the database as it was: ${await dumpDatabase(join(cwd, 'backups'), work.on)}`);
  await doSteps(
    steps.filter(({ phase }) => phase === 'after' || phase === 'check'),
    work,
  );
  writeNote(cwd, []);
}

async function heldAddresses({ on }: Work) {
  const { exitCode, stdout, stderr } = await inContainer(askAddresses, on);
  if (exitCode === 0) return parseAddresses(stdout);
  throw new DockerError(
    `GeoNode's database does not tell its address:\n${stderr}`,
    'Mend the cause, then run apply again.',
  );
}

async function proveAll(work: Work): Promise<void> {
  const left = await heldBack('late', work);
  const held = await heldAddresses(work);
  const old = oldAddresses(held, [], work.wanted);
  if (left.length === 0 && addressSteps(old, held, work.wanted).length === 0) return;
  throw new DockerError(
    `The site still holds other values than .env: ${[...left, ...old].join(', ') || held.domain}.`,
    'Run apply again; if this comes back, please report it.',
  );
}
