import { DockerError, EXIT, type ExitCode } from '../../core/errors.ts';
import type { Finding } from '../../core/up/causes.ts';
import { diagnose } from '../../core/up/diagnosis/diagnose.ts';
import { relevantLog } from '../../core/up/diagnosis/relevant-log.ts';
import { isTrouble } from '../../core/up/diagnosis/trouble.ts';
import type { Evidence } from '../../core/up/evidence.ts';
import { modelOf, type PreflightFacts } from '../../core/up/preflight/facts.ts';
import { blocking, type CheckResult, judge } from '../../core/up/preflight/preflight.ts';
import { progressOf, type ServiceProgress } from '../../core/up/progress.ts';
import { checkLines, checksWith, findingLines, withCommand } from '../../core/up/words.ts';
import { gatherContainers } from '../../io/evidence.ts';
import { gatherFacts } from '../../io/preflight/gather.ts';
import type { Options } from '../run.ts';
import { type OnEngine, projectIn } from './project.ts';
import { certificateOfSite } from './proof.ts';
import { skipped } from './up.ts';

/**
 * The command `doctor`: every check, and of a site that runs what is wrong with it. Changes nothing, and shows no secret, so
 * that its output can be pasted.
 * @throws DockerError (exit 6) when something stands in the way of the site
 */
export async function doctor(cwd: string, directory = '.', options: Options): Promise<void> {
  const { terminal, version, environment } = options.ports;
  const project = projectIn(cwd, directory, { version, environment });
  const skip = skipped((options.skip ?? []) as readonly string[]);
  const report = { version, directory: project.directory, ...(await examine(project, skip)) };
  for (const line of linesOf(report)) terminal.report(line);
  if (report.exitCode !== EXIT.done)
    throw new DockerError('Something stands in the way of this site; it is named above.', '').with(report);
  terminal.report('Nothing is wrong.');
  if (options.json === true) terminal.result(JSON.stringify(report));
}

/** What a doctor has seen. */
interface Examination {
  /** The engine and Compose, by version; '' where none answers. */
  readonly docker: string;
  readonly checks: readonly CheckResult[];
  readonly services: readonly ServiceProgress[];
  readonly findings: readonly Finding[];
  readonly log: readonly string[];
  /** What the site presents to its visitors; '' where there is nothing to look at. */
  readonly certificate: string;
  readonly exitCode: ExitCode;
}

async function examine(project: OnEngine, skip: ReadonlySet<string>): Promise<Examination> {
  const { answers, environment, directory, secrets, open } = project;
  // Whose volumes these are is asked before a start, not here.
  const facts = await gatherFacts(directory, { answers, environment, useExistingVolumes: true });
  const checks = checksWith(judge(facts, skip), project.command);
  const model = modelOf(facts) ?? { name: '', services: [] };
  const asked = modelOf(facts) !== undefined && facts.engine.kind === 'answers';
  const containers = asked ? await gatherContainers(model.name, secrets, { cwd: directory, environment }) : [];
  const services = containers.length > 0 ? progressOf(containers, model, '') : [];
  const { findings, log } = troubleIn({ phase: 'wait', output: [], containers, env: open, model }, project);
  const certificate = services.length > 0 ? await certificateOfSite(project, model) : '';
  const exitCode = blocking(checks).length + findings.length > 0 ? EXIT.docker : EXIT.done;
  return { docker: dockerOf(facts), checks, services, findings, log, certificate, exitCode };
}

function dockerOf({ engine, compose }: PreflightFacts): string {
  if (engine.kind !== 'answers') return '';
  const plugin = compose?.kind === 'plugin' ? [`Compose ${compose.version}`] : [];
  return [`Docker Engine ${[engine.version, engine.system].filter(Boolean).join(' on ')}`, ...plugin].join(', ');
}

const linesOf = ({
  version,
  docker,
  checks,
  services,
  findings,
  log,
  certificate,
}: Examination & { readonly version: string }) => [
  `create-geonode-project ${version}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
  ...(docker === '' ? [] : [docker]),
  ...checkLines(checks),
  ...services.map(({ service, state }) => `${'service'.padEnd(8)} ${service.padEnd(13)} ${state}`),
  ...(certificate === '' ? [] : [`${'https'.padEnd(8)} ${certificate}`]),
  ...(services.length === 0 ? ['No container of this project is there.'] : []),
  ...log.map((line) => `  | ${line}`),
  ...findings.flatMap(findingLines),
];

function troubleIn(
  evidence: Evidence,
  { command }: OnEngine,
): { readonly findings: readonly Finding[]; readonly log: readonly string[] } {
  // A site that is down on purpose has nothing wrong with it.
  const isDown = evidence.containers.every(({ state }) => state === 'exited' || state === 'created');
  if (isDown || !evidence.containers.some((one) => isTrouble(one, evidence.model))) return { findings: [], log: [] };
  const found = diagnose(evidence);
  const [first] = found;
  return { findings: found.map((one) => withCommand(one, command)), log: first ? relevantLog(evidence, first) : [] };
}
