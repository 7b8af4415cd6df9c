/** What a project asks pip for, apart into GeoNode itself and everything else. */
export interface Requirements {
  /** The release or the branch of GeoNode, as it is written: `5.0.3`, `5.1.x`, `master`; undefined where none is named. */
  readonly geonode: string | undefined;
  /** Who publishes that GeoNode, when it comes from GitHub and not from GeoNode itself. */
  readonly fork: string | undefined;
  /** The project's own packages, as they are written. */
  readonly others: readonly string[];
  /** Those that could not be carried over: local paths and options of pip. */
  readonly open: readonly string[];
}

const RELEASE = /^geonode(?:\[[^\]]*\])?\s*[=~><]=?=?\s*v?([\w.]+)/i;
const CHECKOUT =
  /github\.com[/:]([\w.-]+)\/geonode(?:\.git)?(?:@|\/archive\/(?:refs\/(?:heads|tags)\/)?)([\w.]+?)(?:\.zip|\.tar\.gz)?(?:[#\s]|$)/i;
// GeoNode asks for its client itself, and 5.0 took the importer in.
const COMPANION =
  /^(?:-e\s+)?(?:django[-_]?geonode[-_]mapstore[-_]client|geonode[-_]importer|geonode[-_]mapstore[-_]client)\b|\/(?:geonode-mapstore-client|geonode-importer)(?:\.git)?[@/]/i;

/** Reads the texts of requirements.txt and pyproject.toml; setup.py takes its own from the former. */
export function requirementsIn(requirements = '', pyproject = ''): Requirements {
  const lines = [...requirements.split(/\r?\n/), ...dependenciesIn(pyproject)]
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter(Boolean);
  const own = [...new Set(lines)].filter((line) => !isGeonode(line) && !COMPANION.test(line));
  const versions = lines.flatMap(
    (line) => (CHECKOUT.exec(line)?.[2] ?? RELEASE.exec(line)?.[1])?.replace(/\.$/, '') || [],
  );
  const owners = lines.flatMap((line) => CHECKOUT.exec(line)?.[1] ?? []);
  return {
    geonode: versions[0],
    fork: owners.find((owner) => owner.toLowerCase() !== 'geonode'),
    others: own.filter(isPlain),
    open: own.filter((line) => !isPlain(line)),
  };
}

const isGeonode = (line: string): boolean =>
  RELEASE.test(line) || CHECKOUT.test(line) || /^geonode\s*(?:@.*)?$/i.test(line);

// What pyproject.toml can hold as one text in double quotes: a name, extras, versions, a marker, or a name with an address.
const isPlain = (line: string): boolean =>
  /^[A-Za-z0-9][^"\\\p{Cc}]*$/u.test(line) && !/^[a-z][a-z0-9+.]*:\/\//.test(line);

function dependenciesIn(pyproject: string): readonly string[] {
  const [, body = ''] =
    /^dependencies\s*=\s*\[([\s\S]*?)^\s*\]|^dependencies\s*=\s*\[(.*)\]\s*$/m.exec(pyproject) ?? [];
  return body
    .split(/\r?\n/)
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => [...line.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? ''));
}

/** pyproject.toml with further packages in its list, below the line that asks for them. */
export function withRequirements(pyproject: string, others: readonly string[]): string {
  const lines = others.map((line) => `    "${line}",\n`).join('');
  return pyproject.replace(/^ {4}# Your own requirements.*\n/m, (place) => place + lines);
}
