/** A Dockerfile's instructions, each on one line, without comments. */
function instructions(dockerfile: string): readonly string[] {
  const lines = dockerfile.split(/\r?\n/).filter((line) => !/^\s*#/.test(line));
  return lines
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim());
}

interface From {
  readonly name: string;
  readonly stage: string;
}

function fromOf(line: string): readonly From[] {
  const [, name, stage = ''] = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
  return name === undefined ? [] : [{ name, stage }];
}

/** The defaults of arguments that stand before the first stage; the names of images may hold those and no others. */
function defaults(lines: readonly string[]): Readonly<Record<string, string>> {
  const first = lines.findIndex((line) => fromOf(line).length > 0);
  const args = lines.slice(0, first).flatMap((line): readonly [string, string][] => {
    const [, key, value] = /^ARG\s+(\w+)=(\S*)$/i.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value.replace(/^(["'])(.*)\1$/, '$2')]];
  });
  return Object.fromEntries(args);
}

/**
 * The images from other places that a Dockerfile builds on, `given` being its build arguments. An image whose name needs an
 * argument that nobody gives is left out.
 */
export function baseImages(dockerfile: string, given: Readonly<Record<string, string>>): readonly string[] {
  const lines = instructions(dockerfile);
  const froms = lines.flatMap(fromOf);
  const stages = new Set(['scratch', ...froms.map(({ stage }) => stage)]);
  const args = { ...defaults(lines), ...given };
  const images = froms.flatMap(({ name }) => filledIn(name, args) ?? []);
  return [...new Set(images)].filter((image) => !stages.has(image));
}

const VARIABLE = /\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g;

function filledIn(name: string, args: Readonly<Record<string, string>>): string | undefined {
  const values = [...name.matchAll(VARIABLE)].map(
    ([, bare, braced, fallback]) => args[bare ?? braced ?? ''] || fallback,
  );
  if (values.some((value) => value === undefined)) return undefined;
  return name.replace(VARIABLE, () => values.shift() ?? '');
}

/** What becomes of a script with Windows line ends. */
interface Script {
  readonly path: string;
  /** The Dockerfile of the image that it goes into; undefined where there is none. */
  readonly dockerfile: string | undefined;
  /** Whether a container sees the file itself and not what the build made of it. */
  readonly mounted: boolean;
}

/**
 * Whether the line ends do no harm: no image starts the script, or its build repairs it. Python reads both kinds.
 */
export function isHarmless({ path, dockerfile = '', mounted }: Script): boolean {
  const lines = instructions(dockerfile);
  const names = namesIn(lines, path.slice(path.lastIndexOf('/') + 1));
  if (!path.endsWith('.sh') || names.length === 0) return true;
  return !mounted && lines.some((line) => repairs(line, names));
}

// Under which names an image has the script; COPY may give it another one.
function namesIn(lines: readonly string[], name: string): readonly string[] {
  const naming = lines.filter((line) => line.includes(name));
  const copies = naming.filter((line) => /^(?:COPY|ADD)\s/i.test(line));
  const targets = copies
    .map((line) => line.slice(line.lastIndexOf('/') + 1))
    .filter((target) => target.endsWith('.sh'));
  return naming.length === 0 ? [] : [name, ...targets];
}

// sed -i 's/\r$//', tr -d '\r', dos2unix; `{}` stands for every file that find has found.
const repairs = (line: string, names: readonly string[]): boolean =>
  /\\r|dos2unix/.test(line) && [...names, '{}'].some((name) => line.includes(name));
