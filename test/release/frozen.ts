import { SECRETS } from '../../generators/core/plan/secrets.ts';
import { SCENARIOS } from '../support/scenarios.ts';

/** A file of a generated project. */
interface ProjectFile {
  /** Octal digits. */
  readonly mode: string;
  readonly text: string;
}

/** A generated project by path; in `.env` each secret stands as its placeholder. */
export type Project = Readonly<Record<string, ProjectFile>>;

/** What a release generates for a scenario, as it is kept. */
export interface Frozen {
  readonly version: string;
  /** What was answered; everything else had its default. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** The scenario of the same release that has the files which are not here. */
  readonly like?: string;
  /** `lines` of a text; `json` of a file of the program's own; null for a file that only `like` has. */
  readonly files: Readonly<Record<string, FrozenFile | null>>;
}

type FrozenFile = { readonly mode: string } & ({ readonly lines: readonly string[] } | { readonly json: State });

/** A baseline. Lines are left out where the file itself has the same. */
interface State {
  readonly files: Readonly<Record<string, { readonly lines?: readonly string[] }>>;
}

/** A machine that is the same everywhere. */
const MACHINE = { memory: 16, cpus: 4, timezone: 'Europe/Zurich' };

const LINES = ['5.0', '4.4'].flatMap((geonode) =>
  ['redis', 'rabbitmq'].map((broker) => [`GeoNode ${geonode}, ${broker}`, { geonode, broker }] as const),
);
const OF_THE_LIST = ["Let's Encrypt", 'behind a proxy', 'development, RabbitMQ, cache', 'IDN, mail, network'];

/** The scenario that the others are compared with. */
const FIRST = 'development';

const fileName = (scenario: string): string =>
  scenario
    .toLowerCase()
    .replaceAll("'", '')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');

/** What is frozen, by the name of its file. */
export const FROZEN_SCENARIOS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.fromEntries(
  [...[FIRST, ...OF_THE_LIST].map((name) => [name, SCENARIOS[name]] as const), ...LINES].map(([name, given]) => [
    fileName(name),
    { ...MACHINE, ...given },
  ]),
);

/** The text of an `.env` with a placeholder for each secret. */
export function withPlaceholders(env: string): string {
  return SECRETS.reduce((text, { name, owner }) => {
    const value = new RegExp(`^${owner}=(.+)$`, 'm').exec(text)?.[1];
    return value === undefined ? text : text.replaceAll(value, `{{secret:${name}}}`);
  }, env);
}

/** What is kept of a project; of one that is not the first, only what differs. */
export function freeze(project: Project, first: Project | undefined): Frozen['files'] {
  const mine = Object.entries(project).filter(([path, file]) => !isSame(first?.[path], file) || isOwn(path));
  const gone = Object.keys(first ?? {}).filter((path) => project[path] === undefined);
  return Object.fromEntries([
    ...mine.map(([path, file]) => [path, frozenFile(path, file, project)] as const),
    ...gone.map((path) => [path, null] as const),
  ]);
}

const isSame = (one: ProjectFile | undefined, other: ProjectFile): boolean =>
  one?.text === other.text && one.mode === other.mode;

const isOwn = (path: string): boolean => /^\.create-geonode-project\/.*\.json$/.test(path);

function frozenFile(path: string, { mode, text }: ProjectFile, project: Project): FrozenFile {
  if (!isOwn(path)) return { mode, lines: text.split('\n') };
  const state = JSON.parse(text) as State;
  return {
    mode,
    json: mapFiles(state, ({ lines, ...rest }, file) =>
      lines?.join('\n') === project[file]?.text ? rest : { ...rest, lines },
    ),
  };
}

/** The project that was kept. */
export function thaw({ files }: Pick<Frozen, 'files'>, first: Project | undefined): Project {
  const kept = Object.entries({ ...first, ...files }).filter(([path]) => files[path] !== null);
  const texts = new Map(
    kept.flatMap(([path, file]) => (file !== null && !('json' in file) ? [[path, textOf(file)]] : [])),
  );
  return Object.fromEntries(
    kept.flatMap(([path, file]) =>
      file === null ? [] : [[path, { mode: file.mode, text: texts.get(path) ?? jsonOf(file, texts) }]],
    ),
  );
}

const textOf = (file: ProjectFile | { readonly lines: readonly string[] }): string =>
  'text' in file ? file.text : file.lines.join('\n');

function jsonOf(file: object, texts: ReadonlyMap<string, string>): string {
  const { json } = file as { readonly json: State };
  const whole = mapFiles(json, (entry, path) =>
    'tombstone' in entry ? entry : { ...entry, lines: entry.lines ?? texts.get(path)?.split('\n') },
  );
  return `${JSON.stringify(whole, null, 2)}\n`;
}

type Entry = State['files'][string];

const mapFiles = (state: State, change: (entry: Entry, path: string) => object): State => ({
  ...state,
  files: Object.fromEntries(Object.entries(state.files).map(([path, entry]) => [path, change(entry, path)])),
});
