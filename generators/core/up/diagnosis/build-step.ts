const NUMBERED = /^#(?<number>\d+) (?:\d+\.\d+ )?(?<words>.*)$/;
const FAILED = /^#(?<number>\d+) ERROR: (?<words>.*)$/;
const NAMED = /^#\d+ \[(?<name>[^\]]+)\] (?<words>.*)$/;
const RULE = '------';

/** A step of a build, as `docker compose build` names it. */
interface BuildStep {
  /** '' where only one image is built: then Compose does not say which. */
  readonly service: string;
  /** Its command, on one line. */
  readonly words: string;
}

/** What the step of a build that failed printed, its command first; nothing when no step failed. */
export function failedStep(output: readonly string[]): readonly string[] {
  const number = numberOfFailed(output);
  if (number === undefined) return failedBlock(output);
  return output.flatMap((line) => {
    const groups = NUMBERED.exec(line)?.groups;
    return groups?.number === number && groups.words ? [groups.words] : [];
  });
}

/** Which step it was. */
export function failedStepName(output: readonly string[]): BuildStep | undefined {
  const number = numberOfFailed(output);
  const title = output.find((line) => line.startsWith(`#${number} [`));
  const groups = NAMED.exec(title ?? '')?.groups;
  if (groups === undefined) return undefined;
  const { name = '', words = '' } = groups;
  const service = name.replace(/ *\b(?:\d+\/\d+|internal|\S+ \d+\/\d+)$/, '').split(' ')[0] ?? '';
  return { service, words: words.replace(/\s+/g, ' ') };
}

// Several services are built at once. One has the error that ends it all; the others are cancelled, some with errors too.
function numberOfFailed(output: readonly string[]): string | undefined {
  const reason = output.findLast((line) => /\bfailed to solve: /.test(line)) ?? '';
  const failed = output.map((line) => FAILED.exec(line)?.groups);
  return failed.find((groups) => groups?.words !== undefined && reason.endsWith(groups.words))?.number;
}

// BuildKit repeats it between two rules, also where progress is not plain.
function failedBlock(output: readonly string[]): readonly string[] {
  const start = output.findIndex((line) => /^ > \[/.test(line));
  if (start < 0 || output.some((line) => NUMBERED.test(line))) return [];
  const rest = output.slice(start);
  const end = rest.indexOf(RULE);
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.replace(/^\d+\.\d+ /, ''));
}
