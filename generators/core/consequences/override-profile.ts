import type { Answers } from '../answers/types.ts';
import { view } from '../plan/view.ts';
import type { OverrideCase, OverrideNote } from './override-case.ts';
import type { Entry } from './override-entries.ts';

/** The lines that belong to the profile that the project had, and what the one that it has now misses. */
export function profileNotes(entries: readonly Entry[], { before, after }: OverrideCase): readonly OverrideNote[] {
  if (before.profile === after.profile) return [];
  return after.profile === 'production' ? developmentLines(entries) : missingLines(entries, after);
}

interface Rule {
  readonly text: string;
  fits(entry: Entry): boolean;
}

const VARIABLE = /\/environment\/(?:\d+|[A-Z0-9_]+)$/;

const variable = (name: string, why: string): Rule => ({
  text: `${name} ${why}: take it away.`,
  fits: ({ path, value = '' }) => VARIABLE.test(path) && (path.endsWith(`/${name}`) || value.split('=')[0] === name),
});

const isMount = ({ path }: Entry): boolean => /\/volumes\/\d+(?:\/source)?$/.test(path);
const isSource = ({ value = '' }: Entry): boolean => /^(?:\.\/)?src(?:\/|:|$)/.test(value);

const DEVELOPMENT: readonly Rule[] = [
  {
    text: 'This mounts source code over that of the image: take it away.',
    fits: (entry) => isMount(entry) && isSource(entry),
  },
  {
    text: 'This publishes a port beside nginx: take it away.',
    fits: ({ path }) => /^services\/(?:db|geoserver)\/ports$/.test(path),
  },
  {
    text: 'This joins the database to a network for its published port: take it away.',
    fits: ({ path }) => path === 'services/db/networks',
  },
  variable('UWSGI_PY_AUTORELOAD', 'looks for changes that production does not have'),
  variable('PYTHONDONTWRITEBYTECODE', 'is for source code that is mounted'),
  variable('PROJECT_UMASK', 'lets everybody on this machine write what the containers make'),
  variable('DEBUG', 'stands in .env, and True shows settings and source code to visitors'),
];

const developmentLines = (entries: readonly Entry[]): readonly OverrideNote[] =>
  DEVELOPMENT.flatMap(({ text, fits }) => entries.filter(fits).map(({ line }) => ({ line, text })));

interface Piece {
  readonly text: string;
  /** Below `services:`. */
  readonly put: readonly string[];
  isThere(entry: Entry): boolean;
}

const mounts = (start: string) => (entry: Entry) => isMount(entry) && (entry.value ?? '').startsWith(start);

function pieces(answers: Answers): readonly Piece[] {
  const { geoserverPort, databasePort } = view(answers, '');
  const statics = `./src/${answers.name}/static:/mnt/project-static`;
  return [
    {
      text: 'Mount the source code here, so that a change needs no new image.',
      put: [
        '  django: &source',
        '    volumes:',
        '      - ./src:/usr/src/project',
        '    environment:',
        '      PROJECT_UMASK: "0000"',
        '      PYTHONDONTWRITEBYTECODE: "1"',
        '      UWSGI_PY_AUTORELOAD: "2"',
        '  celery: *source',
      ],
      isThere: mounts('./src:/usr/src/project'),
    },
    {
      text: 'Mount the static files here, so that nginx serves an edited one at once.',
      put: ['  geonode:', '    volumes:', `      - ${statics}:ro`],
      isThere: mounts(statics),
    },
    {
      text: 'Publish GeoServer here, for this machine alone.',
      put: ['  geoserver:', '    ports:', `      - "127.0.0.1:\${DEV_GEOSERVER_PORT:-${geoserverPort}}:8080"`],
      isThere: ({ path }) => path === 'services/geoserver/ports',
    },
    {
      text: 'Publish the database here, for this machine alone.',
      put: [
        '  db:',
        '    networks: [data, app]',
        '    ports:',
        `      - "127.0.0.1:\${DEV_DATABASE_PORT:-${databasePort}}:5432"`,
      ],
      isThere: ({ path }) => path === 'services/db/ports',
    },
  ];
}

function missingLines(entries: readonly Entry[], answers: Answers): readonly OverrideNote[] {
  const line = entries.find(({ path }) => path === 'services')?.line ?? 1;
  return pieces(answers)
    .filter(({ isThere }) => !entries.some(isThere))
    .map(({ text, put }) => ({ line, text, put: put.join('\n') }));
}
