import { isNewer } from '../../generators/core/update/version.ts';
import { notesOf, releasedIn } from './changelog.ts';

/** The repository as a release finds it. */
export interface Facts {
  /** What was typed. */
  readonly version: string | undefined;
  readonly branch: string;
  /** `git status --porcelain`. */
  readonly status: string;
  /** Tags here and at the origin. */
  readonly tags: readonly string[];
  /** Whether the origin has commits that are not here. */
  readonly isBehind: boolean;
  /** The version in package.json. */
  readonly current: string;
  readonly changelog: string;
}

export const BRANCH = 'main';
export const tagOf = (version: string): string => `v${version}`;

type Objection = readonly [
  applies: (facts: Required<Facts> & { version: string }) => boolean,
  words: (facts: Facts) => string,
];

const newest = ({ tags, changelog }: Facts): string => {
  const released = [...tags.map((tag) => tag.replace(/^v/, '')), ...releasedIn(changelog)].filter(isVersion);
  return released.reduce((best, one) => (isNewer(one, best) ? one : best), '0.0.0');
};

const OBJECTIONS: readonly Objection[] = [
  [
    ({ branch }) => branch !== BRANCH,
    ({ branch }) => `This is the branch ${branch}. Releases are made from ${BRANCH}.`,
  ],
  [({ status }) => status !== '', ({ status }) => `There are changes that are not committed:\n${status}`],
  [({ isBehind }) => isBehind, () => `The origin has commits that are not here: git pull.`],
  [
    ({ tags, version }) => tags.includes(tagOf(version)),
    ({ version }) => `The tag ${tagOf(version ?? '')} is there already.`,
  ],
  [
    (facts) => !isNewer(facts.version, newest(facts)),
    (facts) => `${facts.version} is not newer than ${newest(facts)}, which was released.`,
  ],
  // The first release has the version that package.json had all the time.
  [
    ({ version, current }) => isNewer(current, version),
    ({ version, current }) => `${version} is older than ${current} in package.json.`,
  ],
  [({ changelog }) => notesOf(changelog) === '', () => 'CHANGELOG.md says nothing under "Unreleased".'],
];

/** Why there can be no such release; empty when there can. */
export function objectionsTo(facts: Facts): readonly string[] {
  const { version } = facts;
  if (version === undefined || !isVersion(version)) return [`Name the version as X.Y.Z, not ${version ?? 'nothing'}.`];
  return OBJECTIONS.filter(([applies]) => applies({ ...facts, version })).map(([, words]) => words(facts));
}

function isVersion(text: string): boolean {
  return /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/.test(text);
}

/** package.json or package-lock.json with another version of this package, as npm writes them. */
export function withVersion(json: string, version: string): string {
  const manifest = JSON.parse(json) as { version: string; packages?: Record<string, { version?: string }> };
  manifest.version = version;
  const own = manifest.packages?.[''];
  if (own !== undefined) own.version = version;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
