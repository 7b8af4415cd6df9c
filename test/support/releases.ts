import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { type Frozen, type Project, thaw } from '../release/frozen.ts';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'releases');

/** What a release generated in one scenario. */
export interface FrozenProject {
  readonly name: string;
  readonly version: string;
  readonly scenario: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly files: Project;
}

/** The secrets of every project that is laid down: 32 letters and digits or more, and nobody else's. */
export const KEPT_SECRETS: Readonly<Record<string, string>> = Object.fromEntries(
  SECRETS.map(({ name, kind }) => {
    const value = `Kept${name}`.padEnd(40, '0');
    return [name, kind === 'rsa' ? Buffer.from(`-----BEGIN PRIVATE KEY-----\n${value}\n`).toString('base64') : value];
  }),
);

const read = (version: string, scenario: string): Frozen =>
  JSON.parse(readFileSync(join(FOLDER, version, `${scenario}.json`), 'utf8')) as Frozen;

function frozenIn(version: string, scenario: string): FrozenProject {
  const { answers, like, ...kept } = read(version, scenario);
  const first = like === undefined ? undefined : thaw(read(version, like), undefined);
  return { name: `${version}, ${scenario}`, version, scenario, answers, files: thaw(kept, first) };
}

/** Every release and every scenario that was frozen. */
export const FROZEN: readonly FrozenProject[] = readdirSync(FOLDER).flatMap((version) =>
  readdirSync(join(FOLDER, version)).map((file) => frozenIn(version, file.replace(/\.json$/, ''))),
);

/** One of them by its scenario, of the newest release that has it. */
export function frozen(scenario: string): FrozenProject {
  const found = FROZEN.findLast((one) => one.scenario === scenario);
  if (found === undefined) throw new Error(`no frozen scenario is called ${scenario}`);
  return found;
}

/** Writes a frozen project to the disk, its secrets filled in. */
export function layDown({ files }: Pick<FrozenProject, 'files'>, root: string): void {
  for (const [path, { mode, text }] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, path === '.env' ? withSecrets(text) : text);
    chmodSync(file, Number.parseInt(mode, 8));
  }
}

/** The text of an `.env` with its placeholders filled in. */
const withSecrets = (text: string): string =>
  text.replace(/\{\{secret:(\w+)\}\}/g, (_, name: string) => KEPT_SECRETS[name] ?? '');
