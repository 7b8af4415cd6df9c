import { parseAddress } from '../answers/address.ts';
import type { OverrideCase, OverrideNote } from './override-case.ts';

interface Part {
  readonly pattern: RegExp;
  readonly what: string;
  readonly put: string;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
// Neither the end of a longer name nor the beginning of one.
const named = (text: string, behind: string): RegExp =>
  new RegExp(`(?<![\\w.-])${escaped(text)}(?![\\w-]|\\.\\w${behind})`);
const ANY_PORT = '';
const THIS_PORT = '|:\\d';

// The first that a line has. Of a machine's own names only the whole address is meant: inside of containers localhost
// is everybody's.
function parts({ before, after }: OverrideCase): readonly Part[] {
  const [old, now] = [parseAddress(before.url), parseAddress(after.url)];
  const common = old.host.kind === 'loopback';
  const all: readonly (Part & { readonly counts: boolean })[] = [
    { counts: true, pattern: named(old.url, THIS_PORT), what: 'address', put: now.url },
    {
      counts: old.hostPort !== old.urlHost,
      pattern: named(old.hostPort, THIS_PORT),
      what: 'address',
      put: now.hostPort,
    },
    {
      counts: !common && old.urlHost !== now.urlHost,
      pattern: named(old.urlHost, ANY_PORT),
      what: 'host',
      put: now.urlHost,
    },
  ];
  return all.filter(({ counts }) => counts);
}

/** The lines, comments aside, that have the address which the site no longer has. */
export function addressNotes(override: OverrideCase): readonly OverrideNote[] {
  if (override.before.url === override.after.url) return [];
  const patterns = parts(override);
  return override.text.split('\n').flatMap((line, index): readonly OverrideNote[] => {
    if (/^\s*#/.test(line)) return [];
    const part = patterns.find(({ pattern }) => pattern.test(line));
    return part === undefined
      ? []
      : [{ line: index + 1, text: `This has the old ${part.what} of the site.`, put: part.put }];
  });
}
