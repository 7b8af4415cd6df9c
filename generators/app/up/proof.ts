import { finding } from '../../core/up/causes.ts';
import { certificateWords } from '../../core/up/certificate.ts';
import { endScreen } from '../../core/up/end-screen.ts';
import { entranceOf } from '../../core/up/entrance.ts';
import type { Model } from '../../core/up/evidence.ts';
import type { PreflightFacts } from '../../core/up/preflight/facts.ts';
import { withCommand } from '../../core/up/words.ts';
import { askSite, type Entrance, type SiteAnswer } from '../../io/site-request.ts';
import { failed, type StartReport } from './failure.ts';
import type { OnEngine } from './project.ts';

/** What a proof needs to know of a start that went well. */
interface Started {
  readonly model: Model;
  readonly facts: PreflightFacts;
  readonly report: StartReport;
  readonly seconds: number;
}

/**
 * Asks the site itself, and gives the last words of a start. A healthy container proves little: the page has to come out of
 * the port that visitors use.
 * @throws DockerError when it does not
 */
export async function proven(
  project: OnEngine,
  { model, facts, report, seconds }: Started,
): Promise<readonly string[]> {
  const entrance = entranceOf(model);
  const isHere = facts.engine.kind === 'answers' && facts.engine.local && entrance !== undefined;
  const answers = isHere ? await askBoth(project, { report, entrance }) : [];
  const answered = isHere
    ? PAGES.map(([name], index) => `${name} ${answers[index]?.status}`).join(', ')
    : 'not asked: the engine is on another machine';
  const { directory, program } = project;
  const certificate = certificateWords(project.answers.https ?? 'off', answers[0]?.certificate);
  return endScreen({ url: report.url, certificate, directory, program, answered, seconds });
}

const PAGES = [
  ['GeoNode', '/'],
  ['GeoServer', '/geoserver/ows?service=WMS&version=1.3.0&request=GetCapabilities'],
] as const;

/**
 * The words about the certificate that a running site presents on this machine; '' without HTTPS, and where nothing answers.
 */
export async function certificateOfSite({ answers }: OnEngine, model: Model): Promise<string> {
  const entrance = entranceOf(model);
  if (entrance === undefined || !entrance.tls) return '';
  const { certificate } = await askSite(new URL(String(answers.url)), entrance);
  return certificate === undefined ? '' : certificateWords(answers.https ?? 'off', certificate);
}

async function askBoth(
  project: OnEngine,
  { report, entrance }: { readonly report: StartReport; readonly entrance: Entrance },
): Promise<readonly SiteAnswer[]> {
  const answers = await Promise.all(PAGES.map(([, path]) => askSite(new URL(path, report.url), entrance)));
  const bad = answers.findIndex(({ status }) => status === 0 || status >= 400);
  if (bad < 0) return answers;
  const url = new URL(PAGES[bad]?.[1] ?? '/', report.url).href;
  const unanswered = finding('site-unanswered', { url, message: answers[bad]?.message ?? '' }, 'geonode');
  throw failed({ ...report, phase: 'proof', findings: [withCommand(unanswered, project.command)] });
}
