import type { Line } from '../plan/lines.ts';
import { LINES, releaseLine } from '../plan/lines.ts';
import { refusal } from './refusal.ts';

/** One place that tells the release line, and what it says. */
export interface Sign {
  readonly place: string;
  readonly says: string;
}

const LINE = /^v?(\d+)\.(\d+)(?:\.|$)/;

const lineOf = ({ says }: Sign): string | undefined => {
  const [, major, minor] = LINE.exec(says) ?? [];
  return major === undefined ? undefined : `${major}.${minor}`;
};

/**
 * The release line of a project, by the strongest sign that tells one. A different one that somebody asks for (`wanted`) is
 * believed where no sign tells any.
 * @throws GuardError for a line that this program does not have, and where nothing tells
 */
export function detectedLine(signs: readonly Sign[], wanted: Line | undefined): { line: Line; sign: Sign | undefined } {
  const sign = signs.find((one) => lineOf(one) !== undefined);
  const found = sign && lineOf(sign);
  if (sign === undefined || found === undefined) return { line: untold(signs, wanted), sign: undefined };
  const line = LINES.find((one) => one === found);
  if (line === undefined)
    throw refusal(
      `This project runs GeoNode ${found} (${sign.place}: ${sign.says}); this program has ${LINES.join(', ')}.`,
      isOld(found)
        ? `Bring it to ${LINES.at(-1)} in upstream's own way first, then adopt it.`
        : 'A newer release of this program may have it: npm create geonode-project@latest',
    );
  if (wanted !== undefined && wanted !== line)
    throw refusal(
      `This project runs GeoNode ${line} (${sign.place}: ${sign.says}), and --geonode asks for ${wanted}. A project is adopted with the line that its databases have.`,
      `Leave --geonode out. Afterwards, with a backup, move on: npx create-geonode-project --geonode ${wanted}`,
    );
  return { line, sign };
}

function untold(signs: readonly Sign[], wanted: Line | undefined): Line {
  if (wanted !== undefined) return wanted;
  const said = signs.map(({ place, says }) => `${place}: ${says}`).join('; ');
  throw refusal(
    `Nothing here tells which GeoNode this is${said ? ` (${said})` : ''}.`,
    `Name the line that the databases have: --geonode ${LINES.join('|')}. A development version of GeoNode cannot be adopted.`,
  );
}

/**
 * Refuses data of another PostgreSQL than the line has: its server would not start on them.
 * @throws GuardError with both versions
 */
export function refuseOtherPostgres(tag: string | undefined, line: Line): void {
  const [have, want] = [tag, releaseLine(line).images.postgis.name.replace(/^.*:/, '')].map(
    (one) => /^(\d+)/.exec(one ?? '')?.[1],
  );
  if (have === undefined || have === want) return;
  throw refusal(
    `The data were made by PostgreSQL ${have} (POSTGRES_BASE_IMAGE_VERSION: ${tag}), and GeoNode ${line} comes with ${want} here.`,
    `Dump both databases with ${have} and restore them into ${want} first, in upstream's own way; then adopt the project.`,
  );
}

const isOld = (found: string): boolean => Number(found) < Number(LINES.at(-1));
