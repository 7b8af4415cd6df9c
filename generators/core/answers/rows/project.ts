import { LINES } from '../../plan/lines.ts';
import { parseAddress } from '../address.ts';
import { PROFILES } from '../choices.ts';
import { directoryIn } from '../directory.ts';
import { parseKept } from '../kept.ts';
import { nameFromDirectory, parseName, titleFromName } from '../name.ts';
import { choice, text } from '../values.ts';
import { OPTIONAL, REVIEWED, row } from './row.ts';

/** What the project is called and which GeoNode it runs. */
export const PROJECT_ROWS = [
  row<'directory'>({
    key: 'directory',
    flag: undefined,
    type: 'text',
    placeholder: 'DIRECTORY',
    group: 'Project',
    about: 'where the project is written; a new or an existing directory',
    defaultText: 'asked',
    question: 'Directory of the project',
    step: 'ask',
    stored: false,
    parse: (input, { cwd }) => directoryIn(cwd, input),
    fallback: () => undefined,
  }),
  row<'name'>({
    ...REVIEWED,
    key: 'name',
    flag: '--name',
    type: 'text',
    placeholder: 'NAME',
    group: 'Project',
    about: 'Python package, Compose project and database prefix; never changes later',
    defaultText: 'from the directory',
    question: 'Name of the project',
    parse: parseName,
    fallback: ({ directory }) => nameFromDirectory(directory ?? ''),
  }),
  row<'title'>({
    ...REVIEWED,
    key: 'title',
    flag: '--title',
    type: 'text',
    placeholder: 'TEXT',
    group: 'Project',
    about: 'what the site calls itself, 50 characters at most',
    defaultText: 'from the name',
    question: 'Title of the site',
    // 50 characters are what Django keeps of a site's name.
    parse: (input) => text(input, 50),
    fallback: ({ name }) => (name === undefined ? undefined : titleFromName(name)),
  }),
  row<'kept'>({
    ...OPTIONAL,
    key: 'kept',
    flag: undefined,
    type: 'names',
    placeholder: '',
    group: 'Project',
    about: 'what an adopted project keeps: names in volumes, and files that are its own',
    question: '',
    step: 'never',
    parse: parseKept,
  }),
];

/** Asked after the address, whose answers decide the defaults. */
export const RELEASE_ROWS = [
  row<'geonode'>({
    ...REVIEWED,
    key: 'geonode',
    flag: '--geonode',
    type: 'choice',
    placeholder: 'LINE',
    group: 'Project',
    about: 'GeoNode release line',
    choices: LINES,
    defaultText: LINES[0] ?? '',
    question: 'GeoNode release line',
    step: 'ask',
    parse: (input) => choice(input, LINES),
    fallback: () => LINES[0],
  }),
  row<'profile'>({
    ...REVIEWED,
    key: 'profile',
    flag: '--profile',
    type: 'choice',
    placeholder: 'PROFILE',
    group: 'Project',
    about: 'development mounts ./src and shows errors; production is closed and sized for a server of its own',
    choices: PROFILES,
    defaultText: 'development when the address is loopback, else production',
    question: 'What the project is for',
    step: 'ask',
    parse: (input) => choice(input, PROFILES),
    fallback: ({ url }) =>
      url !== undefined && parseAddress(url).host.kind === 'loopback' ? 'development' : 'production',
  }),
];
