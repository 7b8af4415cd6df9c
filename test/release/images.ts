import { RELEASE_LINES, type ReleaseLine } from '../../generators/core/plan/lines.ts';

/** A base image, with every line that names it. */
export interface PinnedImage {
  readonly name: string;
  readonly lines: readonly string[];
  readonly platform: string | undefined;
}

const LINES: readonly (readonly [string, ReleaseLine])[] = Object.entries(RELEASE_LINES);

/** Every image of every line, once. */
export function pinnedImages(): readonly PinnedImage[] {
  const found = new Map<string, PinnedImage>();
  for (const [line, { images }] of LINES) {
    for (const { name, platform } of Object.values(images)) {
      // Two rows that say different things of one image are two things to check.
      const key = `${name} ${platform}`;
      found.set(key, { name, lines: [...(found.get(key)?.lines ?? []), line], platform });
    }
  }
  return [...found.values()];
}

/** The tables of docs/images.md: what each line is built on, and where each tag was seen. */
export function imageTables(): string {
  return LINES.map(([line, { geonodeVersion, images }]) => {
    const rows = Object.entries(images).map(
      ([role, { name, evidence, platform }]) =>
        `| \`${role}\` | \`${name}\` | ${evidence} | ${platform === undefined ? 'several' : `\`${platform}\` only`} |`,
    );
    return [`### GeoNode ${line} (${geonodeVersion})`, '', ...HEAD, ...rows].join('\n');
  }).join('\n\n');
}

const HEAD = ['| role | image | evidence | platform |', '|---|---|---|---|'];
