import type { Answers } from '../answers/types.ts';
import type { Decision, Standing } from '../merge/decision.ts';
import type { RenderedFile } from '../types.ts';
import { onDisk } from '../update/migrations.ts';
import type { Present } from '../update/update.ts';
import { webPort } from './derive.ts';
import { adoptedEnv } from './env.ts';
import { asPresent, besides, type Meeting, meetings, refuseMeetings } from './files.ts';
import type { Reading } from './read.ts';
import { withRequirements } from './requirements.ts';
import type { Sources } from './sources.ts';

/** What an adoption does with the files of a project. */
export interface AdoptionPlan {
  /** The answers with the paths that stay the project's own. */
  readonly answers: Answers;
  readonly files: readonly RenderedFile[];
  /** The project as the merge sees it. */
  readonly present: Present;
  readonly met: readonly Meeting[];
  /** What is done to `.env`, in sentences. */
  readonly envNotes: readonly string[];
  /** Completes the decisions of the merge with what no merge knows: files beside others, and what moved away. */
  decisions(merged: readonly Decision[]): readonly Decision[];
}

/** What a plan is made from besides the answers. */
interface Parts {
  readonly sources: Sources;
  readonly reading: Reading;
  readonly tree: ReadonlyMap<string, Standing>;
  render(answers: Answers): readonly RenderedFile[];
}

/**
 * Plans an adoption.
 * @throws GuardError when something stands in the way
 */
export function planAdoption(before: Answers, { sources, reading, tree, render }: Parts): AdoptionPlan {
  const first = render(before);
  const met = meetings(first, tree, before.name);
  refuseMeetings(met);
  const answers = withOwn(before, met);
  const files = render(answers);
  const { text, notes } = adoptedEnv(sources.texts['.env'] ?? '', {
    generated: textOf(files, '.env'),
    answers,
    ports: portsOf(reading),
  });
  const pyproject = withRequirements(textOf(files, 'src/pyproject.toml'), reading.requirements.others);
  const [compose = ''] = sources.composeFiles;
  const disk: Present = { tree, baseline: undefined, envBase: undefined };
  const present = asPresent(met, files, tree, { env: text, pyproject });
  const beside = [...besides(met, tree), ...movedAside(compose, sources)];
  return {
    answers,
    files,
    present,
    met,
    envNotes: notes,
    decisions: (merged) => [
      ...onDisk(merged, disk, present),
      ...beside.map((one): Decision => ({ ...one, kind: 'create', baseline: 'none', notes: [], fill: [] })),
      ...(compose === COMPOSE
        ? []
        : [{ path: compose, kind: 'delete', baseline: 'none', notes: [], fill: [] } as const]),
    ],
  };
}

const COMPOSE = 'docker-compose.yml';

// Compose would go on reading a file of another name, and not ours.
const movedAside = (compose: string, { texts }: Sources) =>
  compose === COMPOSE ? [] : [{ path: `${compose}.orig`, text: texts[compose] ?? '', mode: 0o644 as const }];

function withOwn(answers: Answers, met: readonly Meeting[]): Answers {
  const own = met.filter(({ strategy }) => strategy === 'own').map(({ file }) => file.path);
  return answers.kept === undefined ? answers : { ...answers, kept: { ...answers.kept, own } };
}

const textOf = (files: readonly RenderedFile[], wanted: string): string =>
  files.find(({ path }) => path === wanted)?.text ?? '';

function portsOf({ recognised: { compose } }: Reading): Readonly<Record<string, string>> {
  const ports = [['HTTP_PORT', 80] as const, ['HTTPS_PORT', 443] as const].flatMap(([key, target]) => {
    const port = webPort(compose, target)?.port;
    return port === undefined ? [] : [[key, String(port)] as const];
  });
  return Object.fromEntries(ports);
}
