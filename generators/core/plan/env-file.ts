const ENTRY = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/**
 * The values of a `.env` file as Compose reads them, without interpolation: the last of a repeated key wins, ` #` starts
 * a comment only outside quotes. Values over several lines are left out: no key of ours has one.
 */
export function readEnv(text: string): Readonly<Record<string, string>> {
  const entries = text.split(/\r?\n/).flatMap((line): readonly [string, string][] => {
    const [, key, raw] = ENTRY.exec(line) ?? [];
    return key === undefined || raw === undefined ? [] : [[key, unquoted(raw)]];
  });
  return Object.fromEntries(entries);
}

function unquoted(raw: string): string {
  const quoted = /^'([^']*)'|^"((?:[^"\\]|\\.)*)"/.exec(raw);
  if (quoted?.[1] !== undefined) return quoted[1];
  if (quoted?.[2] !== undefined) return quoted[2].replace(/\\([\\"$])/g, '$1');
  return raw.replace(/(^|\s)#.*$/, '').trim();
}
