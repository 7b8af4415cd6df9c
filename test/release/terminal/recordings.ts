import { join } from 'node:path';
import { KEYS, type Reply, typing } from '../../support/keyboard.ts';
import { bin, NODE_ONLY } from '../../support/run.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { COLUMNS, screenOf } from './screen.ts';
import { svgOf } from './svg.ts';

const { enter, up, interrupt } = KEYS;

/** A picture of a run: what is typed, and how it ends or where it stands. */
interface Recording {
  readonly file: string;
  readonly title: string;
  /** What stands behind the prompt of the shell. */
  readonly command: string;
  readonly replies: readonly Reply[];
}

const ADDRESS: readonly Reply[] = [
  ['Directory of the project', enter],
  ['Public address of the site', `${up}${enter}`],
  ['Address, such as', `maps.example.org${enter}`],
  ['Further host names', enter],
];

export const RECORDINGS: readonly Recording[] = [
  {
    file: 'questions.svg',
    title: 'At a terminal: the question about HTTPS, after the address',
    command: 'npm create geonode-project@latest',
    // What is drawn after Ctrl-C is no part of the picture.
    replies: [...ADDRESS, ['HTTPS', interrupt]],
  },
  {
    file: 'written.svg',
    title: 'At a terminal: every answer, the files that were written, and what comes next',
    command: 'npm create geonode-project@latest',
    replies: [
      ...ADDRESS,
      ['HTTPS', enter],
      ["Administrator's e-mail", `me@example.org${enter}`],
      ['GeoNode release line', enter],
      ['What the project is for', enter],
      ['The site will run on', enter],
      ['Make a git repository', `n${enter}`],
      ['What next', enter],
    ],
  },
];

const HOME = '/home/me';

/** Runs the packed program at a terminal of usual size, on a machine that is the same everywhere. */
export async function recorded({ command, replies, title }: Recording): Promise<string> {
  const cwd = temporaryFolder();
  const NODE_OPTIONS = `--require=${join(import.meta.dirname, 'machine.cjs')}`;
  const env = { PATH: NODE_ONLY, HOME: cwd, TERM: 'xterm-256color', TZ: 'UTC', LANG: 'C.UTF-8', NODE_OPTIONS };
  const { raw } = await typing([process.execPath, bin()], replies, { cwd, env, columns: COLUMNS, rows: 60 });
  const [seen = ''] = raw.split('Interrupted;');
  return svgOf(await screenOf(`$ ${command}\r\n${seen.replaceAll(cwd, HOME)}`), title);
}
