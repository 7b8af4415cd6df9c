// Who is measured, and how each is called: this package, two peers, and a plain unbundled build of this package.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { installed, ourTarball, tarballOf } from './packages.mjs';
import { unbundledTarball } from './unbundled.mjs';

const OUR_PROJECT = ['my_site', '--yes', '--memory', '16', '--cpus', '4'];
const OUR_FIRST_QUESTION = 'Directory of the project';

/** The generator that everybody compares with: prompts, one bundled package. */
export const PEER = 'create-vite';

/** `create`: the initializer of `npm create`, or what `npm exec` runs. `ask` and `scaffold`: arguments. */
const CONTESTANTS = [
  {
    name: 'ours',
    pack: ourTarball,
    ask: [],
    scaffold: OUR_PROJECT,
    question: OUR_FIRST_QUESTION,
  },
  {
    name: PEER,
    pack: (work) => tarballOf('create-vite@9.3.0', work),
    ask: [],
    scaffold: ['app', '--template', 'vanilla-ts', '--no-interactive'],
    question: 'Project name',
  },
  {
    name: 'sv',
    pack: (work) => tarballOf('sv@0.17.1', work),
    ask: ['create'],
    scaffold: ['create', 'app', '--template', 'minimal', '--types', 'ts', '--no-add-ons', '--no-install'],
    question: 'Where would you like',
  },
  {
    name: 'unbundled',
    pack: unbundledTarball,
    ask: [],
    scaffold: OUR_PROJECT,
    question: OUR_FIRST_QUESTION,
  },
];

/** Packs and installs them; gives them by name. */
export async function prepared(work) {
  const all = {};
  for (const { pack, ...how } of CONTESTANTS) {
    const folder = mkdtempSync(join(work, `${how.name}-`));
    all[how.name] = { ...how, ...(await installed(await pack(folder), join(folder, 'installed'))) };
  }
  return all;
}
