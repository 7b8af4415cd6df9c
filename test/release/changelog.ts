// CHANGELOG.md in the format of Keep a Changelog: one `## [VERSION] - DATE` a release, newest first.

/** `## [Unreleased]`, or a version that was not released yet. */
const OPEN = /^## \[(?:unreleased\]|\d+\.\d+\.\d+\] - unreleased)$/im;
const DATED = /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$/gm;

interface Section {
  readonly before: string;
  readonly body: string;
  readonly after: string;
}

function openSection(changelog: string): Section | undefined {
  const heading = OPEN.exec(changelog);
  if (heading === null) return undefined;
  const start = heading.index + heading[0].length;
  const next = /^## \[/m.exec(changelog.slice(start));
  const end = next === null ? changelog.length : start + next.index;
  const body = changelog.slice(start, end).trim();
  return { before: changelog.slice(0, heading.index), body, after: changelog.slice(end) };
}

/** What was noted for the next release; empty where nothing was. */
export const notesOf = (changelog: string): string => openSection(changelog)?.body ?? '';

/** The versions that were released, newest first. */
export const releasedIn = (changelog: string): readonly string[] =>
  [...changelog.matchAll(DATED)].map(([, version = '']) => version);

/**
 * The changelog in which those notes are a release, below a new section for the next one.
 * @throws Error when it has no section for the next release
 */
export function withRelease(changelog: string, version: string, date: string): string {
  const section = openSection(changelog);
  if (section === undefined) throw new Error('CHANGELOG.md has no section "## [Unreleased]".');
  const { before, body, after } = section;
  const rest = after === '' ? '' : `\n${after}`;
  return `${before}## [Unreleased]\n\n## [${version}] - ${date}\n\n${body}\n${rest}`;
}
